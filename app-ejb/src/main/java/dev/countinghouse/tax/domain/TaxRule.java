package dev.countinghouse.tax.domain;

import dev.countinghouse.money.Percent;

/**
 * A tax.
 *
 * @param code tells taxes of the same rate apart
 * @param rate of the net amount
 */
public record TaxRule(String code, Percent rate) {}
