package dev.countinghouse.tenancy;

/** The current tenant's grace period of invoices was changed. Fired in the transaction that changes it. */
public record GracePeriodChanged() {}
