package dev.countinghouse.incontainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.customdata.CustomData;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.platform.Registration;
import dev.countinghouse.platform.RegistrationService;
import dev.countinghouse.platform.RestoreRetentionTimer;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.tenancy.Tenant;
import dev.countinghouse.tenancy.TenantDirectory;
import dev.countinghouse.vault.Archives;
import dev.countinghouse.vault.Progress;
import dev.countinghouse.vault.Restores;
import dev.countinghouse.vault.VaultTenant;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkQueue;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Runs inside the server: EJBs, the transaction service, tenancy and timers as the container really wires them. */
@ExtendWith({ServerLaidOut.class, ArquillianExtension.class})
@ResourceLock("the server that tests run inside of")
class InContainerIT {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    @Inject
    RegistrationService registrations;

    @Inject
    TenantDirectory directory;

    @Inject
    CustomData customData;

    @Inject
    Outbox outbox;

    @Inject
    WorkSchedule schedule;

    @Inject
    WorkQueue work;

    @Inject
    RestoreRetentionTimer retention;

    @Inject
    DatabaseProbe probe;

    @Resource(lookup = "java:comp/UserTransaction")
    UserTransaction transaction;

    @Resource(lookup = "jdbc/owner")
    DataSource owner;

    @Resource(lookup = "jdbc/app")
    DataSource app;

    @Deployment
    static EnterpriseArchive application() {
        return ApplicationUnderTest.archive(InContainerIT.class);
    }

    @Test
    void aTransactionWritesIntoTheSchemaOfItsScope() throws Exception {
        Tenant one = register();
        Tenant other = register();

        within(one, () -> customData.put("note", Ids.next(), Map.of("of", one.slug())));

        assertThat(count(one, "custom_data")).isEqualTo(1);
        assertThat(count(other, "custom_data")).isZero();
    }

    @Test
    void inATransactionTheDatabaseKnowsTheTenantsRoleAndItsSchemaAlone() throws Exception {
        Tenant one = register();
        Tenant other = register();
        List<String> seen = new ArrayList<>();

        for (Scope scope : List.of(Scope.of(one), Scope.of(other), Scope.IDENTITY, Scope.WORKER)) {
            transaction.begin();
            CurrentScope.run(scope, () -> seen.add(probe.whereAmI()));
            transaction.commit();
        }

        assertThat(seen)
                .containsExactly(
                        "ch_app %1$s %1$s \"$user\"".formatted(one.schema()),
                        "ch_app %1$s %1$s \"$user\"".formatted(other.schema()),
                        "ch_app ch_identity \"$user\"",
                        "ch_app ch_worker \"$user\"");
    }

