package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.AdvanceUsageRepository.Due;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.DueSubscriptions;
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

    /** When the next invoice falls due; empty when there is none to come. */
    Optional<Instant> earliest() {
        return Stream.concat(subscriptions.earliest().stream(), noted.earliest().map(Due::at).stream())
                .min(Comparator.naturalOrder());
    }

    /** Whether something that fell due by an instant is not billed yet. */
    boolean isBehind(Instant now) {
        return earliest().filter(at -> !at.isAfter(now)).isPresent();
    }

    /** What an invoice that would come before it is refused with. */
    static BillingException refusal() {
        return new BillingException(
                ProblemType.CONFLICT, "Invoices that fell due are being written: try again when they are");
    }
}
