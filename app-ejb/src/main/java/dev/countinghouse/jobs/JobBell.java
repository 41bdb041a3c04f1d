package dev.countinghouse.jobs;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Has a job begun as soon as it is asked for, when a slot of this replica is free. See {@link dev.countinghouse.work.WorkBell}. */
@Singleton
@PermitAll
@Lock(LockType.READ)
public class JobBell {

    @Resource
    TimerService timers;

    @Inject
    JobRunner runner;

    /** Jobs are looked for as soon as the caller's transaction has committed. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void ring() {
        timers.createSingleActionTimer(0, new TimerConfig(null, false));
    }

    @Timeout
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // each step is its own transaction
    void rings() {
        for (int slot = 0; slot < JobRunner.SLOTS; slot++) {
            runner.tick(slot);
        }
    }
}
