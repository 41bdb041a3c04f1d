package dev.countinghouse.payments;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes attempts a step further: what is to be asked is committed, the gateway is asked outside of any transaction, and its answer is
 * written down. Whatever dies in between, the next one to come asks what became of it.
 */
@ApplicationScoped
class Collector {

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

    /** Takes the attempt that is due longest a step further; false when none is due. */
    boolean advanceNext() {
        Optional<UUID> next = run.nextDue();
        next.ifPresent(this::advance);
        return next.isPresent();
    }

    private void ask(Charge charge) {
        run.answered(charge, charges.ask(charge));
    }
}
