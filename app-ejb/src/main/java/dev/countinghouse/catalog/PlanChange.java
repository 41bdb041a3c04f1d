package dev.countinghouse.catalog;

import dev.countinghouse.catalog.NewPlan.NewCharge;
import dev.countinghouse.time.BillingCycle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a plan's terms is to be different; what is null stays as it is.
 *
 * @param taxRate code of the tax rate on everything in it; empty: none
 * @param minimumCommitment of zero: none
 * @param usageThresholds without amounts: none
 * @param charges all of them, in place of those that were there
 * @param phases the same; empty: none
 */
public record PlanChange(
        @Nullable String currency,
        BillingCycle.@Nullable Unit interval,
        @Nullable Integer intervalCount,
        BillingCycle.@Nullable Anchor anchor,
        @Nullable String taxRate,
        @Nullable MinimumCommitment minimumCommitment,
        @Nullable UsageThresholds usageThresholds,
        @Nullable Integer trialDays,
        @Nullable List<NewCharge> charges,
        @Nullable List<PlanPhase> phases) {}
