package dev.countinghouse.subscription;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.tenancy.GracePeriodChanged;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;

/** Lets the next billing run look again at drafts whose grace period was changed, in the transaction that changes it. */
@ApplicationScoped
class DraftSchedule {

    @Inject
    SubscriptionRepository subscriptions;

    @Inject
    DraftRepository drafts;

    @Inject
    WorkSchedule schedule;

    @Inject
    BusinessClock clock;

    void on(@Observes GracePeriodChanged changed) {
        subscriptions.lockBilling(); // a run that has read the setting from before is over
        Instant now = clock.instant();
        if (drafts.letFallDue(changed.customerId(), now) > 0) {
            schedule.at(WorkKind.INVOICE_GENERATION, now);
        }
    }
}
