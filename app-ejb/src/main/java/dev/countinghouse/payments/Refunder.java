package dev.countinghouse.payments;

import dev.countinghouse.clock.RealTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes refunds a step further, as {@link Collector} does attempts: what is to be asked is committed, the gateway is asked outside of any
 * transaction, and its answer is written down.
 */
@ApplicationScoped
class Refunder {

    @Inject
    RefundRun run;

    @Inject
    StripeRefunds stripe;

    @Inject
    @RealTime
    Clock clock;

    /** Takes the refund that is due longest a step further; false when none is due. */
    boolean advanceNext() {
        Optional<UUID> next = run.nextDue();
        next.flatMap(run::claim)
                .filter(request -> clock.instant().isBefore(request.askBefore()))
                .ifPresent(request -> run.answered(request, stripe.ask(request)));
        return next.isPresent();
    }
}
