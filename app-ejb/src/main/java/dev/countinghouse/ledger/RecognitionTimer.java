package dev.countinghouse.ledger;

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

/** Starts due recognition of revenue, on every replica. Decides when; {@link RecognitionRun} decides what. */
@Singleton
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN) // some days are a transaction
public class RecognitionTimer {

    @Inject
    DueWorkRunner runner;

    @Inject
    RecognitionRun run;

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void everyFewSeconds() {
        runner.tick(WorkKind.REVENUE_RECOGNITION, this::recognize);
    }

    private Optional<Instant> recognize(DueWork due, Turn turn) {
        boolean more = run.recognize();
        while (more && turn.goesOn()) {
            more = run.recognize();
        }
        return turn.isOver() ? Optional.empty() : run.next();
    }
}
