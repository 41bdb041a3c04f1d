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

    @Inject
    TopUpRun topUps;

    @Inject
    DatedChangeRun changes;

    @Inject
    UnusedRefundRun refunds;

    @Inject
    FirstPaymentRun firstPayments;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        runner.tick(WorkKind.INVOICE_GENERATION, this::bill);
    }

    private Optional<Instant> bill(DueWork due, Turn turn) {
        UUID runId = run.unfinished().orElseGet(Ids::next);
        boolean toppingUp = topUps.isNeeded();
        boolean more = step(runId, due, toppingUp);
        while (more && turn.goesOn()) {
            more = step(runId, due, toppingUp);
        }
        if (turn.isOver()) {
            return Optional.empty(); // the next turn goes on with this run
        }
        run.finish(runId);
        return run.next();
    }

    /**
     * What comes next in the order of time: a top-up, what goes back where a subscription has ended, invoices, the end of
     * who did not pay first, what was planned for a day, or credits that expire; false when nothing is due any more.
     */
    private boolean step(UUID runId, DueWork due, boolean toppingUp) {
        return (toppingUp && topUp(due))
                || refund(due)
                || chunk(runId, due) > 0
                || unpaid(due)
                || change(due)
                || run.expire(CHUNK) > 0;
    }

    private boolean change(DueWork due) {
        Optional<UUID> change = changes.next();
        change.ifPresent(id -> changeOrNote(due, id));
        return change.isPresent();
    }

    /** What cannot be done on its day holds nobody back; what only failed for the moment is left to the next tick. */
    private void changeOrNote(DueWork due, UUID change) {
        try {
            changes.make(change);
        } catch (RuntimeException e) {
            if (TransientFailures.is(e)) {
                throw e;
            }
            LOG.log(Level.WARNING, e, () -> due.tenant().slug() + ": change " + change + " cannot be made");
            changes.fail(change, refusal(e));
        }
    }

    private boolean unpaid(DueWork due) {
        Optional<UUID> subscription = firstPayments.next();
        subscription.ifPresent(id -> endOrPark(due, id));
        return subscription.isPresent();
    }

    /** One that cannot be ended holds nobody up; what only failed for the moment is left to the next tick. */
    private void endOrPark(DueWork due, UUID subscription) {
        try {
            firstPayments.end(subscription);
        } catch (RuntimeException e) {
            if (TransientFailures.is(e)) {
                throw e;
            }
            LOG.log(Level.WARNING, e, () -> due.tenant().slug() + ": subscription " + subscription + " is parked");
            firstPayments.fail(subscription, reason(e));
        }
    }

    private boolean refund(DueWork due) {
        Optional<UUID> subscription = refunds.next();
        subscription.ifPresent(id -> refundOrNote(due, id));
        return subscription.isPresent();
    }

    /** What cannot be given back holds nobody up; what only failed for the moment is left to the next tick. */
    private void refundOrNote(DueWork due, UUID subscription) {
        try {
            refunds.make(subscription);
        } catch (RuntimeException e) {
            if (TransientFailures.is(e)) {
                throw e;
            }
            LOG.log(
                    Level.WARNING,
                    e,
                    () -> due.tenant().slug() + ": subscription " + subscription + " gives nothing back");
            refunds.fail(subscription, refusal(e));
        }
    }

    private boolean topUp(DueWork due) {
        Optional<UUID> rule = topUps.next();
        rule.ifPresent(id -> topUpOrNote(due, id));
        return rule.isPresent();
    }

    /** A rule that cannot top up holds nobody back; what only failed for the moment is left to the next tick. */
    private void topUpOrNote(DueWork due, UUID rule) {
        try {
            topUps.make(rule);
        } catch (RuntimeException e) {
            if (TransientFailures.is(e)) {
                throw e;
            }
            LOG.log(Level.WARNING, e, () -> due.tenant().slug() + ": rule " + rule + " tops up nothing");
            topUps.fail(rule, reason(e));
        }
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
        Instant by = run.by();
        Optional<UUID> earliest = run.earliestDue(by);
        while (earliest.isPresent() && tried < CHUNK) {
            billOrPark(runId, due, earliest.get());
            tried++;
            work.renew(due);
            earliest = run.earliestDue(by);
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

    /** What a subscription is parked with, or a rule says that could not top up. */
    static String reason(Throwable error) {
        Throwable cause = root(error);
        return cause instanceof BillingException ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    /** What clients and receivers of events are told: what it was refused with. What else went wrong is in the log alone. */
    private static String refusal(Throwable error) {
        Throwable cause = root(error);
        return cause instanceof BillingException ? String.valueOf(cause.getMessage()) : "It could not be done";
    }

    private static Throwable root(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
