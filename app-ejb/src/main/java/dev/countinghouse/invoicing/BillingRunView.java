package dev.countinghouse.invoicing;

import java.time.Instant;
import java.util.UUID;

/**
 * A billing run going out.
 *
 * @param asOf what the tenant's clock showed
 * @param state {@code running} or {@code done}; one that stays running was interrupted, and another finished its work
 * @param invoices written so far
 * @param parked subscriptions taken out of billing
 * @param startedAt real time
 */
public record BillingRunView(
        UUID id, Instant asOf, String state, int invoices, int parked, Instant startedAt, Instant updatedAt) {}
