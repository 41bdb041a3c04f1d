package dev.countinghouse.vault;

import dev.countinghouse.migrations.VersionedSchema;
import dev.countinghouse.vault.VaultException.Reason;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The steps that every tenant made from an archive has in common, within the transaction that makes it. */
final class Founding {

    private static final String SLUG_TAKEN = "23505";

    private static final String TIER = """
        INSERT INTO public.subscriptions (id, tenant_id, plan_id, status)
        SELECT gen_random_uuid(), ?, id, 'active' FROM public.plans WHERE code = 'community'\
        """;

    private Founding() {}

    /**
     * Writes the registry's row.
     *
     * @param insert answers with {@code schema_name}
     * @throws VaultException TAKEN when the slug is somebody's
     */
    static VaultTenant register(Connection owner, UUID id, String slug, String insert, @Nullable Object... values)
            throws SQLException {
        try {
            return Sql.find(owner, row -> new VaultTenant(id, slug, Sql.text(row, "schema_name")), insert, values)
                    .orElseThrow(() -> new SQLException("No row was made"));
        } catch (SQLException e) {
            if (SLUG_TAKEN.equals(e.getSQLState())) {
                throw new VaultException(Reason.TAKEN, "There is a tenant " + slug + " already", e);
            }
            throw e;
        }
    }

    /** Makes role, schema and books, without what was erased of the archive's tenant here, and puts it on the free tier. */
    static void fill(Connection owner, VaultTenant tenant, Loading loading, Manifest manifest)
            throws SQLException, IOException {
        VersionedSchema.create(owner, tenant.schema(), manifest.schemaVersion());
        loading.into(tenant.schema());
        CustomerErasure.repeatAll(owner, manifest.tenant().id(), tenant.id(), tenant.schema());
        Sql.update(owner, TIER, tenant.id());
    }
}
