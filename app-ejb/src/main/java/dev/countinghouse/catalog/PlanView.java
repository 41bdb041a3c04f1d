package dev.countinghouse.catalog;

import dev.countinghouse.time.BillingCycle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan going out, with its newest version.
 *
 * @param status of its newest version: a draft only while none was published
 * @param currency of the charges themselves
 * @param currencies that it is sold in, that one first
 * @param version number of the plan version
 * @param revision counts changes of the plan itself
 */
public record PlanView(
        UUID id,
        @Nullable String externalId,
        String code,
        String name,
        @Nullable String description,
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
        int version,
        List<Charge> charges,
        List<PlanPhase> phases,
        Map<String, Object> metadata,
        int revision,
        Instant createdAt) {}
