package dev.countinghouse.tax.domain;

import dev.countinghouse.money.Money;
import java.util.List;

/**
 * A line and the taxes on it.
 *
 * @param amount after discounts: net where taxes come on top, gross where they are included; below zero for a credit
 * @param taxes each on the net amount, none on another tax; empty for none
 */
public record TaxableLine(Money amount, List<TaxRule> taxes) {

    public TaxableLine {
        taxes = List.copyOf(taxes);
    }
}
