package dev.countinghouse.work;

import dev.countinghouse.tenancy.Tenant;
import java.util.UUID;

/**
 * Work that this replica holds the lease of.
 *
 * @param tenant whose work it is
 * @param kind what is due
 * @param lease proves that it is still ours: another replica's claim has another
 */
public record DueWork(Tenant tenant, WorkKind kind, UUID lease) {}
