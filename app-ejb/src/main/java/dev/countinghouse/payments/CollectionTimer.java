package dev.countinghouse.payments;

import dev.countinghouse.work.DueWork;
import dev.countinghouse.work.DueWorkRunner;
import dev.countinghouse.work.Turn;
import dev.countinghouse.work.WorkKind;
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

/** Takes due attempts to collect payments further, on every replica. Decides when; {@link Collector} decides what. */
@Singleton
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(
        TransactionManagementType.BEAN) // each step is its own transaction, and the gateway is asked between two
public class CollectionTimer {

    @Inject
    DueWorkRunner runner;

    @Inject
    Collector collector;

    @Inject
    CollectionRun run;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        runner.tick(WorkKind.PAYMENT_COLLECTION, this::collect);
    }

    private Optional<Instant> collect(DueWork due, Turn turn) {
        boolean more = collector.advanceNext();
        while (more && turn.goesOn()) {
            more = collector.advanceNext();
        }
        return run.next();
    }
}
