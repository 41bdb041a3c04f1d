package dev.countinghouse.archviolations.calls.invoicing;

import jakarta.ejb.Stateless;

/** The front door. */
@Stateless
public class InvoiceService {}
