package dev.countinghouse.tenancy;

import java.io.Serializable;
import java.util.UUID;

/**
 * A tenant as the registry names it. Only {@link TenantDirectory} makes one, from the registry's row: neither the
 * schema nor the role is ever taken from a request.
 *
 * @param id of the registry row
 * @param slug public short name
 * @param schema name of its schema and of its database role
 */
public record Tenant(UUID id, String slug, String schema) implements Serializable {}
