package dev.countinghouse.catalog;

import dev.countinghouse.time.BillingCycle;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a plan going out.
 *
 * @param code of the plan
 * @param number of the version in its plan, from 1
 * @param currency of the charges themselves
 * @param currencies that it is sold in, that one first
 * @param revision counts changes of a draft; of a published version 0, of an archived one 1
 * @param createdAt when the draft was made, or the version published
 */
public record PlanVersionView(
        UUID planId,
        String code,
        int number,
        PlanVersionStatus status,
        String currency,
        List<String> currencies,
        BillingCycle.Unit interval,
        int intervalCount,
        BillingCycle.Anchor anchor,
        @Nullable TaxRateView taxRate,
        @Nullable MinimumCommitment minimumCommitment,
        @Nullable UsageThresholds usageThresholds,
        int trialDays,
        List<Charge> charges,
        List<PlanPhase> phases,
        int revision,
        Instant createdAt) {}
