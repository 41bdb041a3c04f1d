package dev.countinghouse.archviolations.pure.catalog;

/** Not pure: a feature's. */
public record Charge(String code) {}
