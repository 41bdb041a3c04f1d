package dev.countinghouse.archviolations.time;

import java.time.LocalDate;

/** Asks no clock. */
public class BadToday {

    LocalDate at() {
        return LocalDate.now(java.time.ZoneId.of("UTC"));
    }
}
