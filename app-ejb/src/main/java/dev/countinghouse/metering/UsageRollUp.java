package dev.countinghouse.metering;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

/**
 * Rolls usage up by the hour: takes hours that were touched and counts them anew from their events. Exact while events
 * arrive: what commits later leaves its own touch behind. Called by the timer, as a tenant.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class UsageRollUp {

    private static final int HOURS_AT_ONCE = 5_000;

    @Inject
    UsageRollUpRepository hours;

    @Inject
    UsageAlarms alarms;

    @Inject
    Event<UsageRolledUp> rolledUp;

    /**
     * Rolls up a number of touched hours.
     *
     * @return how many; zero when none was left
     */
    public int step() {
        hours.lock();
        UsageRollUpRepository.Batch batch = hours.touched(HOURS_AT_ONCE);
        if (batch.size() > 0) {
            hours.awaitBilling(batch);
            hours.rollUp(batch);
            alarms.look(batch.touched());
            rolledUp.fire(new UsageRolledUp(batch.touched()));
        }
        return batch.size();
    }
}
