package dev.countinghouse.invoicing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which invoices are meant; null means any.
 *
 * @param legalEntity code of the one that issued them
 */
public record InvoiceFilter(
        @Nullable UUID customerId,
        @Nullable UUID subscriptionId,
        @Nullable InvoiceStatus status,
        @Nullable String number,
        @Nullable String legalEntity) {}
