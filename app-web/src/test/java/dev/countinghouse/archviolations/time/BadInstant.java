package dev.countinghouse.archviolations.time;

import java.time.Instant;

/** Asks no clock. */
public class BadInstant {

    Instant at() {
        return Instant.now();
    }
}
