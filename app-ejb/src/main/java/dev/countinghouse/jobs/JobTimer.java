package dev.countinghouse.jobs;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Starts jobs, on every replica. A tick may last as long as a job does; the other slot and the beat go on meanwhile. */
@Singleton
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN) // each step is its own transaction
public class JobTimer {

    @Inject
    JobRunner runner;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void firstSlot() {
        runner.tick(0);
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void secondSlot() {
        runner.tick(1);
    }

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void beat() {
        runner.beat();
    }
}
