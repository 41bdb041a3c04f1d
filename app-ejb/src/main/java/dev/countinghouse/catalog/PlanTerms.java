package dev.countinghouse.catalog;

import dev.countinghouse.time.BillingCycle;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The terms of one plan version, for those who bill by them. Immutable.
 *
 * @param versionId id of the plan version
 * @param taxRate on everything in it; null for none
 */
public record PlanTerms(
        UUID versionId,
        String code,
        String name,
        String currency,
        BillingCycle.Unit interval,
        int intervalCount,
        BillingCycle.Anchor anchor,
        List<Charge> charges,
        @Nullable TaxRateView taxRate) {

    /** The periods of a subscription that began on a day. */
    public BillingCycle cycle(LocalDate startedOn) {
        return new BillingCycle(interval, intervalCount, anchor, startedOn);
    }

    /** The charges of one kind. */
    public List<Charge> charges(Charge.Kind kind) {
        return charges.stream().filter(charge -> charge.kind() == kind).toList();
    }
}
