package dev.countinghouse.payments;

/** When invoices are collected through the gateway. */
public enum CollectionMode {
    /** As they are finalized, from customers who have a default payment method. */
    AUTOMATIC,
    /** When somebody says so. */
    MANUAL
}
