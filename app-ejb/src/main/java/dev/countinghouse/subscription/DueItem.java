package dev.countinghouse.subscription;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.PlanPhase;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.PinnedDays;
import dev.countinghouse.subscription.domain.Quantities;
import dev.countinghouse.time.ServicePeriod;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription item at a boundary that is to be billed. Of what the boundary is between, it bills what its days are for: where a
 * version follows another, one item bills the period that ended and the other the one that begins.
 *
 * @param itemId of the subscription item
 * @param quantities how many times the plan is taken, day by day
 * @param days of the subscription that the plan's version is for
 * @param periods of the subscription
 */
public record DueItem(
        DueBilling billing, UUID itemId, Quantities quantities, PlanTerms terms, PinnedDays days, Periods periods) {

    /** The same at another boundary. */
    public DueItem at(DueBilling other) {
        return new DueItem(other, itemId, quantities, terms, days, periods);
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
        return periods.cycle().indexOf(period.start());
    }

    /** How many times the plan is taken in a period, or its paid part, when that begins. */
    public int quantity(ServicePeriod paid) {
        return quantities.atBegin(begin(paid), paid.start());
    }

    /** What of the quantity changes within a period, or its paid part, and is billed for the rest of it. */
    public List<Quantities.Step> steps(ServicePeriod paid) {
        return quantities.steps(begin(paid), paid);
    }

    /** The days of a period, or its paid part, by the quantity that they are billed for. */
    public List<Quantities.Part> parts(ServicePeriod paid) {
        return quantities.parts(begin(paid), paid);
    }

    /** The days after the period that are given back, by the quantity that they were paid for. */
    public List<Quantities.Part> unused() {
        ServicePeriod unused = billing.unused();
        ServicePeriod paid = billing.paid(Objects.requireNonNull(billing.ended()));
        return unused == null ? List.of() : quantities.unused(begin(paid), paid, unused);
    }

    /** The period that a part is of, as it would be had the subscription not begun or ended within it. */
    public ServicePeriod whole(ServicePeriod part) {
        return periods.cycle().wholePeriod(index(part));
    }

    /** Whether the period that ended is filled up to a minimum commitment, where the plan has one: not without the usage that is left. */
    public boolean isFilledUp() {
        ServicePeriod ended = billing.ended();
        return ended != null && bills(ended) && !billing.skipsUsage() && terms.minimumCommitment() != null;
    }

    private LocalDate begin(ServicePeriod part) {
        return periods.period(periods.indexOf(part.start())).start();
    }

    /** Whether a period, or the part of one, is billed by this item. */
    public boolean bills(ServicePeriod period) {
        return days.bill(period);
    }
}
