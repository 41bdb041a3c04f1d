package dev.countinghouse.customermail;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.outbox.EventsAdded;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Queues mails in the transactions that they tell of: nobody is told of what was rolled back, and nothing is told twice. */
@ApplicationScoped
class MailOccasions {

    @Inject
    CustomerMailRepository mails;

    @Inject
    WorkSchedule schedule;

    @Inject
    Event<MailsQueued> queued;

    @Inject
    BusinessClock businessClock;

    @Inject
    @RealTime
    Clock clock;

    void on(@Observes EventsAdded added) {
        List<Occasion> occasions = added.events().stream()
                .map(Occasion::of)
                .flatMap(Optional::stream)
                .toList();
        if (!occasions.isEmpty() && mails.queue(occasions, businessClock.instant(), clock.instant()) > 0) {
            queued.fire(new MailsQueued());
        }
    }

    /** As the very last: events come in the middle of transactions, and due work is locked after what those lock. */
    void beforeTheCommit(@Observes(during = TransactionPhase.BEFORE_COMPLETION) MailsQueued event) {
        schedule.at(WorkKind.CUSTOMER_MAILS, clock.instant());
    }
}
