package dev.countinghouse.catalog;

import dev.countinghouse.time.BillingCycle;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plan to be made, with its first version.
 *
 * @param draft whether the version is not published yet
 * @param interval unit of the billing period
 * @param taxRate code of the tax rate on everything in it that names no rates of its own; null for none
 * @param minimumCommitment null or of zero: none
 * @param usageThresholds null or without amounts: none
 * @param trialDays days at the beginning of a subscription whose fees are free, 0 to 730
 * @param phases in their order; empty: charges always cost what they do
 * @param entitlements of its first version
 */
public record NewPlan(
        @Nullable String externalId,
        String code,
        String name,
        @Nullable String description,
        boolean draft,
        String currency,
        BillingCycle.Unit interval,
        int intervalCount,
        BillingCycle.Anchor anchor,
        @Nullable String taxRate,
        @Nullable MinimumCommitment minimumCommitment,
        @Nullable UsageThresholds usageThresholds,
        int trialDays,
        List<NewCharge> charges,
        List<PlanPhase> phases,
        List<NewEntitlement> entitlements,
        @Nullable Map<String, String> metadata) {

    /** Codes of all tax rates that it names, of charges and commitment too. */
    Set<String> taxRates() {
        Set<String> codes = new HashSet<>();
        if (taxRate != null) {
            codes.add(taxRate);
        }
        if (minimumCommitment != null) {
            codes.addAll(minimumCommitment.taxRates());
        }
        charges.forEach(charge -> codes.addAll(charge.taxRates()));
        return codes;
    }

    /** A charge to be made; what the parameters mean is told at {@link Charge}. */
    public record NewCharge(
            String code,
            String name,
            Charge.Kind kind,
            Charge.Timing timing,
            Charge.Model model,
            @Nullable String metric,
            boolean prorated,
            @Nullable BigDecimal quantity,
            ChargePricing pricing,
            List<String> groupBy,
            List<ChargeFilter> filters,
            @Nullable BigDecimal minimumAmount,
            @Nullable BigDecimal maximumAmount,
            List<String> taxRates,
            boolean invoiceable,
            Map<String, ChargePrice> prices) {}
}
