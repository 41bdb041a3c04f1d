package dev.countinghouse.catalog;

import dev.countinghouse.rating.domain.Percentage;
import dev.countinghouse.rating.domain.Price;

/** How the usage of a charge, or of one of its buckets, becomes an exact amount. Source: docs/BILLING.md, charge models. */
public sealed interface ChargeRule {

    /** By the quantity alone. */
    record ByQuantity(Price price) implements ChargeRule {}

    /** By the money of transactions: an event is a transaction, its value the money. */
    record ByTransactions(Percentage percentage) implements ChargeRule {}

    /**
     * The amount comes with the events.
     *
     * @param amountField property that holds it, in major units
     */
    record ByAmounts(String amountField) implements ChargeRule {}
}
