package dev.countinghouse.catalog;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A feature going out.
 *
 * @param metric code; only of a metered one
 * @param archivedAt since when nothing new may use it; null: it may be used
 */
public record FeatureView(
        UUID id,
        @Nullable String externalId,
        String code,
        String name,
        @Nullable String description,
        FeatureKind kind,
        @Nullable String metric,
        @Nullable String unit,
        Map<String, Object> metadata,
        int version,
        Instant createdAt,
        @Nullable Instant archivedAt) {}
