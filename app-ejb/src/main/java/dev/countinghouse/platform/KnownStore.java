package dev.countinghouse.platform;

import dev.countinghouse.tenancy.Tenant;

/**
 * A store that has a tenant.
 *
 * @param active whether the tenant works
 */
public record KnownStore(Tenant tenant, boolean active) {}
