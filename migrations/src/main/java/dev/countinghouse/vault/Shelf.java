package dev.countinghouse.vault;

import dev.countinghouse.migrations.VersionedSchema;
import dev.countinghouse.vault.VaultException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Tenants whose books live in an archive alone, and their way back. */
public final class Shelf {

    private static final String LOCK_NOT_HAD = "55P03";

    private final DataSource owner;

    /** @param owner connections of {@code ch_owner} */
    public Shelf(DataSource owner) {
        this.owner = owner;
    }

    /**
     * Drops the tenant's books from the database when the archive holds exactly what they are, and sets its status to
     * archived; one transaction. Nothing when it is archived already.
     *
     * @throws VaultException WRONG_STATE when the books were written to since the archive was taken; BUSY, DAMAGED, FOREIGN
     */
    public void putAway(VaultTenant tenant, Path archive, Progress progress) throws SQLException, IOException {
        Loading.verified(archive, progress, (file, summary) -> {
            Registry.requireOwn(tenant, file.manifest());
            return Transactions.owner(owner, connection -> {
                Sql.run(connection, "SET LOCAL lock_timeout = '10s'");
                Registry registry = Registry.require(connection, tenant, Registry.Hold.EXCLUSIVE);
                if (registry.status().equals("archived")) {
                    return true;
                }
                registry.withBooks();
                String tables = Tables.of(connection, tenant.schema()).keySet().stream()
                        .map(name -> tenant.schema() + "." + Sql.name(name))
                        .collect(Collectors.joining(", "));
                lock(() -> Sql.run(connection, "LOCK TABLE " + tables + " IN ACCESS EXCLUSIVE MODE"));
                Loading.requireEqual(connection, tenant.schema(), file.manifest(), progress);
                Sql.run(connection, "DROP SCHEMA " + tenant.schema() + " CASCADE");
                Sql.update(
                        connection,
                        "UPDATE public.tenants SET status = 'archived', version = version + 1 WHERE id = ?",
                        tenant.id());
                return true;
            });
        });
    }

    /**
     * Makes the books of an archived tenant from its archive; it is suspended then. Nothing when it is not archived.
     *
     * @throws VaultException WRONG_STATE when it is erased; DAMAGED, NEWER, FOREIGN, NOT_FOUND, CANCELED
     */
    public void bringBack(VaultTenant tenant, Path archive, Progress progress) throws SQLException, IOException {
        Loading.verified(archive, progress, (file, summary) -> {
            Registry.requireOwn(tenant, file.manifest());
            return Transactions.owner(owner, connection -> {
                Registry registry = Registry.require(connection, tenant, Registry.Hold.EXCLUSIVE);
                if (!registry.status().equals("archived")) {
                    registry.withBooks();
                    return true;
                }
                Loading loading = new Loading(connection, file, progress);
                loading.requireKnownVersion();
                VersionedSchema.create(connection, tenant.schema(), summary.schemaVersion());
                loading.into(tenant.schema());
                CustomerErasure.repeatAll(connection, tenant.id(), tenant.id(), tenant.schema());
                Sql.update(
                        connection,
                        "UPDATE public.tenants SET status = 'suspended', schema_version = ?, version = version + 1"
                                + " WHERE id = ?",
                        summary.schemaVersion(),
                        tenant.id());
                Sql.update(connection, "UPDATE public.due_work SET due_at = 'epoch' WHERE tenant_id = ?", tenant.id());
                return true;
            });
        });
    }

    private interface Locking {
        void run() throws SQLException;
    }

    private static void lock(Locking locking) throws SQLException {
        try {
            locking.run();
        } catch (SQLException e) {
            if (LOCK_NOT_HAD.equals(e.getSQLState())) {
                throw new VaultException(Reason.BUSY, "The tenant's tables are in use; suspend it first", e);
            }
            throw e;
        }
    }
}
