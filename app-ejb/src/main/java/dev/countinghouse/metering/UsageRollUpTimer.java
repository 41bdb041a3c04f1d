package dev.countinghouse.metering;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.work.DueWork;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkQueue;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Rolls usage up where it came in, on every replica. Decides when and for whom; {@link UsageRollUp} decides what. */
@Singleton
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN) // each step is its own transaction
public class UsageRollUpTimer {

    private static final Logger LOG = Logger.getLogger(UsageRollUpTimer.class.getName());
    private static final int CLAIMS_MAX = 20; // tenants a replica takes at once; the rest is for the others
    private static final Duration SWEEP =
            Duration.ofHours(1); // catches events whose writer found the work scheduled already

    @Inject
    WorkQueue work;

    @Inject
    UsageRollUp rollUp;

    @Inject
    @RealTime
    Clock clock;

    private final ReentrantLock running = new ReentrantLock();

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        if (!running.tryLock()) {
            return; // the tick before is still at it
        }
        try {
            work.claim(WorkKind.USAGE_AGGREGATION, CLAIMS_MAX).forEach(this::rollUp);
        } finally {
            running.unlock();
        }
    }

    private void rollUp(DueWork due) {
        try {
            int hours = CurrentScope.call(Scope.of(due.tenant()), () -> all(due));
            LOG.log(Level.FINE, "{0}: {1} hours of usage rolled up", new Object[] {
                due.tenant().slug(), hours
            });
            work.complete(due, clock.instant().plus(SWEEP));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> due.tenant().slug() + ": roll-up failed, it is tried again");
            work.fail(due, e.toString());
        }
    }

    private int all(DueWork due) {
        int hours = 0;
        int step = rollUp.step();
        while (step > 0 && work.renew(due)) {
            hours += step;
            step = rollUp.step();
        }
        return hours;
    }
}
