package dev.countinghouse.migrations;

import static dev.countinghouse.migrations.TwoTenants.ACME;
import static dev.countinghouse.migrations.TwoTenants.ACME_SCHEMA;
import static dev.countinghouse.migrations.TwoTenants.GLOBEX;
import static dev.countinghouse.migrations.TwoTenants.GLOBEX_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tenant's role works in its own schema, on its own rows of the shared tables, and nowhere else. */
class TenantRoleIT {

    private static final String OVERLAP = "23P01";

    /** A subscription of one customer, billed for January. */
    static final String BOOKS = """
            INSERT INTO customers (id, name, time_zone, currency, created_at)
                VALUES ('00000000-0000-7000-8000-000000000001', 'Client', 'UTC', 'EUR', now());
            INSERT INTO billable_metrics (id, code, name, aggregation, created_at)
                VALUES ('00000000-0000-7000-8000-000000000002', 'calls', 'Calls', 'count', now());
            INSERT INTO plans (id, code, name, created_at)
                VALUES ('00000000-0000-7000-8000-000000000003', 'basic', 'Basic', now());
            INSERT INTO plan_versions (id, plan_id, number, currency, interval_unit, interval_count, anchor, charges, created_at)
                SELECT '00000000-0000-7000-8000-000000000004', id, 1, 'EUR', 'month', 1, 'calendar', '[]', now() FROM plans;
            INSERT INTO subscriptions (id, customer_id, status, currency, time_zone, started_on, created_at)
                SELECT '00000000-0000-7000-8000-000000000005', id, 'active', 'EUR', 'UTC', '2026-01-01', now() FROM customers;
            INSERT INTO subscription_items (id, subscription_id, plan_version_id)
                SELECT '00000000-0000-7000-8000-000000000006', s.id, v.id FROM subscriptions s, plan_versions v;
            INSERT INTO metered_spans (subscription_id, customer_id, metric_id, span, billed_through)
                SELECT s.id, s.customer_id, m.id, '[2026-01-01,)', '2026-01-01' FROM subscriptions s, billable_metrics m;
            INSERT INTO usage_events (id, transaction_id, customer_id, metric_id, occurred_at, quantity, properties)
                SELECT gen_random_uuid(), 't', c.id, m.id, '2026-01-02', 1, '{}' FROM customers c, billable_metrics m;
            INSERT INTO number_series (code, prefix) VALUES ('invoice', 'ACME-');
            INSERT INTO invoices (id, series, sequence, number, customer_id, customer, currency, time_zone, period_start, period_end,
                                  issued_on, due_on, subtotal_minor, tax_minor, total_minor, taxes, finalized_at, status)
                SELECT '00000000-0000-7000-8000-000000000007', 'invoice', 1, 'ACME-1', id, '{}', 'EUR', 'UTC', '2026-01-01',
                       '2026-02-01', '2026-02-01', '2026-02-15', 100, 20, 120, '[]', now(), 'finalized' FROM customers;
            """;

    private static final String LINE = """
            INSERT INTO invoice_lines (id, invoice_id, position, subscription_item_id, charge_id, description, purpose, sequence, period,
                                       period_start, period_end, quantity, unit_amount, precise_amount, amount_minor, tax_percent,
                                       tax_minor, calculation)
                SELECT gen_random_uuid(), i.id, %d, s.id, s.id, 'Fee', '%s', 0, '%s', '2026-01-01', '2026-02-01', 1, 1, 1, 100, 20, 20,
                       '{}' FROM invoices i, subscription_items s""";

    private static TwoTenants tenants;

    private Connection app;

    @BeforeAll
    static void makeTenants() throws SQLException {
        tenants = TwoTenants.make();
    }

    @AfterAll
    static void close() throws SQLException {
        tenants.close();
    }

    @BeforeEach
    void logIn() throws SQLException {
        app = tenants.database().app();
    }

    @AfterEach
    void logOut() throws SQLException {
        app.close();
    }

