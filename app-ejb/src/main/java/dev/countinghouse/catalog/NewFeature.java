package dev.countinghouse.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A feature to be made.
 *
 * @param metric code; only for {@link FeatureKind#METERED}
 * @param unit only for {@link FeatureKind#QUANTITY}; a metered feature has its metric's
 */
public record NewFeature(
        @Nullable String externalId,
        String code,
        String name,
        @Nullable String description,
        FeatureKind kind,
        @Nullable String metric,
        @Nullable String unit,
        @Nullable Map<String, String> metadata) {}
