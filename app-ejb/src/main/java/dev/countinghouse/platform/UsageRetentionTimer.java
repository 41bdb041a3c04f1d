package dev.countinghouse.platform;

import dev.countinghouse.work.DueWorkRunner;
import dev.countinghouse.work.WorkKind;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Once a day of each tenant's clock {@link UsageRetentionRun} asks for a job, on whichever replica. */
@Singleton
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN) // the run has a transaction for each
public class UsageRetentionTimer {

    @Inject
    DueWorkRunner runner;

    @Inject
    UsageRetentionRun run;

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void everyFewSeconds() {
        runner.tick(WorkKind.USAGE_RETENTION, (due, turn) -> run.request());
    }
}
