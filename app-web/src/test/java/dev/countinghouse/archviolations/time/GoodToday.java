package dev.countinghouse.archviolations.time;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;

/** Asks the clock it was given. */
public record GoodToday(Clock clock) {

    LocalDate today() {
        return LocalDate.now(clock);
    }

    Date asDate() {
        return Date.from(Instant.now(clock));
    }
}
