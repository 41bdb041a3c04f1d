package dev.countinghouse.archviolations.table.identity;

/** What identity keeps to itself. */
public record Account(String name) {}
