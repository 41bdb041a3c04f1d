package dev.countinghouse.payments;

import dev.countinghouse.payments.domain.AttemptStatus;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes attempts a step further: what is to be asked is committed, the gateway is asked outside of any transaction, and its answer is
 * written down. Whatever dies in between, the next one to come asks what became of it.
 */
@ApplicationScoped
class Collector {

    private static final Logger LOG = Logger.getLogger(Collector.class.getName());

    @Inject
    CollectionRun run;

    @Inject
    StripeCharges charges;

    /** Begins an attempt, or asks what became of it. */
    void advance(UUID attemptId) {
        run.claim(attemptId, false).ifPresent(this::ask);
    }

    /** Ends an attempt that waits for its customer, unless he has paid. */
    void giveUp(UUID attemptId) {
        run.claim(attemptId, true).ifPresent(this::ask);
    }

    /** Takes the attempt that is due longest a step further; false when none is due. One that fails does not keep the others. */
    boolean advanceNext() {
        Optional<UUID> next = run.nextDue();
        next.ifPresent(this::advanceOrPostpone);
        return next.isPresent();
    }

    private void advanceOrPostpone(UUID attemptId) {
        try {
            advance(attemptId);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> "attempt " + attemptId + " is tried again later");
            run.postpone(attemptId);
        }
    }

    /**
     * Takes a payment of an attempt that is over, when the gateway has it.
     *
     * @throws BillingException PAYMENT_GATEWAY_UNAVAILABLE when it does not say so
     */
    void look(LatePayment late) {
        GatewayAnswer answer = charges.look(late);
        if (answer.status() != AttemptStatus.SUCCEEDED) {
            throw new BillingException(ProblemType.PAYMENT_GATEWAY_UNAVAILABLE, "Send it again later");
        }
        run.answered(late.attemptId(), answer);
    }

    private void ask(Charge charge) {
        run.answered(charge.attemptId(), charges.ask(charge));
    }
}
