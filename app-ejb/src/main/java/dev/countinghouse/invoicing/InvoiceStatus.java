package dev.countinghouse.invoicing;

/** Where an invoice stands that was written. */
public enum InvoiceStatus {
    FINALIZED,
    PARTIALLY_PAID,
    PAID,
    VOID,
    UNCOLLECTIBLE,
    /** It came to nothing and was not issued: it has no number. */
    SKIPPED
}
