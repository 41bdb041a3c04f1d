package dev.countinghouse.work;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/**
 * Calls for a tick before the next one is due. A timer that is made in a transaction starts when it commits and is forgotten when
 * it rolls back, and its thread is nobody's: neither who made it nor his tenant is known there.
 */
@Singleton
@PermitAll
@Lock(LockType.READ)
public class WorkBell {

    @Resource
    TimerService timers;

    @Inject
    DueWorkRunner runner;

    /** Work of the kind is looked for as soon as the caller's transaction has committed; at once where there is none. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public void ring(WorkKind kind) {
        timers.createSingleActionTimer(0, new TimerConfig(kind, false));
    }

    @Timeout
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // each step is its own transaction
    void rings(Timer timer) {
        runner.tick((WorkKind) timer.getInfo());
    }
}
