package dev.countinghouse.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.stripedouble.StripeDouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever goes wrong on the way to Stripe and back, on our servers and with the invoice meanwhile: no customer is charged twice, and no
 * payment is lost. Each try is a random history of one invoice, over HTTP with a double of Stripe, by one clock for both.
 */
class ChargedOnceIT {

    private static final SettableClock CLOCK = new SettableClock(Instant.now());
    private static final List<Logger> SILENT =
            List.of(Logger.getLogger(StripeCharges.class.getName()), Logger.getLogger(Collector.class.getName()));

    private static final StripeDouble STRIPE =
            StripeDouble.start(new StripeDouble.Settings(0, null, "charged once", CLOCK, Duration.ofSeconds(2), 1));

    @BeforeContainer
    static void start() {
        SILENT.forEach(logger -> logger.setLevel(Level.OFF)); // thousands of failures, as ordered
    }

    @AfterContainer
    static void stop() {
        STRIPE.close();
        SILENT.forEach(logger -> logger.setLevel(null));
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void noCustomerIsChargedTwiceAndNoPaymentIsLost(@ForAll long seed) {
        CollectionHistory history = new CollectionHistory(STRIPE.baseUri(), CLOCK, new SplittableRandom(seed));
        history.live(14);
        history.comeToAnEnd();

        List<String> said = history.said();
        assertThat(history.open()).as("%s", said).isEmpty();
        assertThat(history.booked())
                .as("what came in is booked once: %s", said)
                .containsExactlyInAnyOrderElementsOf(history.received());
        assertThat(history.received()).as("charged once: %s", said).hasSizeLessThanOrEqualTo(1);
        assertThat(history.chargeable())
                .as("nothing could still be charged: %s", said)
                .isEmpty();
        assertThat(history.succeeded())
                .as("%s", said)
                .isEqualTo(history.received().size());
    }
}
