package dev.countinghouse.subscription;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.PlanPhase;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.subscription.domain.PinnedDays;
import dev.countinghouse.time.ServicePeriod;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription item at a boundary that is to be billed. Of what the boundary is between, it bills what its days are for: where a
 * version follows another, one item bills the period that ended and the other the one that begins.
 *
 * @param itemId of the subscription item
 * @param quantity how many times the plan is taken
 * @param days of the subscription that the plan's version is for
 */
public record DueItem(DueBilling billing, UUID itemId, int quantity, PlanTerms terms, PinnedDays days) {

    /** The same at another boundary. */
    public DueItem at(DueBilling other) {
        return new DueItem(other, itemId, quantity, terms, days);
    }

    /** The phase of the plan that a period, or the part of one, is in; null without phases. */
    public @Nullable PlanPhase phase(ServicePeriod period) {
        return terms.phases().isEmpty() ? null : terms.phase(index(period));
    }

    /** A charge as it is priced in a period, or the part of one. */
    public Charge priced(Charge charge, ServicePeriod period) {
        return terms.phases().isEmpty() ? charge : terms.priced(charge, index(period));
    }

    private int index(ServicePeriod period) {
        return terms.cycle(billing.startedOn()).indexOf(period.start());
    }

    /** Whether a period, or the part of one, is billed by this item. */
    public boolean bills(ServicePeriod period) {
        return days.bill(period);
    }
}