    @Test
    void aTenantsTransactionCannotTouchAnothersTables() {
        Tenant one = register();
        Tenant other = register();

        assertThatThrownBy(() -> within(one, () -> probe.execute("DELETE FROM " + other.schema() + ".custom_data")))
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void aTransactionHasOneTenantAndRefusesASecondOne() throws Exception {
        Tenant one = register();
        Tenant other = register();

        assertThatThrownBy(() -> within(one, () -> {
                    customData.put("note", Ids.next(), Map.of("of", one.slug()));
                    CurrentScope.run(Scope.of(other), () -> customData.put("note", Ids.next(), Map.of()));
                }))
                .hasStackTraceContaining("the scope was changed within a transaction");

        assertThat(count(one, "custom_data")).as("rolled back as a whole").isZero();
        assertThat(count(other, "custom_data")).isZero();
    }

    @Test
    void theFirstScopeIsRefusedTooOnceAnotherHasTheTransaction() throws Exception {
        Tenant one = register();
        Tenant other = register();

        assertThatThrownBy(() -> within(one, () -> {
                    CurrentScope.run(Scope.of(other), () -> customData.put("note", Ids.next(), Map.of()));
                    customData.put("note", Ids.next(), Map.of("of", one.slug()));
                }))
                .hasStackTraceContaining("the scope was changed within a transaction");

        assertThat(count(other, "custom_data")).as("rolled back as a whole").isZero();
    }

    @Test
    void noQueryWorksWithoutAScope() throws Exception {
        transaction.begin();
        try {
            assertThatThrownBy(() -> customData.get("note", Ids.next())).hasStackTraceContaining("no scope is entered");
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void noQueryWorksWithoutATransaction() {
        Tenant tenant = register();

        assertThatThrownBy(() -> CurrentScope.run(Scope.of(tenant), () -> customData.get("note", Ids.next())))
                .hasStackTraceContaining("no active transaction");
    }

    @Test
    void aRollbackLeavesNothingAndTheConnectionServesTheNextTenantCleanly() throws Exception {
        Tenant one = register();
        Tenant other = register();

        transaction.begin();
        CurrentScope.run(Scope.of(one), () -> outbox.add("test.happened", Ids.next(), Map.of()));
        transaction.rollback();
        within(other, () -> outbox.add("test.happened", Ids.next(), Map.of()));

        assertThat(count(one, "outbox")).isZero();
        assertThat(count(other, "outbox")).isEqualTo(1);
    }

    @Test
    void anIdentityBeanHasATransactionOfItsOwnWithinATenants() throws Exception {
        Tenant tenant = register();

        within(tenant, () -> {
            customData.put("note", Ids.next(), Map.of());
            assertThat(directory.active(tenant.id())).contains(tenant);
            customData.put("note", Ids.next(), Map.of());
        });

        assertThat(count(tenant, "custom_data")).isEqualTo(2);
    }

    @Test
    void theTimersClaimDueWorkByThemselvesAndGiveItBack() throws Exception {
        Tenant tenant = register();

        within(tenant, () -> schedule.at(WorkKind.INVOICE_GENERATION, Instant.EPOCH));

        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .untilAsserted(() -> assertThat(isIdle(tenant)).isTrue());
    }

    @Test
    void theTimerRollsUpWhatCameIn() throws Exception {
        Tenant tenant = register();

        within(tenant, () -> {
            probe.execute("INSERT INTO customers (id, name, time_zone, currency, created_at)"
                    + " VALUES ('00000000-0000-0000-0000-000000000001', 'Ada', 'UTC', 'EUR', now())");
            probe.execute("INSERT INTO billable_metrics (id, code, name, aggregation, created_at)"
                    + " VALUES ('00000000-0000-0000-0000-000000000002', 'calls', 'Calls', 'count', now())");
            probe.execute("INSERT INTO usage_events (id, transaction_id, customer_id, metric_id, occurred_at, quantity,"
                    + " properties) SELECT gen_random_uuid(), n, '00000000-0000-0000-0000-000000000001',"
                    + " '00000000-0000-0000-0000-000000000002', '2024-01-10T12:30:00Z', 1, '{}' FROM"
                    + " generate_series(1, 7) AS n");
            probe.execute("INSERT INTO usage_touched SELECT customer_id, metric_id, '2024-01-10T12:00:00Z' FROM"
                    + " usage_events");
            schedule.at(WorkKind.USAGE_AGGREGATION, Instant.EPOCH);
        });

        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .untilAsserted(() -> assertThat(count(tenant, "usage_metrics WHERE quantity = 7 AND events = 7"))
                        .isEqualTo(1));
        assertThat(count(tenant, "usage_touched")).isZero();
    }

    @Test
    void workOfATenantWhoseSchemaThisProgramDoesNotKnowIsNotClaimed() throws Exception {
        Tenant tenant = register();
        ask("UPDATE public.tenants SET schema_version = '99.later' WHERE id = ? RETURNING id", tenant.id());
        within(tenant, () -> schedule.at(WorkKind.PAYMENT_REMINDERS, Instant.EPOCH));

        assertThat(work.claim(WorkKind.PAYMENT_REMINDERS, 100))
                .as("work of a tenant of another version is not claimed")
                .noneMatch(due -> due.tenant().equals(tenant));
    }

    @Test
    void workOfASuspendedTenantIsNotClaimed() throws Exception {
        Tenant tenant = register();
        suspend(tenant);
        within(tenant, () -> schedule.at(WorkKind.PAYMENT_REMINDERS, Instant.EPOCH));

        assertThat(work.claim(WorkKind.PAYMENT_REMINDERS, 100))
                .as("work of a suspended tenant is not claimed")
                .noneMatch(due -> due.tenant().equals(tenant));
    }

    @Test
    void aTenantIsArchivedInItsRoleAndRestoredByItsOwner() throws Exception {
        Tenant tenant = register();
        within(tenant, () -> customData.put("note", Ids.next(), Map.of("text", "before")));
        VaultTenant vaulted = new VaultTenant(tenant.id(), tenant.slug(), tenant.schema());
        Path archive = Files.createTempDirectory("inside").resolve("archive.zip");

        new Archives(app, "test").write(vaulted, archive, Progress.NONE);
        within(tenant, () -> probe.execute("DELETE FROM custom_data"));
        Restores restores = new Restores(owner);
        UUID restore = UUID.randomUUID();
        restores.prepare(vaulted, restore, archive, Progress.NONE);
        restores.swap(vaulted, restore);

        assertThat(count(tenant, "custom_data")).isEqualTo(1);
        Files.delete(archive);
    }

    @Test
    void booksLeftBesideATenantAreDroppedWhenTheirTimeIsOver() throws Exception {
        Tenant tenant = register();
        String old = beside(tenant, "restore", "00000001", Instant.now().minus(Duration.ofDays(31)));
        String older = beside(tenant, "retired", "00000002", Instant.now().minus(Duration.ofDays(32)));
        String young = beside(tenant, "retired", "00000003", Instant.now().minus(Duration.ofDays(29)));

        retention.everyHour();

        assertThat(new Restores(owner)
                        .leftovers().stream()
                                .filter(one -> one.tenantId().equals(tenant.id()))
                                .map(Restores.Leftover::schema))
                .doesNotContain(old, older)
                .containsExactly(young);
    }

    /** A schema that stands beside a tenant's since a moment. */
    private String beside(Tenant tenant, String what, String number, Instant since) throws Exception {
        String schema = what + tenant.schema().substring("tenant".length()) + "_" + number;
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
            statement.execute("CREATE TABLE " + schema + ".customers (id uuid)");
            statement.execute("""
                    COMMENT ON SCHEMA %s IS '{"made_by":"","restore":"00000000-0000-7000-8000-0000%s","since":"%s","tenant":"%s","version":"x"}'\
                    """.formatted(schema, number, since, tenant.id()));
        }
        return schema;
    }

    private Tenant register() {
        String slug = "t" + UUID.randomUUID().toString().substring(24);
        return registrations
                .register(new Registration(
                        "Inside", slug, slug + "@inside.example", "a password for tests", "Ina", null, null))
                .tenant();
    }

    private void within(Tenant tenant, Runnable what) throws Exception {
        transaction.begin();
        try {
            CurrentScope.run(Scope.of(tenant), what);
            transaction.commit();
        } catch (RuntimeException e) {
            transaction.rollback();
            throw e;
        }
    }

    private long count(Tenant tenant, String table) throws Exception {
        return ((Number) ask("SELECT count(*) FROM " + tenant.schema() + "." + table, null)).longValue();
    }

    private boolean isIdle(Tenant tenant) throws Exception {
        return (Boolean) ask(
                "SELECT due_at = 'infinity' AND lease_until IS NULL FROM public.due_work"
                        + " WHERE kind = 'invoice_generation' AND tenant_id = ?",
                tenant.id());
    }

    private void suspend(Tenant tenant) throws Exception {
        ask("UPDATE public.tenants SET status = 'suspended' WHERE id = ? RETURNING id", tenant.id());
    }

    private Object ask(String sql, @Nullable UUID id) throws Exception {
        try (Connection connection = owner.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            if (id != null) {
                statement.setObject(1, id);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getObject(1);
            }
        }
    }
}
