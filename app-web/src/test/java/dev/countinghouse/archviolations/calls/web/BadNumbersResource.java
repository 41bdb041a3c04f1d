package dev.countinghouse.archviolations.calls.web;

import dev.countinghouse.archviolations.calls.invoicing.Numbers;

/** Calls a bean that asks nobody for a role. */
public record BadNumbersResource(Numbers numbers) {}
