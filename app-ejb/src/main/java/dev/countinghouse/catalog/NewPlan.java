package dev.countinghouse.catalog;

import dev.countinghouse.rating.domain.Tier;
import dev.countinghouse.time.BillingCycle;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan to be made, with its first version.
 *
 * @param interval unit of the billing period
 * @param taxRate code of the tax rate on everything in it; null for none
 */
public record NewPlan(
        @Nullable String externalId,
        String code,
        String name,
        String currency,
        BillingCycle.Unit interval,
        int intervalCount,
        BillingCycle.Anchor anchor,
        @Nullable String taxRate,
        List<NewCharge> charges,
        @Nullable Map<String, String> metadata) {

    /** A charge to be made; what the parameters mean is told at {@link Charge}. */
    public record NewCharge(
            String code,
            String name,
            Charge.Kind kind,
            Charge.Timing timing,
            Charge.Model model,
            @Nullable String metric,
            boolean prorated,
            @Nullable BigDecimal unitAmount,
            @Nullable List<Tier> tiers) {}
}
