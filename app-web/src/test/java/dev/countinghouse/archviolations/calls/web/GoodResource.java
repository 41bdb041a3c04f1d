package dev.countinghouse.archviolations.calls.web;

import dev.countinghouse.archviolations.calls.invoicing.InvoiceService;

/** Knocks at the front door. */
public record GoodResource(InvoiceService invoices) {}
