package dev.countinghouse.archviolations.timers;

import java.time.Instant;

/** Writes down what is due. */
public record GoodReminder(Instant due) {}
