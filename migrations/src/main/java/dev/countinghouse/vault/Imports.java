package dev.countinghouse.vault;

import dev.countinghouse.vault.VaultException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * New tenants from an archive alone, such as one of another installation. Their books are the archive's, row by row; what was
 * erased since of the tenant that the archive was taken of does not come back.
 */
public final class Imports {

    private static final String TENANT = """
        INSERT INTO public.tenants (id, slug, name, status, status_reason, time_zone, currency, net_terms_days,
            grace_period_days, skip_zero_invoices, test_clock, schema_version)
        VALUES (?, ?, ?, 'suspended', 'imported', ?, ?, ?, ?, ?, ?, ?) RETURNING schema_name\
        """;

    private static final String OWNER = """
        INSERT INTO public.memberships (tenant_id, user_id, role)
        SELECT ?, id, 'owner' FROM public.users WHERE id = ? AND status = 'active'\
        """;

    private static final String DUE_WORK = """
        INSERT INTO public.due_work (tenant_id, kind, due_at, business_clock)
        SELECT t.id, w.kind, 'epoch', CASE WHEN w.kind NOT IN ('usage_aggregation', 'audit_sealing', 'payment_collection',
            'customer_mails') THEN t.test_clock END
        FROM public.tenants t CROSS JOIN (SELECT CAST(? AS text) AS kind) w WHERE t.id = ?\
        """;

    // Last in the transaction, because whoever runs the job keeps its lease in this row meanwhile.
    private static final String JOB = "UPDATE public.jobs SET tenant_id = ? WHERE id = ? AND kind = 'import'";

    private final DataSource owner;

    /** @param owner connections of {@code ch_owner} */
    public Imports(DataSource owner) {
        this.owner = owner;
    }

    /**
     * A tenant to be made.
     *
     * @param id of the new tenant and of the job that makes it, so that a repetition finds it
     * @param ownerId user who becomes its owner; null for nobody
     * @param work kinds of due work that it has
     */
    public record NewTenant(
            UUID id, String slug, String name, @Nullable UUID ownerId, List<String> work) {}

    /** The tenant that was made before with this id. */
    public Optional<VaultTenant> find(UUID id) throws SQLException {
        return Transactions.database(
                owner,
                connection ->
                        Registry.find(connection, id, Registry.Hold.PRESENT).map(Registry::tenant));
    }

    /**
     * Makes a tenant: registry row, role, schema, books, owner and due work in one transaction. It is suspended then, so that
     * nobody is billed twice before somebody has looked at it.
     *
     * @param sha256 of the file that was asked to be imported
     * @throws VaultException DAMAGED, NEWER, TAKEN, CANCELED; NOT_FOUND when the owner is gone; WRONG_STATE for the archive of a
     *     sandbox or of a tenant that was erased here
     */
    public VaultTenant make(NewTenant wanted, Path archive, String sha256, Progress progress)
            throws SQLException, IOException {
        try {
            return makeOnce(wanted, archive, sha256, progress);
        } catch (VaultException e) {
            if (e.reason() != Reason.TAKEN) {
                throw e;
            }
            return find(wanted.id()).orElseThrow(() -> e); // another replica, whose lease ran out, was just making it
        }
    }

    private VaultTenant makeOnce(NewTenant wanted, Path archive, String sha256, Progress progress)
            throws SQLException, IOException {
        return Loading.verified(archive, progress, (file, summary) -> {
            if (!summary.sha256().equals(sha256)) {
                throw new VaultException(Reason.DAMAGED, "The file is not the one that was sent");
            }
            Settings settings = Settings.of(file);
            return Transactions.owner(owner, connection -> {
                Optional<Registry> made = Registry.find(connection, wanted.id(), Registry.Hold.PRESENT);
                if (made.isPresent()) {
                    return made.get().tenant();
                }
                requireLawful(connection, file.manifest());
                return make(connection, wanted, settings, new Loading(connection, file, progress), file.manifest());
            });
        });
    }

    private static void requireLawful(Connection connection, Manifest manifest) throws SQLException {
        if (!manifest.kind().equals("live")) {
            throw new VaultException(
                    Reason.WRONG_STATE, "The archive is a sandbox's: only a live tenant's is imported");
        }
        boolean erased = Registry.find(connection, manifest.tenant().id(), Registry.Hold.PRESENT)
                .filter(source -> source.status().equals("erased"))
                .isPresent();
        if (erased) {
            throw new VaultException(
                    Reason.WRONG_STATE, "The tenant " + manifest.tenant().slug() + " is erased");
        }
    }

    private static VaultTenant make(
            Connection connection, NewTenant wanted, Settings settings, Loading loading, Manifest manifest)
            throws SQLException, IOException {
        loading.requireKnownVersion();
        VaultTenant tenant = Founding.register(
                connection,
                wanted.id(),
                wanted.slug(),
                TENANT,
                wanted.id(),
                wanted.slug(),
                wanted.name(),
                settings.timeZone(),
                settings.currency(),
                settings.netTermsDays(),
                settings.gracePeriodDays(),
                settings.skipZeroInvoices(),
                settings.testClock(),
                manifest.schemaVersion());
        Founding.fill(connection, tenant, loading, manifest);
        CustomerMails.drop(connection, tenant.schema(), "imported");
        CustomerMails.hold(connection, tenant.schema());
        FirstPayments.park(connection, tenant.schema());
        if (wanted.ownerId() != null && Sql.update(connection, OWNER, tenant.id(), wanted.ownerId()) != 1) {
            throw new VaultException(Reason.NOT_FOUND, "The user who was to be the owner is gone");
        }
        for (String kind : wanted.work()) {
            Sql.update(connection, DUE_WORK, kind, tenant.id());
        }
        Sql.update(connection, JOB, tenant.id(), tenant.id());
        return tenant;
    }
}
