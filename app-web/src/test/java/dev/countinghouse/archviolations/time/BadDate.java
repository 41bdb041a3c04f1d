package dev.countinghouse.archviolations.time;

import java.util.Date;

/** Asks no clock. */
public class BadDate {

    @SuppressWarnings("JavaUtilDate")
    Date at() {
        return new Date();
    }
}
