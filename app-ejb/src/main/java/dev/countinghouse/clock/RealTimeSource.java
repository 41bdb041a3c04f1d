package dev.countinghouse.clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;

/** The one place where real time enters the product. */
@ApplicationScoped
public class RealTimeSource {

    /** As fine as the database keeps it: what is answered now is what is read later. */
    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    @Produces
    @RealTime
    Clock realTime() {
        return Clock.tick(Clock.systemUTC(), MICROSECOND);
    }
}
