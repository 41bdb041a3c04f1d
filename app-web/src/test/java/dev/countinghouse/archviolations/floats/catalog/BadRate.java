package dev.countinghouse.archviolations.floats.catalog;

/** A float as a field. */
public record BadRate(double percent) {}
