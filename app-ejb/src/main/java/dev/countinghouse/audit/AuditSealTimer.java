package dev.countinghouse.audit;

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
import java.util.Optional;
import java.util.UUID;

/** Seals audit logs that were written to, on every replica. Decides when; {@link AuditSealRun} decides what. */
@Singleton
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN) // each step is its own transaction
public class AuditSealTimer {

    private static final Duration AGAIN = Duration.ofSeconds(10); // for who committed while we sealed
    private static final Duration SWEEP = Duration.ofHours(1);

    @Inject
    DueWorkRunner runner;

    @Inject
    AuditSealRun run;

    @Inject
    @RealTime
    Clock clock;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        runner.tick(WorkKind.AUDIT_SEALING, this::seal);
    }

    private Optional<Instant> seal(DueWork due, Turn turn) {
        Optional<UUID> sealed = run.step(null);
        boolean any = sealed.isPresent();
        while (sealed.isPresent() && turn.goesOn()) {
            sealed = run.step(sealed.get());
        }
        return Optional.of(clock.instant().plus(any ? AGAIN : SWEEP));
    }
}
