package dev.countinghouse.archviolations.table.web;

import dev.countinghouse.archviolations.table.customer.Address;

/** The web may use every feature. */
public record Page(Address address) {}
