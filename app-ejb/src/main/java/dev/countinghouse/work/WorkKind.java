package dev.countinghouse.work;

import java.util.Locale;
import java.util.Optional;

/** What a tenant can have due. */
public enum WorkKind {
    /** Hourly roll-up of new usage events; follows real time. */
    USAGE_AGGREGATION,
    /** Invoices of subscriptions whose period ended; follows the tenant's clock. */
    INVOICE_GENERATION,
    /** Reminders of open invoices; follows the tenant's clock. */
    PAYMENT_REMINDERS,
    /** Seals of new entries of the audit log; follows real time. */
    AUDIT_SEALING,
    /** Deletion of old usage, by the tenant's setting; follows the tenant's clock. */
    USAGE_RETENTION,
    /** Attempts to collect payments, and asking what became of them; follows real time. */
    PAYMENT_COLLECTION,
    /** Posting of what days of service earned; follows the tenant's clock. */
    REVENUE_RECOGNITION,
    /** Mails to customers that wait to be written, and what became of those that were; follows real time. */
    CUSTOMER_MAILS;

    /** The kind that waits until nothing of this one is due, and is looked for then. */
    Optional<WorkKind> awaitedBy() {
        return this == INVOICE_GENERATION ? Optional.of(REVENUE_RECOGNITION) : Optional.empty();
    }

    /** The kind of a name that {@link #code} wrote. */
    static WorkKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** The name in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
