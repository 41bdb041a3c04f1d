package dev.countinghouse.archviolations.calls.invoicing;

/** Acts without a role. */
public class InvoiceRun {}
