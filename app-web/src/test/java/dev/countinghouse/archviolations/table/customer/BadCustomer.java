package dev.countinghouse.archviolations.table.customer;

import dev.countinghouse.archviolations.table.invoicing.SentInvoice;

/** Against the arrow. */
public class BadCustomer {

    private BadCustomer() {}

    static long owes(SentInvoice invoice) {
        return invoice.amount().minor();
    }
}
