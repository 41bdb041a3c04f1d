package dev.countinghouse.metering;

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

/** Rolls usage up where it came in, on every replica. Decides when; {@link UsageRollUp} decides what. */
@Singleton
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN) // each step is its own transaction
public class UsageRollUpTimer {

    private static final Duration SWEEP =
            Duration.ofHours(1); // catches events whose writer found the work scheduled already

    @Inject
    DueWorkRunner runner;

    @Inject
    UsageRollUp rollUp;

    @Inject
    TierWarningRun tier;

    @Inject
    @RealTime
    Clock clock;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        runner.tick(WorkKind.USAGE_AGGREGATION, this::rollUp);
    }

    private Optional<Instant> rollUp(DueWork due, Turn turn) {
        int hours = rollUp.step();
        while (hours > 0 && turn.goesOn()) {
            hours = rollUp.step();
        }
        tier.look();
        return Optional.of(clock.instant().plus(SWEEP));
    }
}
