package dev.countinghouse.archviolations.table.customer;

/** What other features may see of a customer. */
public record Address(String street) {}
