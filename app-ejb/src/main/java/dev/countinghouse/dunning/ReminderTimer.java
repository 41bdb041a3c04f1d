package dev.countinghouse.dunning;

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
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts due payment reminders, on every replica. Decides when and for whom; {@link ReminderRun} decides what. */
@Singleton
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN) // each step is its own transaction
public class ReminderTimer {

    private static final Logger LOG = Logger.getLogger(ReminderTimer.class.getName());
    private static final int CLAIMS_MAX = 20; // tenants a replica takes at once; the rest is for the others

    @Inject
    WorkQueue work;

    @Inject
    ReminderRun run;

    private final ReentrantLock running = new ReentrantLock();

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        if (!running.tryLock()) {
            return; // the tick before is still at it
        }
        try {
            work.claim(WorkKind.PAYMENT_REMINDERS, CLAIMS_MAX).forEach(this::remind);
        } finally {
            running.unlock();
        }
    }

    private void remind(DueWork due) {
        try {
            Optional<Instant> next = CurrentScope.call(Scope.of(due.tenant()), () -> all(due));
            work.complete(due, next.orElse(null));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> due.tenant().slug() + ": reminders failed, they are tried again");
            work.fail(due, e.toString());
        }
    }

    private Optional<Instant> all(DueWork due) {
        int written = run.step();
        while (written > 0 && work.renew(due)) {
            written = run.step();
        }
        return run.next();
    }
}
