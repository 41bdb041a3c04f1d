package dev.countinghouse.archviolations.calls.web;

import dev.countinghouse.archviolations.calls.invoicing.InvoiceRun;

/** Starts a run past every role. */
public record BadRunResource(InvoiceRun run) {}
