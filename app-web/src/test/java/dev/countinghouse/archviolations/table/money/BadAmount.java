package dev.countinghouse.archviolations.table.money;

import dev.countinghouse.archviolations.table.customer.Address;

/** The floor knows no feature. */
public record BadAmount(Address address) {}
