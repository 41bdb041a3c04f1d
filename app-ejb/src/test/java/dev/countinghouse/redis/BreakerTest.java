package dev.countinghouse.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final AtomicLong now = new AtomicLong(-5); // a nano time may be negative
    private final Breaker breaker = new Breaker(now::get);

    @Test
    void threeFailuresInARowOpenIt() {
        breaker.failed();
        breaker.failed();
        breaker.succeeded();
        breaker.failed();
        breaker.failed();
        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.failed()).isTrue();
        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.failed()).as("told once").isFalse();
    }

    @Test
    void whileOpenProbesAreDueWithGrowingPauses() {
        open();
        assertThat(breaker.takeProbe()).isFalse();
        for (int seconds : new int[] {1, 2, 4, 4, 4}) {
            now.addAndGet(Duration.ofSeconds(seconds).toNanos() - 1);
            assertThat(breaker.takeProbe()).as("%d s, too early", seconds).isFalse();
            now.addAndGet(1);
            assertThat(breaker.takeProbe()).as("%d s", seconds).isTrue();
        }
    }

    @Test
    void theFirstAnswerClosesItAndTheNextOutageBeginsAnew() {
        open();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(breaker.takeProbe()).isTrue();
        assertThat(breaker.succeeded()).isTrue();
        assertThat(breaker.isOpen()).isFalse();
        open();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(breaker.takeProbe()).isTrue();
    }

    @Test
    void aHealthyServerIsLookedAtEveryThirtySeconds() {
        assertThat(breaker.takeProbe()).isFalse();
        now.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(breaker.takeProbe()).isTrue();
        assertThat(breaker.takeProbe()).isFalse();
    }

    private void open() {
        for (int i = 0; i < Breaker.FAILURES; i++) {
            breaker.failed();
        }
    }
}
