package dev.countinghouse.payments;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes refunds a step further, as {@link Collector} does attempts: what is to be asked is committed, the gateway is asked outside of any
 * transaction, and its answer is written down.
 */
@ApplicationScoped
class Refunder {

    private static final Logger LOG = Logger.getLogger(Refunder.class.getName());

    @Inject
    RefundRun run;

    @Inject
    StripeRefunds stripe;

    /** Takes the refund that is due longest a step further; false when none is due. One that fails does not keep the others. */
    boolean advanceNext() {
        Optional<UUID> next = run.nextDue();
        next.ifPresent(this::advanceOrPostpone);
        return next.isPresent();
    }

    private void advanceOrPostpone(UUID refundId) {
        try {
            run.claim(refundId).ifPresent(request -> run.answered(request, stripe.ask(request)));
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> "refund " + refundId + " is tried again later");
            run.postpone(refundId);
        }
    }
}
