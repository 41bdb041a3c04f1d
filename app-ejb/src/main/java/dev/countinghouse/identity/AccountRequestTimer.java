package dev.countinghouse.identity;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers requests for tokens by mail, on every replica. */
@Singleton
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN) // each request is a transaction of its own
public class AccountRequestTimer {

    private static final Logger LOG = Logger.getLogger(AccountRequestTimer.class.getName());

    @Inject
    AccountRequestRun run;

    private final ReentrantLock running = new ReentrantLock();
    private volatile @Nullable String lastFailure;

    /** Answers all there are, unless this server is at it already. A failure is logged when it begins, not every second. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        if (!running.tryLock()) {
            return;
        }
        try {
            boolean more = run.next();
            while (more) {
                more = run.next();
            }
            lastFailure = null;
        } catch (RuntimeException e) {
            String failure = String.valueOf(e.getMessage());
            if (!failure.equals(lastFailure)) {
                LOG.log(Level.WARNING, "requests for tokens cannot be answered at present", e);
            }
            lastFailure = failure;
        } finally {
            running.unlock();
        }
    }
}
