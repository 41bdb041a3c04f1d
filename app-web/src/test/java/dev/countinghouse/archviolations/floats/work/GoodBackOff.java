package dev.countinghouse.archviolations.floats.work;

/** Far from money. */
public record GoodBackOff(double seconds) {}
