package dev.countinghouse.dunning;

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
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts due payment reminders and dunning steps, on every replica. Decides when; {@link ReminderRun} and {@link DunningRun} decide what. */
@Singleton
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN) // each step is its own transaction
public class ReminderTimer {

    @Inject
    DueWorkRunner runner;

    @Inject
    ReminderRun run;

    @Inject
    DunningRun dunning;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        runner.tick(WorkKind.PAYMENT_REMINDERS, this::remind);
    }

    private Optional<Instant> remind(DueWork due, Turn turn) {
        int written = run.step();
        while (written > 0 && turn.goesOn()) {
            written = run.step();
        }
        boolean taken = !turn.isOver() && dunning.step();
        while (taken && turn.goesOn()) {
            taken = dunning.step();
        }
        return Stream.of(run.next(), dunning.next()).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }
}
