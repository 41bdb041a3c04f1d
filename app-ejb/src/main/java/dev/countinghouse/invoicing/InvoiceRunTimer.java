package dev.countinghouse.invoicing;

import dev.countinghouse.database.TransientFailures;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.work.DueWork;
import dev.countinghouse.work.DueWorkRunner;
import dev.countinghouse.work.Turn;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkQueue;
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
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts due billing, on every replica. Decides when; {@link InvoiceRun} decides what. */
@Singleton
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN) // each chunk is its own transaction
public class InvoiceRunTimer {

    private static final Logger LOG = Logger.getLogger(InvoiceRunTimer.class.getName());
    private static final int CHUNK = 200; // subscriptions in one transaction

    @Inject
    DueWorkRunner runner;

    @Inject
    WorkQueue work;

    @Inject
    InvoiceRun run;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        runner.tick(WorkKind.INVOICE_GENERATION, this::bill);
    }

    private Optional<Instant> bill(DueWork due, Turn turn) {
        UUID runId = run.unfinished().orElseGet(Ids::next);
        int billed = chunk(runId, due);
        while (billed > 0 && turn.goesOn()) {
            billed = chunk(runId, due);
        }
        int expired = turn.isOver() ? 0 : run.expire(CHUNK);
        while (expired == CHUNK && turn.goesOn()) {
            expired = run.expire(CHUNK);
        }
        if (turn.isOver()) {
            return Optional.empty(); // the next turn goes on with this run
        }
        run.finish(runId);
        return run.next();
    }

    private int chunk(UUID runId, DueWork due) {
        try {
            return run.invoice(runId, CHUNK);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> due.tenant().slug() + ": chunk taken apart");
            return oneByOneParkingFailures(runId, due);
        }
    }

    /**
     * A bad subscription never holds back the rest; what only failed for the moment is left to the next tick. Whoever is the
     * earliest is asked anew each time, as one that was billed may fall due again before all others.
     */
    private int oneByOneParkingFailures(UUID runId, DueWork due) {
        int tried = 0;
        Optional<UUID> earliest = run.earliestDue();
        while (earliest.isPresent() && tried < CHUNK) {
            billOrPark(runId, due, earliest.get());
            tried++;
            work.renew(due);
            earliest = run.earliestDue();
        }
        return tried;
    }

    private void billOrPark(UUID runId, DueWork due, UUID subscription) {
        try {
            run.invoiceOne(runId, subscription);
        } catch (RuntimeException e) {
            if (TransientFailures.is(e)) {
                throw e;
            }
            LOG.log(Level.WARNING, e, () -> due.tenant().slug() + ": subscription " + subscription + " is parked");
            run.park(runId, subscription, reason(e));
        }
    }

    /** What a subscription is parked with. */
    static String reason(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof BillingException ? String.valueOf(cause.getMessage()) : cause.toString();
    }
}
