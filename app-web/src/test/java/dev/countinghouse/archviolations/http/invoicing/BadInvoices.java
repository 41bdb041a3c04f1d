package dev.countinghouse.archviolations.http.invoicing;

import jakarta.ws.rs.core.MediaType;

/** A feature that knows its wire. */
public record BadInvoices(MediaType type) {}
