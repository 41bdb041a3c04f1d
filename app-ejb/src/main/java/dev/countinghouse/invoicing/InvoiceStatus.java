package dev.countinghouse.invoicing;

/** Where a finalized invoice stands. */
public enum InvoiceStatus {
    FINALIZED,
    PARTIALLY_PAID,
    PAID,
    VOID,
    UNCOLLECTIBLE
}
