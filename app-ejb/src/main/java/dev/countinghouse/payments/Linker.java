package dev.countinghouse.payments;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes payment links a step further, as {@link Collector} does attempts: what is to be asked is committed, the gateway is asked outside
 * of any transaction, and its answer is written down.
 */
@ApplicationScoped
class Linker {

    private static final Logger LOG = Logger.getLogger(Linker.class.getName());

    @Inject
    LinkRun run;

    @Inject
    StripeLinks stripe;

    /** Makes a link, or asks what became of it. */
    void advance(UUID linkId) {
        run.claim(linkId, false).ifPresent(this::ask);
    }

    /** Closes a link, unless it was paid on. */
    void close(UUID linkId) {
        run.claim(linkId, true).ifPresent(this::ask);
    }

    /** Takes the link that is due longest a step further; false when none is due. One that fails does not keep the others. */
    boolean advanceNext() {
        Optional<UUID> next = run.nextDue();
        next.ifPresent(this::advanceOrPostpone);
        return next.isPresent();
    }

    private void advanceOrPostpone(UUID linkId) {
        try {
            advance(linkId);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> "payment link " + linkId + " is tried again later");
            run.postpone(linkId);
        }
    }

    private void ask(LinkRequest request) {
        run.answered(request, stripe.ask(request));
    }
}
