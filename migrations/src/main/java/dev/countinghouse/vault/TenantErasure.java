package dev.countinghouse.vault;

import dev.countinghouse.vault.ErasureStatement.ArchiveFile;
import dev.countinghouse.vault.ErasureStatement.Erased;
import dev.countinghouse.vault.ErasureStatement.KeptRecord;
import dev.countinghouse.vault.VaultException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Erases one tenant within a transaction whose registry row it holds. */
final class TenantErasure {

    /** Shared tables whose rows of the tenant go, those first that refer to others. */
    private static final List<String> OF_THE_TENANT = List.of(
            "provisionings",
            "support_accesses",
            "tier_usage",
            "mails",
            "revoked_tokens",
            "sessions",
            "api_keys",
            "due_work",
            "payment_gateways",
            "webhook_deliveries",
            "webhook_endpoints",
            "sso_codes",
            "sso_logins",
            "sso_identities",
            "sso_group_roles",
            "sso_configurations",
            "invitations",
            "memberships",
            "roles");

    private static final String LOCK_NOT_HAD = "55P03";

    private static final String TOMBSTONE = """
        UPDATE public.tenants SET status = 'erased', status_reason = NULL, name = 'Erased tenant', branding = '{}', seller = '{}',
            storage_bytes = 0, storage_measured_at = NULL, version = version + 1 WHERE id = ? AND status <> 'erased'\
        """;

    /** Another database of the cluster may know the role; then it stays, without any right here. */
    private static final String DROP_ROLE = """
        DO $$
        DECLARE joined regrole;
        BEGIN
            DROP ROLE IF EXISTS %1$s;
        EXCEPTION WHEN dependent_objects_still_exist THEN
            REVOKE %1$s FROM ch_app;
            FOR joined IN SELECT roleid FROM pg_catalog.pg_auth_members WHERE member = '%1$s'::regrole LOOP
                EXECUTE format('REVOKE %%s FROM %1$s', joined);
            END LOOP;
        END $$\
        """;

    private static final String USERS = """
        FROM public.users u WHERE u.id = ANY (?) AND NOT EXISTS (SELECT FROM public.memberships m WHERE m.user_id = u.id)\
        """;

    private final Connection owner;
    private final VaultTenant tenant;
    private final Progress progress;
    private final List<Erased> erased = new ArrayList<>();

    TenantErasure(Connection owner, VaultTenant tenant, Progress progress) {
        this.owner = owner;
        this.tenant = tenant;
        this.progress = progress;
    }

    ErasureStatement erase() throws SQLException {
        Sql.run(owner, "SET LOCAL lock_timeout = '20s'");
        List<ArchiveFile> archives = archives();
        try {
            dropSchemas();
        } catch (SQLException e) {
            if (LOCK_NOT_HAD.equals(e.getSQLState())) {
                throw new VaultException(Reason.BUSY, "The tenant's tables are in use; suspend it first", e);
            }
            throw e;
        }
        eraseShared();
        Sql.update(owner, TOMBSTONE, tenant.id());
        Sql.run(owner, DROP_ROLE.formatted(tenant.schema()));
        long tiers = count("subscriptions");
        return new ErasureStatement(
                "tenant",
                tenant.id(),
                tenant.id(),
                tenant.slug(),
                Restores.now(owner),
                List.copyOf(erased),
                List.of(
                        new KeptRecord("public.tenants", 1, "the slug alone, so that nobody else gets it"),
                        new KeptRecord("public.subscriptions", tiers, "the platform's own fiscal records"),
                        new KeptRecord("public.erasures", count("erasures"), "proofs of what was erased")),
                archives);
    }

    private List<ArchiveFile> archives() throws SQLException {
        return Sql.list(
                owner,
                row -> new ArchiveFile(row.getObject("id", UUID.class), Sql.text(row, "purpose")),
                "SELECT id, purpose FROM public.archives WHERE tenant_id = ? AND deleted_at IS NULL ORDER BY" + " id",
                tenant.id());
    }

    /** The tenant's own, and what stands beside it. */
    private void dropSchemas() throws SQLException {
        List<String> schemas =
                new ArrayList<>(Restores.leftovers(owner, one -> one.tenantId().equals(tenant.id())).stream()
                        .map(Restores.Leftover::schema)
                        .toList());
        if (Beside.exists(owner, tenant.schema())) {
            schemas.addFirst(tenant.schema());
        }
        for (String schema : schemas) {
            long done = 0;
            Map<String, Tables.Table> tables = Tables.of(owner, schema);
            for (Tables.Table table : tables.values()) {
                SchemaChecksum.TableChecksum was = SchemaChecksum.ofRows(owner, table.copyOut(schema));
                erased.add(new Erased(schema + "." + table.name(), was.rows(), was.sha256()));
                Progress.report(progress, "erase", ++done, tables.size());
            }
            Sql.run(owner, "DROP SCHEMA " + schema + " CASCADE");
        }
    }

    private void eraseShared() throws SQLException {
        UUID[] members = Sql.list(
                        owner,
                        row -> row.getObject(1, UUID.class),
                        "SELECT user_id FROM public.memberships WHERE tenant_id = ? UNION"
                                + " SELECT created_by FROM public.api_keys WHERE tenant_id = ?",
                        tenant.id(),
                        tenant.id())
                .toArray(UUID[]::new);
        Map<String, String> changes = new LinkedHashMap<>();
        for (String table : OF_THE_TENANT) {
            changes.put(table, "DELETE FROM public." + table + " WHERE tenant_id = ?");
        }
        changes.put(
                "jobs",
                "UPDATE public.jobs SET parameters = '{}', result = NULL, errors = '[]', requested_by = 'erased'"
                        + " WHERE tenant_id = ? AND finished_at IS NOT NULL");
        for (Map.Entry<String, String> change : changes.entrySet()) {
            long rows = Sql.update(owner, change.getValue(), tenant.id());
            erased.add(new Erased("public." + change.getKey(), rows, ""));
        }
        Sql.update(
                owner,
                "UPDATE public.subscriptions SET status = 'canceled' WHERE tenant_id = ? AND status <> 'canceled'",
                tenant.id());
        eraseUsers(owner.createArrayOf("uuid", members));
    }

    /** Those who were members of this tenant alone. Their sessions at other tenants ended with their memberships there. */
    private void eraseUsers(java.sql.Array members) throws SQLException {
        Sql.update(owner, "DELETE FROM public.sessions WHERE user_id IN (SELECT u.id " + USERS + ")", members);
        long users = Sql.update(
                owner,
                "DELETE " + USERS + " AND NOT EXISTS (SELECT FROM public.api_keys k WHERE k.created_by = u.id)",
                members);
        erased.add(new Erased("public.users", users, ""));
    }

    private long count(String table) throws SQLException {
        return Sql.find(
                        owner,
                        row -> row.getLong(1),
                        "SELECT count(*) FROM public." + table + " WHERE tenant_id = ?",
                        tenant.id())
                .orElse(0L);
    }
}
