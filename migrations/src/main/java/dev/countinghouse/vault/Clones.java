package dev.countinghouse.vault;

import dev.countinghouse.vault.VaultException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Sandboxes: tenants made from another tenant's archive, on a clock of their own, from which nothing of the source's is ever sent. */
public final class Clones {

    private static final String TENANT = """
        INSERT INTO public.tenants (id, slug, name, kind, source_tenant_id, time_zone, currency, net_terms_days, branding, seller, locale,
            grace_period_days, skip_zero_invoices, test_clock, schema_version)
        SELECT ?, ?, ?, 'sandbox', s.id, s.time_zone, s.currency, s.net_terms_days, s.branding, s.seller, s.locale,
            s.grace_period_days, s.skip_zero_invoices, coalesce(s.test_clock, now()), ?
        FROM public.tenants s WHERE s.id = ? RETURNING schema_name\
        """;

    private static final String OWNERS = """
        INSERT INTO public.memberships (tenant_id, user_id, role)
        SELECT ?, user_id, role FROM public.memberships WHERE tenant_id = ? AND role = 'owner'\
        """;

    // The kinds that follow the tenant's clock follow the sandbox's; all are due, so that timers find out what is next.
    private static final String DUE_WORK = """
        INSERT INTO public.due_work (tenant_id, kind, due_at, business_clock)
        SELECT t.id, w.kind, 'epoch', CASE WHEN w.kind NOT IN ('usage_aggregation', 'audit_sealing', 'payment_collection',
            'customer_mails') THEN t.test_clock END
        FROM public.due_work w JOIN public.tenants t ON t.id = ? WHERE w.tenant_id = ?\
        """;

    private static final String COLLECTED_BY_SOURCE = """
        UPDATE %s.payment_attempts SET status = 'failed', code = 'cloned', message = NULL, begun_at = coalesce(begun_at, now()),
            next_check_at = NULL, gateway_customer = NULL, method_reference = NULL WHERE next_check_at IS NOT NULL\
        """;

    private final DataSource owner;

    /** @param owner connections of {@code ch_owner} */
    public Clones(DataSource owner) {
        this.owner = owner;
    }

    /**
     * A sandbox to be made.
     *
     * @param id of the new tenant, chosen by the caller so that a repetition finds it
     */
    public record NewSandbox(UUID id, String slug, String name) {}

    /**
     * Makes a sandbox: registry row, role, schema, books, the source's owners and due work in one transaction. Its events count
     * as sent.
     *
     * @throws VaultException DAMAGED, NEWER, TAKEN, NOT_FOUND, WRONG_STATE when the source is erased, CANCELED
     */
    public VaultTenant make(NewSandbox sandbox, Path archive, Progress progress) throws SQLException, IOException {
        return Loading.verified(
                archive,
                progress,
                (file, summary) -> Transactions.owner(owner, connection -> {
                    Optional<Registry> made = Registry.find(connection, sandbox.id(), Registry.Hold.PRESENT);
                    if (made.isPresent()) {
                        return made.get().tenant();
                    }
                    Registry source =
                            Registry.require(connection, file.manifest().tenant(), Registry.Hold.PRESENT);
                    if (source.status().equals("erased")) {
                        throw new VaultException(Reason.WRONG_STATE, "The tenant " + summary.slug() + " is erased");
                    }
                    return make(connection, sandbox, source, new Loading(connection, file, progress), file.manifest());
                }));
    }

    private static VaultTenant make(
            Connection connection, NewSandbox sandbox, Registry source, Loading loading, Manifest manifest)
            throws SQLException, IOException {
        loading.requireKnownVersion();
        VaultTenant tenant = Founding.register(
                connection,
                sandbox.id(),
                sandbox.slug(),
                TENANT,
                sandbox.id(),
                sandbox.slug(),
                sandbox.name(),
                manifest.schemaVersion(),
                source.tenant().id());
        Founding.fill(connection, tenant, loading, manifest);
        Map<String, Tables.Table> tables = Tables.of(connection, tenant.schema());
        if (tables.containsKey("outbox")) {
            Sql.update(
                    connection,
                    "UPDATE " + tenant.schema() + ".outbox SET published_at = now() WHERE published_at IS NULL");
        }
        closeLinks(connection, tenant);
        CustomerMails.drop(connection, tenant.schema(), "cloned");
        if (tables.containsKey("payment_attempts")) { // what they charge is the source's
            Sql.update(connection, COLLECTED_BY_SOURCE.formatted(tenant.schema()));
        }
        Sql.update(connection, OWNERS, tenant.id(), source.tenant().id());
        Sql.update(connection, DUE_WORK, tenant.id(), source.tenant().id());
        return tenant;
    }

    /** Pages on which the source's customers may pay are the source's: here they would keep invoices from being collected for ever. */
    private static void closeLinks(Connection connection, VaultTenant tenant) throws SQLException {
        if (Tables.of(connection, tenant.schema()).containsKey("payment_links")) {
            Sql.update(
                    connection,
                    "UPDATE " + tenant.schema() + ".payment_links SET status = CASE WHEN gateway_reference IS NULL"
                            + " THEN 'failed' ELSE 'expired' END, code = 'cloned', url = NULL, next_check_at = NULL,"
                            + " begun_at = coalesce(begun_at, now()), version = version + 1 WHERE next_check_at IS NOT NULL");
        }
    }
}
