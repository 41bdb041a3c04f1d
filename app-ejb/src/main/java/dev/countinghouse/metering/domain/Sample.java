package dev.countinghouse.metering.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;

/**
 * What an aggregation sees of an event.
 *
 * @param at when it happened
 * @param sequence order of recording: tells events of the same instant apart
 * @param key the property that unique counts tell apart, as text
 * @param value the property that is aggregated, as a number; zero where an aggregation needs none
 */
public record Sample(Instant at, long sequence, String key, BigDecimal value) {

    /** By time, then by recording. */
    public static final Comparator<Sample> IN_TIME =
            Comparator.comparing(Sample::at).thenComparingLong(Sample::sequence);
}
