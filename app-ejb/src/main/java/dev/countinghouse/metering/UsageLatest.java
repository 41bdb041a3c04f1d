package dev.countinghouse.metering;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.clock.RealTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How late an event may say that it happened. */
@ApplicationScoped
class UsageLatest {

    private static final Duration AHEAD_MAX = Duration.ofDays(1);
    private static final Duration AHEAD_MAX_ON_TEST_CLOCK = Duration.ofDays(20 * 366L);

    @Inject
    BusinessClock clock;

    @Inject
    @RealTime
    Clock realTime;

    /** What really happened is never in the future, whatever a test clock shows; a test clock may be fed in advance. */
    Instant instant() {
        Optional<Instant> test = clock.test();
        Instant real = realTime.instant();
        Instant business = test.orElse(real);
        Duration ahead = test.isPresent() ? AHEAD_MAX_ON_TEST_CLOCK : AHEAD_MAX;
        return (business.isAfter(real) ? business : real).plus(ahead);
    }
}
