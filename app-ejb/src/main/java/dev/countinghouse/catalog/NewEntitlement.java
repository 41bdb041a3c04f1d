package dev.countinghouse.catalog;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is to entitle to.
 *
 * @param feature code
 * @param enabled only for {@link FeatureKind#BOOLEAN}
 * @param quantity only for {@link FeatureKind#QUANTITY}, 0 or more
 * @param limit of usage, only for {@link FeatureKind#METERED}, 0 or more
 * @param period what the limit is of, with it
 */
public record NewEntitlement(
        String feature,
        @Nullable Boolean enabled,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal limit,
        EntitlementView.@Nullable Period period) {}
