package dev.countinghouse.archviolations.table.invoicing;

import dev.countinghouse.archviolations.table.identity.Account;

/** Invoicing knows nobody's account. */
public record BadInvoice(Account account) {}
