package dev.countinghouse.subscription;

import dev.countinghouse.catalog.FeatureKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription entitles its customer to at present.
 *
 * @param plan code
 * @param planVersion the one that holds today
 * @param at by the tenant's clock
 * @param running whether it has begun and not ended
 * @param entitlements by the features' codes
 */
public record SubscriptionEntitlements(
        UUID subscriptionId,
        String plan,
        int planVersion,
        Instant at,
        boolean running,
        List<Entitlement> entitlements) {

    /**
     * A feature of the plan.
     *
     * @param entitled whether it may be used now: the subscription runs, and it is enabled, or some of it is had, or less than
     *     the limit is used
     * @param enabled only of a boolean feature
     * @param quantity only of a quantity feature
     * @param balance only of a metered feature of a subscription that runs
     */
    public record Entitlement(
            String feature,
            String name,
            FeatureKind kind,
            @Nullable String unit,
            boolean entitled,
            @Nullable Boolean enabled,
            @Nullable BigDecimal quantity,
            @Nullable Balance balance) {}

    /**
     * How much of a metered feature is used and left.
     *
     * @param metric code
     * @param used of the metric since the span began, by all events that are recorded
     * @param remaining zero where more than the limit is used
     * @param from when the span begins: a calendar month of the customer's time zone or a billing period, as far as the
     *     subscription runs
     * @param to when it ends, and the balance begins anew
     */
    public record Balance(
            String metric, BigDecimal limit, BigDecimal used, BigDecimal remaining, Instant from, Instant to) {

        static Balance of(String metric, BigDecimal limit, BigDecimal used, Span span) {
            return new Balance(metric, limit, used, limit.subtract(used).max(BigDecimal.ZERO), span.from(), span.to());
        }
    }

    /** A span of time, its end not included. */
    record Span(Instant from, Instant to) {}
}
