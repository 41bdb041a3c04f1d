package dev.countinghouse.archviolations.time;

import java.time.Clock;

/** Named as the one that may. */
public class RealTimeSource {

    Clock clock() {
        return Clock.systemUTC();
    }
}
