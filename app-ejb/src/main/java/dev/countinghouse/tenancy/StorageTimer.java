package dev.countinghouse.tenancy;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Has tenants measured, on every replica: those that wrote here, and a few that were not measured for long. A tick costs the same
 * with ten tenants and with ten thousand.
 */
@Singleton
@PermitAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN) // each run is its own transaction
public class StorageTimer {

    private static final Logger LOG = Logger.getLogger(StorageTimer.class.getName());
    private static final int WRITTEN_AT_ONCE = 20;
    private static final int SWEPT_AT_ONCE = 5;

    private final ReentrantLock running = new ReentrantLock();

    @Inject
    TenantStorage storage;

    @Inject
    StorageRun run;

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void everyFiveSeconds() {
        if (!running.tryLock()) {
            return;
        }
        Set<UUID> written = storage.takeWritten(WRITTEN_AT_ONCE);
        try {
            if (!written.isEmpty()) {
                run.measure(written);
            }
            run.sweep(SWEPT_AT_ONCE);
        } catch (RuntimeException e) {
            written.forEach(storage::wrote);
            LOG.log(Level.WARNING, "storage cannot be measured at present", e);
        } finally {
            running.unlock();
        }
    }
}
