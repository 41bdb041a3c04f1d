package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.AdvanceUsageRepository.Due;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.DatedChanges;
import dev.countinghouse.subscription.DueSubscriptions;
import dev.countinghouse.subscription.EndedSubscriptions;
import dev.countinghouse.subscription.FirstPayments;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Numbers are in the order of dates, so that what fell due before is billed before. Joins the transaction of whoever bills. */
@ApplicationScoped
class BillingOrder {

    @Inject
    DueSubscriptions subscriptions;

    @Inject
    AdvanceUsageRepository noted;

    @Inject
    DatedChanges dated;

    @Inject
    EndedSubscriptions ended;

    @Inject
    FirstPayments firstPayments;

    /** When the next invoice falls due, or a change that was planned for a day; empty when there is none to come. */
    Optional<Instant> earliest() {
        return Stream.concat(invoice().stream(), dated.earliest(null).map(DatedChanges.Due::at).stream())
                .min(Comparator.naturalOrder());
    }

    private Optional<Instant> invoice() {
        return Stream.concat(subscriptions.earliest().stream(), noted.earliest().map(Due::at).stream())
                .min(Comparator.naturalOrder());
    }

    /** Whether something that fell due by an instant is not billed yet, or a change not made that was planned for a day. */
    boolean isBehind(Instant now) {
        return earliest().filter(at -> !at.isAfter(now)).isPresent();
    }

    /** Whether an invoice that fell due by an instant is not written yet. */
    boolean isInvoiceDue(Instant by) {
        return invoice().filter(at -> !at.isAfter(by)).isPresent();
    }

    /**
     * An instant, or an earlier one by which a change that was planned for a day is made, a subscription ends that gives something back then, or
     * one that is not paid for: invoices that fall due later come after it.
     */
    Instant beforeChanges(Instant by) {
        return Stream.of(
                        dated.earliest(null).map(DatedChanges.Due::at),
                        ended.nextToRefund(),
                        firstPayments.earliest().map(FirstPayments.Awaited::payBy))
                .flatMap(Optional::stream)
                .filter(at -> at.isBefore(by))
                .min(Comparator.naturalOrder())
                .orElse(by);
    }

    /** What an invoice that would come before it is refused with. */
    static BillingException refusal() {
        return new BillingException(
                ProblemType.CONFLICT, "Invoices that fell due are being written: try again when they are");
    }
}
