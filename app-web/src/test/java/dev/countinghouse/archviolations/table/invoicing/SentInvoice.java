package dev.countinghouse.archviolations.table.invoicing;

import dev.countinghouse.archviolations.table.money.Amount;

/** What a customer must not know. */
public record SentInvoice(Amount amount) {}
