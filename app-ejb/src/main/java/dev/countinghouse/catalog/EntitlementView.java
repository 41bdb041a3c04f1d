package dev.countinghouse.catalog;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a plan version entitles to: one of enabled, quantity and limit, by the kind of the feature.
 *
 * @param feature code
 * @param metric code; only of a metered feature
 * @param period what the limit is of; only with it
 */
public record EntitlementView(
        String feature,
        String name,
        FeatureKind kind,
        @Nullable String metric,
        @Nullable String unit,
        @Nullable Boolean enabled,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal limit,
        @Nullable Period period) {

    /** How long a limit of usage lasts. */
    public enum Period {
        /** A calendar month of the customer's time zone. */
        MONTH,
        /** A period of the subscription. */
        BILLING_PERIOD
    }
}
