package dev.countinghouse.dunning;

import dev.countinghouse.clock.RealTime;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Starts due payment reminders and dunning steps, on every replica. Decides when; {@link ReminderRun} and {@link DunningRun} decide what. */
@Singleton
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN) // each step is its own transaction
public class ReminderTimer {

    private static final Logger LOG = Logger.getLogger(ReminderTimer.class.getName());
    private static final Duration PARKED = Duration.ofMinutes(5);

    @Inject
    DueWorkRunner runner;

    @Inject
    ReminderRun run;

    @Inject
    DunningRun dunning;

    @Inject
    @RealTime
    Clock clock;

    private final Map<UUID, Instant> failed = new ConcurrentHashMap<>();

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        runner.tick(WorkKind.PAYMENT_REMINDERS, this::remind);
    }

    private Optional<Instant> remind(DueWork due, Turn turn) {
        int written = run.step();
        while (written > 0 && turn.goesOn()) {
            written = run.step();
        }
        if (!turn.isOver()) {
            dun(turn);
        }
        return Stream.of(run.next(), dunning.next(parked()))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private void dun(Turn turn) {
        List<UUID> due = dunning.due(parked());
        while (!due.isEmpty()) {
            for (UUID invoice : due) {
                step(invoice);
                if (!turn.goesOn()) {
                    return;
                }
            }
            due = dunning.due(parked());
        }
    }

    /** One that cannot be stepped holds up no other. */
    private void step(UUID invoice) {
        try {
            dunning.step(invoice);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "the next dunning step about invoice " + invoice + " could not be taken");
            failed.put(invoice, clock.instant());
        }
    }

    /** Those whose step this replica could not take a while ago: others come first. */
    private Set<UUID> parked() {
        Instant before = clock.instant().minus(PARKED);
        failed.values().removeIf(at -> at.isBefore(before));
        return Set.copyOf(failed.keySet());
    }
}