    @Test
    void itsSearchPathIsItsSchemaAloneAndThatIsEnoughForTheExclusionConstraints() throws SQLException {
        try (Session acme = acmeWithBooks()) {
            assertThat(acme.read("SELECT array_to_string(current_schemas(true), ',')"))
                    .containsExactly("pg_catalog," + ACME_SCHEMA);
            acme.run(LINE.formatted(1, "regular", "[2026-01-01,2026-02-01)"));
            acme.run(LINE.formatted(2, "regular", "[2026-02-01,2026-03-01)"));
            assertThat(acme.stateOf(LINE.formatted(3, "regular", "[2026-01-31,2026-02-01)")))
                    .isEqualTo(OVERLAP);
            assertThat(acme.stateOf(LINE.formatted(3, "true_up", "[2026-01-31,2026-02-01)")))
                    .isNull();
            acme.run("""
                    INSERT INTO subscriptions (id, customer_id, status, currency, time_zone, started_on, created_at)
                    SELECT '00000000-0000-7000-8000-000000000008', id, 'active', 'EUR', 'UTC', '2026-01-01', now() FROM customers""");
            assertThat(acme.stateOf("""
                            INSERT INTO metered_spans (subscription_id, customer_id, metric_id, span, billed_through)
                            SELECT '00000000-0000-7000-8000-000000000008', customer_id, metric_id, '[2026-03-01,)', '2026-03-01'
                            FROM metered_spans""")).isEqualTo(OVERLAP);
        }
    }

