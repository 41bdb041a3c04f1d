package dev.countinghouse.migrations;

import static dev.countinghouse.migrations.ManyTenants.CURRENT;
import static dev.countinghouse.migrations.ManyTenants.EARLIER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.countinghouse.migrations.Migrations.Report;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One tenant on its way from an earlier version: put back from an archive, or at work while it is migrated. */
class TenantUpgradeIT {

    @Test
    void booksOfAnEarlierVersionArePutBackAsTheyWereAndUpgradedByTheApplicationItself() throws SQLException {
        try (ManyTenants tenants = ManyTenants.earlier()) {
            tenants.make("alpha");
            List<String> before = tenants.catalog("alpha");
            tenants.migrate();
            Connection owner = tenants.owner();
            owner.setAutoCommit(false);

            VersionedSchema.create(owner, "tenant_beta", EARLIER);
            assertThat(tenants.catalog("beta")).isEqualTo(before);
            assertThat(TenantUpgrade.upgrade(owner, "tenant_beta", EARLIER)).isEqualTo(CURRENT);

            assertThat(tenants.catalog("beta")).isEqualTo(tenants.catalog("alpha"));
            assertThat(TenantUpgrade.upgrade(owner, "tenant_beta", CURRENT)).isEqualTo(CURRENT);
            assertThat(tenants.read("SHOW search_path")).containsExactly("\"\"");
            owner.rollback();
        }
    }

    @Test
    void subscriptionsFromBeforePlansHadSeveralCurrenciesAreBilledInTheOnlyOneOfTheirs() throws SQLException {
        try (ManyTenants tenants = ManyTenants.of(Changelogs.before("db/tenant/subscription/020-currency.sql"))) {
            tenants.make("alpha");
            tenants.execute("""
                    SET search_path = tenant_alpha;
                    INSERT INTO customers (id, name, time_zone, currency, created_at)
                        SELECT gen_random_uuid(), c, 'UTC', c, now() FROM unnest(ARRAY['JPY', 'USD']) c;
                    INSERT INTO plans (id, code, name, created_at) SELECT id, name, name, now() FROM customers;
                    INSERT INTO plan_versions
                            (id, plan_id, number, currency, interval_unit, interval_count, anchor, charges, created_at)
                        SELECT gen_random_uuid(), id, n, code, 'month', 1, 'calendar', '[]', now() FROM plans, generate_series(1, 2) n;
                    INSERT INTO subscriptions (id, external_id, customer_id, status, time_zone, started_on, created_at)
                        SELECT id, name, id, 'active', 'UTC', '2026-01-01', now() FROM customers;
                    INSERT INTO subscription_items (id, subscription_id, plan_version_id, effective_on)
                        SELECT gen_random_uuid(), plan_id, id, CASE number WHEN 2 THEN date '2026-02-01' END FROM plan_versions;
                    RESET search_path""");
            assertThat(tenants.migrate().failed()).isEmpty();
            assertThat(tenants.read("SELECT external_id || ' ' || currency FROM tenant_alpha.subscriptions ORDER BY 1"))
                    .containsExactly("JPY JPY", "USD USD");
        }
    }

    @Test
    void whatWasInvoicedAndPaidBeforeThereWasALedgerIsPosted() throws SQLException {
        try (ManyTenants tenants = ManyTenants.of(Changelogs.before("db/tenant/ledger/001-transfers.sql"))) {
            tenants.make("alpha");
            tenants.execute("""
                    SET search_path = tenant_alpha;
                    INSERT INTO customers (id, name, time_zone, currency, created_at) VALUES (gen_random_uuid(), 'A', 'UTC', 'EUR', now());
                    INSERT INTO number_series (code, prefix, next_number) VALUES ('default', 'ALPHA', 5);
                    INSERT INTO invoices (id, series, sequence, number, customer_id, customer, currency, time_zone, period_start, period_end,
                                          issued_on, due_on, subtotal_minor, tax_minor, total_minor, taxes, finalized_at, status, paid_minor)
                        SELECT gen_random_uuid(), 'default', n, 'A-' || n, c.id, '{}', 'EUR', 'UTC', '2026-01-01', '2026-02-01', '2026-02-01',
                               '2026-02-15', net, tax, net + tax, '[]', now(), state, paid
                        FROM customers c, (VALUES (1, 1000, 200, 'partially_paid', 300), (2, 500, 0, 'finalized', 0),
                                                  (3, -100, -20, 'finalized', 0), (4, 0, 0, 'paid', 0)) i (n, net, tax, state, paid);
                    INSERT INTO payments (id, invoice_id, customer_id, gateway, reference, amount_minor, currency, paid_on, created_at)
                        SELECT gen_random_uuid(), id, customer_id, 'manual', 'r', paid_minor, 'EUR', '2026-02-03', now()
                        FROM invoices WHERE paid_minor > 0;
                    RESET search_path""");
            assertThat(tenants.migrate().failed()).isEmpty();
            assertThat(tenants.read("""
                            SELECT concat_ws(' ', i.number, t.kind, t.booked_on, t.debit, t.credit, t.amount_minor, t.currency)
                            FROM tenant_alpha.transfers t JOIN tenant_alpha.invoices i ON i.id = t.invoice_id AND i.customer_id = t.customer_id
                            ORDER BY 1"""))
                    .containsExactly(
                            "A-1 invoice 2026-02-01 receivable revenue 1000 EUR",
                            "A-1 invoice 2026-02-01 receivable tax_payable 200 EUR",
                            "A-1 payment 2026-02-03 cash_manual receivable 300 EUR",
                            "A-2 invoice 2026-02-01 receivable revenue 500 EUR",
                            "A-3 invoice 2026-02-01 receivable customer_credit 120 EUR",
                            "A-3 invoice 2026-02-01 revenue receivable 100 EUR",
                            "A-3 invoice 2026-02-01 tax_payable receivable 20 EUR");
            assertThat(tenants.read(
                            "SELECT status || ' ' || applied_minor FROM tenant_alpha.invoices WHERE number = 'A-3'"))
                    .as("below zero: it is to the customer's credit")
                    .containsExactly("paid -120");
            assertThat(tenants.read("SELECT currency || ' ' || amount_minor FROM tenant_alpha.credit_balances"))
                    .containsExactly("EUR 120");
        }
    }

