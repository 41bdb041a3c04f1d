package dev.countinghouse.payments;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.invoicing.InvoicesFinalized;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;

/** Makes attempts for invoices as they are finalized, in their transaction: what is to be charged is never forgotten. */
@ApplicationScoped
class CollectionSchedule {

    /** After the reminders: rows of due work are locked in one order. */
    private static final int LAST = 3_000;

    @Inject
    PaymentAttemptRepository attempts;

    @Inject
    GatewayAccountRepository accounts;

    @Inject
    WorkSchedule schedule;

    @Inject
    BusinessClock businessClock;

    @Inject
    @RealTime
    Clock clock;

    void on(@Observes @Priority(LAST) InvoicesFinalized finalized) {
        Instant now = clock.instant();
        int made = attempts.createAll(
                finalized.dueDates().stream()
                        .map(InvoicesFinalized.DueDate::invoiceId)
                        .toList(),
                accounts.mayBeLive(),
                new PaymentAttempt.Times(businessClock.instant(), now));
        if (made > 0) {
            schedule.at(WorkKind.PAYMENT_COLLECTION, now);
        }
    }
}