    @Test
    void ofAFinalizedInvoiceOnlySettlementCanChange() throws SQLException {
        try (Session acme = acmeWithBooks()) {
            assertThat(acme.run("UPDATE invoices SET status = 'paid', paid_minor = 120, version = version + 1"))
                    .isEqualTo(1);
            List<String> columns = Catalog.lines(tenants.owner(), """
                    SELECT column_name FROM information_schema.columns WHERE table_schema = ? AND table_name = 'invoices'
                    AND column_name NOT IN ('status', 'paid_minor', 'credited_minor', 'refunded_minor', 'version', 'closing_id',
                        'closed_at', 'closed_on', 'closing_reason', 'written_off_minor', 'recovered_minor', 'replaced_by_id',
                        'returned_minor', 'deferred_until')""", ACME_SCHEMA);
            assertThat(columns).hasSizeGreaterThan(15);
            for (String column : columns) {
                acme.assertRefused("UPDATE invoices SET " + column + " = " + column);
            }
            acme.assertRefused("UPDATE invoice_lines SET amount_minor = 0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invoices",
                "invoice_lines",
                "usage_events",
                "usage_amendments",
                "payments",
                "transfers",
                "credit_notes",
                "credit_note_lines",
                "customers",
                "subscriptions",
                "outbox",
                "audit_log",
                "audit_seals"
            })
    void whatHappenedCanNotBeDeleted(String table) throws SQLException {
        try (Session acme = acmeWithBooks()) {
            acme.assertRefused("DELETE FROM " + table);
            acme.assertRefused("TRUNCATE " + table);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usage_events",
                "usage_amendments",
                "payments",
                "credit_notes",
                "credit_note_lines",
                "plan_versions",
                "subscription_items"
            })
    void whatWasRecordedCanNotBeEdited(String table) throws SQLException {
        try (Session acme = acmeWithBooks()) {
            acme.assertRefused("UPDATE " + table + " SET id = id");
        }
    }

    @Test
    void noMoreIsCreditedThanWasInvoicedNorRefundedThanWasPaid() throws SQLException {
        try (Session acme = acmeWithBooks()) {
            assertThat(acme.run("UPDATE invoices SET paid_minor = 50, status = 'partially_paid'"))
                    .isEqualTo(1);
            for (String wrong : List.of(
                    "credited_minor = 121",
                    "credited_minor = -1",
                    "refunded_minor = 51",
                    "refunded_minor = -1",
                    "credited_minor = 71", // 50 were paid
                    "credited_minor = 70", // nothing is due, so it is paid
                    "status = 'paid'")) {
                assertThat(acme.stateOf("UPDATE invoices SET " + wrong))
                        .as(wrong)
                        .isEqualTo("23514");
            }
            acme.run("UPDATE invoices SET credited_minor = 120, refunded_minor = 50, status = 'paid'");
        }
    }

    private static final String CLOSED =
            ", closing_id = gen_random_uuid(), closed_at = now(), closed_on = '2026-03-01', closing_reason = 'r'";

    @Test
    void onlyWhatNobodyPaidOrWasGivenBackIsVoidAndItSaysWhy() throws SQLException {
        try (Session acme = acmeWithBooks()) {
            for (String wrong : List.of(
                    "status = 'void'",
                    "status = 'void', paid_minor = 1" + CLOSED,
                    "status = 'void', credited_minor = 1" + CLOSED,
                    "status = 'void', written_off_minor = 1" + CLOSED,
                    "status = 'void'" + CLOSED.replace("'r'", "NULL"),
                    "version = 1" + CLOSED)) {
                assertThat(acme.stateOf("UPDATE invoices SET " + wrong))
                        .as(wrong)
                        .isEqualTo("23514");
            }
            assertThat(acme.run("UPDATE invoices SET status = 'void'" + CLOSED)).isEqualTo(1);
        }
    }

    @Test
    void allThatIsDueIsWrittenOffAndNoMoreOfItComesInAgain() throws SQLException {
        try (Session acme = acmeWithBooks()) {
            acme.run("UPDATE invoices SET status = 'partially_paid', paid_minor = 20");
            for (String wrong : List.of(
                    "status = 'uncollectible'" + CLOSED,
                    "status = 'uncollectible', written_off_minor = 99" + CLOSED,
                    "status = 'uncollectible', written_off_minor = 101" + CLOSED,
                    "status = 'uncollectible', written_off_minor = 100",
                    "written_off_minor = 100" + CLOSED,
                    "status = 'paid', written_off_minor = 100" + CLOSED)) {
                assertThat(acme.stateOf("UPDATE invoices SET " + wrong))
                        .as(wrong)
                        .isEqualTo("23514");
            }
            acme.run("UPDATE invoices SET status = 'uncollectible', written_off_minor = 100" + CLOSED);
            for (String wrong : List.of(
                    "recovered_minor = 100",
                    "recovered_minor = 101, paid_minor = 121",
                    "recovered_minor = 100, paid_minor = 120",
                    "status = 'void', written_off_minor = 0")) {
                assertThat(acme.stateOf("UPDATE invoices SET " + wrong))
                        .as(wrong)
                        .isEqualTo("23514");
            }
            acme.run("UPDATE invoices SET recovered_minor = 30, paid_minor = 50");
            acme.run("UPDATE invoices SET recovered_minor = 100, paid_minor = 120, status = 'paid'");
        }
    }

    @Test
    void onlyAVoidInvoiceIsReplacedOnceAndItsLinesStandBesideTheNewOnes() throws SQLException {
        String again = """
                INSERT INTO invoices (id, series, sequence, number, customer_id, customer, currency, time_zone, period_start, period_end,
                                      issued_on, due_on, subtotal_minor, tax_minor, total_minor, taxes, finalized_at, status, generation,
                                      replaces_id)
                    SELECT gen_random_uuid(), series, %1$d, 'ACME-%1$d', customer_id, customer, currency, time_zone, period_start, period_end,
                           issued_on, due_on, subtotal_minor, tax_minor, total_minor, taxes, finalized_at, 'finalized', %2$d, %3$s
                    FROM invoices WHERE sequence = 1""";
        String line = LINE.replace("i.id, %d", "i.id, i.sequence")
                        .replace("calculation)", "calculation, generation)")
                        .replace("'{}' FROM", "'{}', %3$d FROM")
                        .replace("'%s', 0, '%s'", "'%2$s', 0, '[2026-01-01,2026-02-01)'")
                + " WHERE i.sequence = %1$d";
        try (Session acme = acmeWithBooks()) {
            acme.run(line.formatted(1, "regular", 0));
            assertThat(acme.stateOf("UPDATE invoices SET replaced_by_id = id")).isEqualTo("23514");
            assertThat(acme.stateOf(again.formatted(2, 0, "id"))).isEqualTo("23514");
            assertThat(acme.stateOf(again.formatted(2, 1, "NULL"))).isEqualTo("23514");
            acme.run(again.formatted(2, 1, "id"));
            assertThat(acme.stateOf(again.formatted(3, 1, "id"))).isEqualTo("23505");
            assertThat(acme.stateOf(line.formatted(2, "regular", 0))).isIn("23505", OVERLAP);
            acme.run(line.formatted(2, "regular", 1));
        }
    }

    @Test
    void aTransferMovesSomethingBetweenTwoAccountsOnceAndIsNeverChanged() throws SQLException {
        String transfer = """
                INSERT INTO transfers (entry_id, debit, credit, amount_minor, currency, kind, invoice_id, customer_id, booked_on)
                SELECT id, '%s', '%s', %d, currency, 'invoice', id, customer_id, issued_on FROM invoices""";
        try (Session acme = acmeWithBooks()) {
            acme.run(transfer.formatted("receivable", "revenue", 100));
            assertThat(acme.stateOf(transfer.formatted("receivable", "revenue", 100)))
                    .isEqualTo("23505");
            for (String wrong : List.of(
                    transfer.formatted("receivable", "tax_payable", 0),
                    transfer.formatted("receivable", "tax_payable", -20),
                    transfer.formatted("receivable", "receivable", 20),
                    transfer.formatted("receivable", "pocket", 20),
                    transfer.formatted("pocket", "revenue", 20))) {
                assertThat(acme.stateOf(wrong)).as(wrong).isEqualTo("23514");
            }
            List<String> columns = Catalog.lines(tenants.owner(), """
                    SELECT column_name FROM information_schema.columns WHERE table_schema = ? AND table_name = 'transfers'""", ACME_SCHEMA);
            assertThat(columns).hasSize(10);
            for (String column : columns) {
                acme.assertRefused("UPDATE transfers SET " + column + " = " + column);
            }
        }
    }

    @Test
    void itSeesItsOwnRowsOfTheSharedTablesAlone() throws SQLException {
        try (Session acme = Session.of(app, ACME_SCHEMA)) {
            assertThat(acme.read("SELECT slug FROM public.tenants")).containsExactly("acme-it");
            assertThat(acme.read("SELECT name FROM public.users ORDER BY name")).containsExactly("Ann", "Bob");
            assertThat(acme.read("SELECT DISTINCT tenant_id FROM public.memberships"))
                    .containsExactly(ACME);
            assertThat(acme.read("SELECT tenant_id FROM public.subscriptions")).containsExactly(ACME);
            assertThat(acme.read("SELECT tenant_id FROM public.api_keys")).containsExactly(ACME);
            assertThat(acme.read("SELECT tenant_id FROM public.due_work")).containsExactly(ACME);
            assertThat(acme.read("SELECT code FROM public.plans")).containsExactly("community");
        }
    }

    @Test
    void itChangesItsOwnRowsOfTheSharedTablesAlone() throws SQLException {
        try (Session acme = Session.of(app, ACME_SCHEMA)) {
            assertThat(acme.run("UPDATE public.tenants SET name = 'Acme', test_clock = now(), version = version + 1"))
                    .isEqualTo(1);
            assertThat(acme.run("UPDATE public.users SET name = upper(name)")).isEqualTo(2);
            assertThat(acme.run("UPDATE public.api_keys SET revoked_at = now()"))
                    .isEqualTo(1);
            assertThat(acme.run("UPDATE public.due_work SET due_at = now(), business_clock = now()"))
                    .isEqualTo(1);
            assertThat(acme.run("UPDATE public.memberships SET role = 'viewer'"))
                    .isEqualTo(2);
            assertThat(acme.run("UPDATE public.tenants SET name = 'x' WHERE id = '" + GLOBEX + "'"))
                    .isZero();
            assertThat(acme.stateOf(apiKeyFor(ACME))).isNull();
            acme.assertRefused(apiKeyFor(GLOBEX));
        }
    }

    @Test
    void itCannotRaiseItselfInTheSharedTables() throws SQLException {
        try (Session acme = Session.of(app, ACME_SCHEMA)) {
            acme.assertRefused("UPDATE public.tenants SET status = 'active'");
            acme.assertRefused("UPDATE public.tenants SET slug = 'globex-it'");
            acme.assertRefused("UPDATE public.memberships SET tenant_id = '" + GLOBEX + "'");
            acme.assertRefused(
                    "INSERT INTO public.memberships (tenant_id, user_id, role) SELECT tenant_id, user_id, role FROM public.memberships");
            acme.assertRefused("UPDATE public.sessions SET refresh_hash = ''");
            acme.assertRefused("SELECT refresh_hash FROM public.sessions");
            acme.assertRefused("UPDATE public.subscriptions SET status = 'active'");
            acme.assertRefused("UPDATE public.api_keys SET permissions = '{*}'");
            acme.assertRefused("UPDATE public.api_keys SET tenant_id = '" + GLOBEX + "'");
            acme.assertRefused("UPDATE public.users SET email = 'x@example.com'");
            acme.assertRefused("SELECT password_hash FROM public.users");
            acme.assertRefused("SELECT * FROM public.sessions");
            acme.assertRefused("SELECT * FROM public.revoked_tokens");
            acme.assertRefused("SELECT * FROM public.signing_keys");
            acme.assertRefused(
                    "INSERT INTO public.tenants (id, slug, name, schema_version) VALUES (gen_random_uuid(), 'x', 'x', 'x')");
        }
    }

    /** Else its members' table would show it whatever user it names. */
    @Test
    void itTakesInWhomItsOwnProviderVouchedForAndNobodyElse() throws SQLException {
        String cleo = "SELECT public.sso_join('00000000-0000-7000-8000-0000000000c1', '%s')::text";
        String seen = "SELECT role FROM public.memberships WHERE user_id = '00000000-0000-7000-8000-0000000000c1'";
        try (Session acme = Session.of(app, ACME_SCHEMA)) {
            assertThat(acme.read(cleo.formatted("viewer"))).containsExactly("false");
            assertThat(acme.read(seen)).isEmpty();
        }
        try (Session identity = Session.of(app, "ch_identity")) {
            identity.run(
                    "INSERT INTO public.sso_identities (tenant_id, issuer, subject, user_id, created_at, last_login_at)"
                            + " VALUES ('" + ACME
                            + "', 'x', 'cleo', '00000000-0000-7000-8000-0000000000c1', now(), now())");
            identity.assertRefused(cleo.formatted("viewer"));
            identity.run("RESET ROLE; SET LOCAL ROLE " + ACME_SCHEMA);
            assertThat(identity.read(cleo.formatted("owner"))).containsExactly("false");
            assertThat(identity.read(seen)).isEmpty();
            assertThat(identity.read(cleo.formatted("viewer"))).containsExactly("true");
            assertThat(identity.read(cleo.formatted("admin"))).containsExactly("false");
            assertThat(identity.read(seen)).containsExactly("viewer");
        }
    }

    @Test
    void itReachesNothingInAnotherTenantsSchema() throws SQLException {
        List<String> tables =
                Catalog.lines(tenants.owner(), "SELECT tablename FROM pg_tables WHERE schemaname = ?", GLOBEX_SCHEMA);
        assertThat(tables).hasSizeGreaterThan(20);
        try (Session acme = Session.of(app, ACME_SCHEMA)) {
            for (String table : tables) {
                acme.assertRefused("SELECT FROM " + GLOBEX_SCHEMA + "." + table);
                acme.assertRefused("DELETE FROM " + GLOBEX_SCHEMA + "." + table);
            }
        }
    }

    @Test
    void itsChangelogIsNotItsBusiness() throws SQLException {
        try (Session acme = Session.of(app, ACME_SCHEMA)) {
            acme.assertRefused("SELECT * FROM databasechangelog");
            acme.assertRefused("DROP TABLE customers");
            acme.assertRefused("ALTER TABLE customers DISABLE TRIGGER ALL");
        }
    }

    private Session acmeWithBooks() throws SQLException {
        Session acme = Session.of(app, ACME_SCHEMA);
        acme.run(BOOKS);
        return acme;
    }

    private static String apiKeyFor(String tenant) {
        return """
                INSERT INTO public.api_keys (id, tenant_id, name, key_id, prefix, secret_hash, permissions, created_by)
                SELECT gen_random_uuid(), '%s', 'new', 'newkey', 'ch_live_', '', '{}', id FROM public.users WHERE name ILIKE 'ann'""".formatted(tenant);
    }
}
