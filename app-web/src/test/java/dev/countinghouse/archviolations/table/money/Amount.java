package dev.countinghouse.archviolations.table.money;

/** A part of the floor. */
public record Amount(long minor) {}
