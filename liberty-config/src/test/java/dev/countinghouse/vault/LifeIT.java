package dev.countinghouse.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.testing.TestServers;
import dev.countinghouse.vault.Clones.NewSandbox;
import dev.countinghouse.vault.VaultException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sandboxes, erasure and the shelf, with another tenant that nothing of it may touch. */
class LifeIT {

    private static final Books BOOKS = Books.open();
    /** But for why they ended. */
    private static final String SUBSCRIPTIONS =
            "SELECT jsonb_agg(to_jsonb(s) - 'cancel_reason' - 'version' ORDER BY id) FROM subscriptions s";

    private static final List<String> PERSONAL = List.of("Ada Lovelace", "ada@example.com");

    private final Erasures erasures = new Erasures(BOOKS.owner());
    private final String number = UUID.randomUUID().toString().substring(0, 8);
    private VaultTenant acme;
    private VaultTenant globex;

    @BeforeEach
    void makeTenants() throws SQLException {
        acme = BOOKS.tenant("acme-" + number);
        globex = BOOKS.tenant("globex-" + number);
    }

    @Test
    void aSandboxHasTheBooksOnAClockOfItsOwnAndNothingToSend() throws SQLException, IOException {
        SchemaChecksum source = BOOKS.checksum(acme.schema());
        SchemaChecksum other = BOOKS.checksum(globex.schema());
        NewSandbox wanted = new NewSandbox(UUID.randomUUID(), "box-" + number, "Box");
        var shared = BOOKS.sharedWithout(wanted.id());
        Path archive = BOOKS.archive(acme);

        VaultTenant box = new Clones(BOOKS.owner()).make(wanted, archive, Progress.NONE);

        SchemaChecksum copy = BOOKS.checksum(box.schema());
        assertThat(copy.structure()).isNotEqualTo(source.structure()); // its rights are its own role's
        assertThat(copy.tables().keySet()).isEqualTo(source.tables().keySet());
        assertThat(copy.tables().keySet().stream()
                        .filter(table -> !Objects.equals(
                                copy.tables().get(table), source.tables().get(table))))
                .containsExactly("outbox");
        assertThat(BOOKS.askAsTenant(box, "SELECT count(*) FROM outbox WHERE published_at IS NULL"))
                .isEqualTo("0");
        assertThat(BOOKS.ask("SELECT kind || ' ' || (test_clock <= now()) || ' ' || (source_tenant_id = '" + acme.id()
                        + "') FROM public.tenants WHERE id = '" + box.id() + "'"))
                .isEqualTo("sandbox true true");
        assertThat(BOOKS.ask(
                        "SELECT string_agg(u.email || ' ' || m.role, ',') FROM public.memberships m JOIN public.users u"
                                + " ON u.id = m.user_id WHERE tenant_id = '" + box.id() + "'"))
                .isEqualTo(acme.slug() + "@example.com owner");
        assertThat(BOOKS.ask("SELECT count(*) FROM public.due_work WHERE claimable_at <= now() AND tenant_id = '"
                        + box.id() + "'"))
                .isEqualTo("3");
        assertThat(BOOKS.ask("SELECT count(*) FROM public.api_keys WHERE tenant_id = '" + box.id() + "'"))
                .isEqualTo("0");
        assertThat(BOOKS.checksum(acme.schema())).isEqualTo(source);
        assertThat(BOOKS.checksum(globex.schema())).isEqualTo(other);
        assertThat(BOOKS.sharedWithout(wanted.id())).isEqualTo(shared);
        assertThat(new Clones(BOOKS.owner()).make(wanted, archive, Progress.NONE))
                .isEqualTo(box);
    }

