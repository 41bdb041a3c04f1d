package dev.countinghouse.archviolations.table.surprises;

/** A part that the table does not know. */
public record BadSurprise(String what) {}
