package dev.countinghouse.clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The one place where real time enters the product. */
@ApplicationScoped
public class RealTimeSource {

    @Produces
    @RealTime
    Clock realTime() {
        return Clock.systemUTC();
    }
}