    @Test
    void aSandboxDoesNotTakeSomebodysSlug() throws SQLException, IOException {
        Path archive = BOOKS.archive(acme);
        NewSandbox wanted = new NewSandbox(UUID.randomUUID(), globex.slug(), "Box");
        assertThatThrownBy(() -> new Clones(BOOKS.owner()).make(wanted, archive, Progress.NONE))
                .isInstanceOfSatisfying(
                        VaultException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TAKEN));
    }

    @Test
    void ofAnErasedCustomerOnlyTheInvoicesTellWhoItWas() throws SQLException {
        SchemaChecksum before = BOOKS.checksum(acme.schema());
        SchemaChecksum other = BOOKS.checksum(globex.schema());
        String subscribed = BOOKS.askAsTenant(acme, SUBSCRIPTIONS);

        ErasureStatement statement = eraseAda();

        SchemaChecksum after = BOOKS.checksum(acme.schema());
        assertThat(BOOKS.askAsTenant(acme, SUBSCRIPTIONS)).isEqualTo(subscribed);
        for (String table : List.of("invoices", "invoice_lines", "number_series", "usage_metrics", "metered_spans")) {
            assertThat(after.tables().get(table))
                    .as(table)
                    .isEqualTo(before.tables().get(table));
        }
        for (String table : after.tables().keySet()) {
            for (String word : PERSONAL) {
                String found =
                        BOOKS.ask("SELECT count(*) FROM %1$s.%2$s t WHERE position('%3$s' IN CAST(t AS text)) > 0"
                                .formatted(acme.schema(), table, word));
                assertThat(found).as(table + " " + word).isEqualTo(table.equals("invoices") ? "1" : "0");
            }
        }
        assertThat(BOOKS.askAsTenant(acme, "SELECT count(*) FROM idempotency_keys WHERE body = ''"))
                .isEqualTo("1");
        assertThat(BOOKS.askAsTenant(acme, "SELECT sum(quantity) FROM usage_events"))
                .startsWith("50.00");
        assertThat(statement.erased()).anyMatch(one -> one.table().endsWith(".usage_events") && one.rows() == 50);
        assertThat(statement.json()).contains("\"subject\":\"customer\"").doesNotContain("Ada");
        assertThat(BOOKS.checksum(globex.schema())).isEqualTo(other);

        assertThat(eraseAda().erased()).allMatch(one -> one.rows() == 0);
        assertThat(BOOKS.checksum(acme.schema())).isEqualTo(after);
    }

    @Test
    void anErasedCustomerDoesNotComeBackWithARestore() throws SQLException, IOException {
        Path archive = BOOKS.archive(acme);
        eraseAda(); // and is not certified yet
        Restores restores = new Restores(BOOKS.owner());
        UUID restore = UUID.randomUUID();
        restores.prepare(acme, restore, archive, Progress.NONE);
        restores.swap(acme, restore);
        assertThat(BOOKS.askAsTenant(acme, "SELECT name FROM customers WHERE id = '" + Books.ADA + "'"))
                .isEqualTo("Erased customer");
    }

    @Test
    void anUnknownCustomerIsNotErased() {
        assertThatThrownBy(() -> erasures.customer(acme, UUID.randomUUID(), UUID.randomUUID(), Progress.NONE))
                .isInstanceOfSatisfying(
                        VaultException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
    }

    @Test
    void ofAnErasedTenantOnlyTheSlugIsLeft() throws SQLException, IOException {
        Restores restores = new Restores(BOOKS.owner());
        UUID restore = UUID.randomUUID();
        restores.prepare(acme, restore, BOOKS.archive(acme), Progress.NONE);
        restores.swap(acme, restore);
        SchemaChecksum other = BOOKS.checksum(globex.schema());
        String both =
                "INSERT INTO public.memberships (tenant_id, user_id, role) SELECT '%s', id, 'viewer' FROM public.users"
                        + " WHERE email = '%s@example.com'";
        BOOKS.run(acme, both.formatted(acme.id(), globex.slug()));
        var shared = BOOKS.sharedWithout(acme.id());
        UUID job = BOOKS.job(acme, "erase_tenant");

        ErasureStatement statement = erasures.tenant(acme.id(), job, Progress.NONE);

        assertThat(BOOKS.ask("SELECT count(*) FROM pg_namespace WHERE nspname ~ '" + number + "' AND nspname <> '"
                        + globex.schema() + "'"))
                .isEqualTo("0");
        assertThat(BOOKS.ask("SELECT count(*) FROM pg_roles WHERE rolname = '" + acme.schema() + "'"))
                .isEqualTo("0");
        assertThat(BOOKS.ask("SELECT status || slug || name FROM public.tenants WHERE id = '" + acme.id() + "'"))
                .isEqualTo("erased" + acme.slug() + "Erased tenant");
        assertThat(BOOKS.ask("SELECT string_agg(email, ',') FROM public.users WHERE email ~ '" + number + "'"))
                .isEqualTo(globex.slug() + "@example.com");
        assertThat(BOOKS.checksum(globex.schema())).isEqualTo(other);
        shared.remove("users");
        var left = BOOKS.sharedWithout(acme.id());
        left.remove("users");
        assertThat(left).isEqualTo(shared);
        assertThat(statement.erased())
                .anyMatch(one -> one.table().equals(acme.schema() + ".customers") && one.rows() == 4)
                .anyMatch(one -> one.table().startsWith("retired_"))
                .anyMatch(one -> one.table().equals("public.users") && one.rows() == 1);
        assertThat(erasures.tenant(acme.id(), BOOKS.job(acme, "erase_tenant"), Progress.NONE)
                        .erased())
                .allMatch(one -> one.rows() == 0);
    }

    @Test
    void anErasureThatIsRunAgainStatesWhatItErasedTheFirstTime() throws SQLException {
        UUID customerJob = BOOKS.job(acme, "erase_customer");
        ErasureStatement customer = erasures.customer(acme, Books.ADA, customerJob, Progress.NONE);
        UUID tenantJob = BOOKS.job(acme, "erase_tenant");
        BOOKS.run(
                acme,
                "INSERT INTO public.archives (id, tenant_id, job_id, purpose, schema_version, taken_at, bytes, sha256)"
                        + " VALUES (gen_random_uuid(), '%s', '%s', 'backup', 'x', now(), 1, '')"
                                .formatted(acme.id(), tenantJob));
        ErasureStatement tenant = erasures.tenant(acme.id(), tenantJob, Progress.NONE);
        BOOKS.run(globex, "UPDATE public.archives SET deleted_at = now() WHERE tenant_id = '" + acme.id() + "'");

        assertThat(customer.erased()).anyMatch(one -> one.rows() > 0);
        assertThat(erasures.customer(acme, Books.ADA, customerJob, Progress.NONE))
                .isEqualTo(customer);
        assertThat(tenant.archives()).hasSize(1);
        assertThat(erasures.tenant(acme.id(), tenantJob, Progress.NONE)).isEqualTo(tenant);
        assertThat(erasures.done(tenantJob)).contains(tenant);
        assertThat(erasures.done(UUID.randomUUID())).isEmpty();
    }

    private ErasureStatement eraseAda() throws SQLException {
        return erasures.customer(acme, Books.ADA, BOOKS.job(acme, "erase_customer"), Progress.NONE);
    }

    @Test
    void anArchivedTenantHasNoSchemaUntilItIsBroughtBack() throws SQLException, IOException {
        SchemaChecksum before = BOOKS.checksum(acme.schema());
        Shelf shelf = new Shelf(BOOKS.owner());
        Path archive = BOOKS.archive(acme);

        shelf.putAway(acme, archive, Progress.NONE);
        shelf.putAway(acme, archive, Progress.NONE);
        assertThat(BOOKS.ask("SELECT count(*) FROM pg_namespace WHERE nspname = '" + acme.schema() + "'"))
                .isEqualTo("0");
        assertThat(BOOKS.ask("SELECT status FROM public.tenants WHERE id = '" + acme.id() + "'"))
                .isEqualTo("archived");
        assertThatThrownBy(() -> new Restores(BOOKS.owner()).prepare(acme, UUID.randomUUID(), archive, Progress.NONE))
                .isInstanceOfSatisfying(
                        VaultException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_STATE));

        shelf.bringBack(acme, archive, Progress.NONE);
        shelf.bringBack(acme, archive, Progress.NONE);
        assertThat(BOOKS.checksum(acme.schema())).isEqualTo(before);
        assertThat(BOOKS.askAsTenant(acme, "SELECT count(*) FROM customers")).isEqualTo("4");
        assertThat(BOOKS.ask("SELECT status FROM public.tenants WHERE id = '" + acme.id() + "'"))
                .isEqualTo("suspended");
    }

    @Test
    void aTenantThatWasWrittenToSinceItsArchiveIsNotPutAway() throws SQLException, IOException {
        Path archive = BOOKS.archive(acme);
        BOOKS.run(acme, "UPDATE customers SET name = 'Newer' WHERE id = '" + Books.ADA + "'");
        assertThatThrownBy(() -> new Shelf(BOOKS.owner()).putAway(acme, archive, Progress.NONE))
                .isInstanceOfSatisfying(
                        VaultException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_STATE));
        assertThat(BOOKS.askAsTenant(acme, "SELECT count(*) FROM customers WHERE name = 'Newer'"))
                .isEqualTo("1");
    }

    @Test
    void aRoleThatAnotherDatabaseKnowsIsLeftWithoutAnyMembership() throws SQLException {
        try (Connection elsewhere = TestServers.freshDatabase().owner()) {
            elsewhere.createStatement().execute("CREATE SCHEMA of_another_database");
            elsewhere.createStatement().execute("GRANT USAGE ON SCHEMA of_another_database TO " + acme.schema());
        }

        erasures.tenant(acme.id(), BOOKS.job(acme, "erase_tenant"), Progress.NONE);

        assertThat(BOOKS.ask("SELECT count(*) FROM pg_roles WHERE rolname = '" + acme.schema() + "'"))
                .isEqualTo("1");
        assertThat(BOOKS.ask("SELECT string_agg(DISTINCT CASE WHEN member = '" + acme.schema() + "'::regrole"
                        + " THEN roleid ELSE member END::regrole::text, ',') FROM pg_auth_members WHERE '"
                        + acme.schema() + "'::regrole IN (roleid, member)"))
                .isEqualTo("ch_owner"); // who made it
    }
}
