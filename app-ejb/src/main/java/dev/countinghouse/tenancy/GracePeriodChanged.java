package dev.countinghouse.tenancy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How long invoices are drafts was changed. Fired in the transaction that changes it.
 *
 * @param customerId whose; null: the current tenant's setting
 */
public record GracePeriodChanged(@Nullable UUID customerId) {}