    @Test
    void aVersionThatIsNotKeptIsRefused() throws SQLException {
        try (ManyTenants tenants = ManyTenants.current()) {
            Connection owner = tenants.owner();
            owner.setAutoCommit(false);
            assertThatThrownBy(() -> VersionedSchema.create(owner, "tenant_beta", "1.000000000000"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("1.000000000000");
            assertThatThrownBy(() -> TenantUpgrade.upgrade(owner, "tenant_beta", "1.000000000000"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining(CURRENT);
            owner.rollback();
        }
    }

    /** The statements lock the tables in another order than the requests do. */
    @Test
    void requestsOfATenantThatIsMigratedWaitAndNoneFails() throws Exception {
        Changelog next = Changelogs.next("busy", """
                ALTER TABLE outbox ADD COLUMN busy varchar(20);
                CREATE INDEX customers_busy ON customers (name, id);
                ALTER TABLE customers ADD COLUMN busy varchar(20);""");
        try (ManyTenants tenants = ManyTenants.current();
                ExecutorService clients = Executors.newFixedThreadPool(3)) {
            tenants.make("alpha");
            AtomicBoolean open = new AtomicBoolean(true);
            AtomicInteger requests = new AtomicInteger();
            List<Future<Integer>> done = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                done.add(clients.submit(() -> work(tenants, open, requests)));
            }
            try {
                await().atMost(Duration.ofMinutes(2)).until(() -> requests.get() > 30);
                Report report = tenants.migrate(MigrationOptions.defaults().withTenantChangelog(next.path()));
                assertThat(report.failed()).isEmpty();
                assertThat(tenants.versionOf("alpha")).isEqualTo(next.version());
                int before = requests.get();
                await().atMost(Duration.ofMinutes(2))
                        .until(() ->
                                requests.get() > before + 30 || done.stream().anyMatch(Future::isDone));
            } finally {
                open.set(false);
            }
            int sum = 0;
            for (Future<Integer> client : done) {
                sum += client.get();
            }
            assertThat(tenants.read("SELECT count(*)::text FROM tenant_alpha.customers"))
                    .containsExactly(String.valueOf(sum));
        }
    }

    @Test
    void aTenantSomebodyHoldsOnToIsTriedAgainUntilItIsFree() throws Exception {
        Changelog next = Changelogs.next("held", "ALTER TABLE customers ADD COLUMN held varchar(20);");
        try (ManyTenants tenants = ManyTenants.current();
                Connection holder = tenants.database().owner();
                Statement statement = holder.createStatement();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            tenants.make("alpha");
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE tenant_alpha.customers IN ACCESS SHARE MODE");
            Future<Report> report = thread.submit(
                    () -> tenants.migrate(MigrationOptions.defaults().withTenantChangelog(next.path())));
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> !tenants.read("SELECT 1 FROM pg_locks WHERE NOT granted AND relation ="
                                    + " 'tenant_alpha.customers'::regclass")
                            .isEmpty());
            holder.commit();
            assertThat(report.get().succeeded()).isTrue();
        }
    }

    /** How many customers were added, each in a transaction of its own as the tenant. */
    private static int work(ManyTenants tenants, AtomicBoolean open, AtomicInteger requests) throws SQLException {
        int added = 0;
        try (Connection app = tenants.database().app();
                Statement statement = app.createStatement()) {
            app.setAutoCommit(false);
            while (open.get()) {
                statement.execute("SET LOCAL ROLE tenant_alpha; SET LOCAL search_path = \"$user\"");
                statement.execute("INSERT INTO customers (id, name, time_zone, currency, created_at)"
                        + " VALUES (gen_random_uuid(), 'A', 'UTC', 'EUR', now())");
                statement.execute("INSERT INTO outbox (id, type, subject_id, payload, occurred_at)"
                        + " VALUES (gen_random_uuid(), 'customer.created', gen_random_uuid(), '{}', now())");
                app.commit();
                added++;
                requests.incrementAndGet();
            }
        }
        return added;
    }
}
