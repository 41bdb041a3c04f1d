package dev.countinghouse.archviolations.time;

/** Asks no clock. */
public class BadMillis {

    long at() {
        return System.currentTimeMillis();
    }
}
