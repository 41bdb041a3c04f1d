package dev.countinghouse.archviolations.time;

import java.time.Clock;

/** Asks no clock. */
public class BadClock {

    Clock at() {
        return Clock.systemUTC();
    }
}
