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
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes due attempts to collect payments, due refunds and payment links further, on every replica. Decides when; {@link Collector} decides what. */
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
    Refunder refunder;

    @Inject
    Linker linker;

    @Inject
    CollectionRun run;

    @Inject
    RefundRun refunds;

    @Inject
    LinkRun links;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        runner.tick(WorkKind.PAYMENT_COLLECTION, this::collect);
    }

    private Optional<Instant> collect(DueWork due, Turn turn) {
        boolean more = advanceNext();
        while (more && turn.goesOn()) {
            more = advanceNext();
        }
        return Stream.of(run.next(), refunds.next(), links.next())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** One of each, so that none waits for all of another kind. */
    private boolean advanceNext() {
        boolean collected = collector.advanceNext();
        boolean refunded = refunder.advanceNext();
        return linker.advanceNext() || refunded || collected;
    }
}
