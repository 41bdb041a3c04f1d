package dev.countinghouse.payments;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Has payment links looked at when something happened to their invoices, in the transaction in which it did. */
@ApplicationScoped
class LinkWatch {

    @Inject
    PaymentLinkRepository links;

    @Inject
    WorkSchedule schedule;

    @Inject
    @RealTime
    Clock clock;

    /** Money came in for an invoice, which is locked: where less is due now than its link says, the link is closed. */
    void paid(UUID invoiceId) {
        Instant now = clock.instant();
        if (links.open(invoiceId).filter(link -> link.toldOf(now)).isPresent()) {
            schedule.at(WorkKind.PAYMENT_COLLECTION, now);
        }
    }
}
