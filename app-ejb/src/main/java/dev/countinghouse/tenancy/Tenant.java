package dev.countinghouse.tenancy;

import dev.countinghouse.migrations.SchemaVersions;
import jakarta.persistence.Tuple;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;

/**
 * A tenant as the registry names it. Only the registry's row makes one: neither the schema nor the role is ever taken from a
 * request. Two are equal when they are the same tenant, whatever its row said when each was read.
 *
 * @param id of the registry row
 * @param slug public short name
 * @param schema name of its schema and of its database role
 * @param schemaVersion what its schema was last migrated to
 * @param sandbox whether it is a copy to play with: no mail and no payment leaves it
 * @param limits of its tier
 * @param storageBytes what its schema took when it was last measured
 */
public record Tenant(
        UUID id,
        String slug,
        String schema,
        String schemaVersion,
        boolean sandbox,
        TenantLimits limits,
        long storageBytes)
        implements Serializable {

    /** What {@link #of} reads, of {@code public.tenants t}. */
    public static final String COLUMNS =
            "t.id AS tenant_id, t.slug, t.schema_name, t.schema_version, t.kind, t.storage_bytes,"
                    + " (SELECT CAST(p.limits AS text) FROM public.subscriptions s JOIN public.plans p ON p.id = s.plan_id"
                    + " WHERE s.tenant_id = t.id AND s.status <> 'canceled') AS tier_limits";

    /** A tenant whose tier says nothing and that has stored nothing. */
    public Tenant(UUID id, String slug, String schema, String schemaVersion, boolean sandbox) {
        this(id, slug, schema, schemaVersion, sandbox, TenantLimits.DEFAULT, 0);
    }

    /** The tenant of a row with {@link #COLUMNS}. */
    public static Tenant of(Tuple row) {
        return new Tenant(
                row.get("tenant_id", UUID.class),
                row.get("slug", String.class),
                row.get("schema_name", String.class),
                row.get("schema_version", String.class),
                "sandbox".equals(row.get("kind", String.class)),
                TenantLimits.read(row.get("tier_limits", String.class)),
                row.get("storage_bytes", Long.class));
    }

    /** The versions of a tenant's schema that this code works with, oldest first. */
    public static List<String> workableVersions() {
        return SchemaVersions.supported();
    }

    /** Whether this code works with the tenant's schema as it is; not while a newer program has migrated it. */
    public boolean isWorkable() {
        return SchemaVersions.supports(schemaVersion);
    }

    /** Whether the tenant's schema has so many files of the changelog, or more. */
    public boolean hasFiles(int files) {
        return SchemaVersions.files(schemaVersion) >= files;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tenant tenant && id.equals(tenant.id) && schema.equals(tenant.schema);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
