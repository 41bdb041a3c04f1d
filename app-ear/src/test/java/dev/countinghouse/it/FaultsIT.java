package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two replicas on one database: killed, cut off and without Redis. Each test leaves both running. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(Order.DEFAULT - 2) // it takes the longest
class FaultsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Replicas replicas = new Replicas(0);

    @BeforeAll
    void startTwoReplicas() {
        replicas.close();
        replicas = new Replicas(2);
    }

    @AfterAll
    void stopBoth() {
        replicas.close();
    }

    private TestTenant register() {
        return TestTenant.register(replicas.database(), replicas.url(0));
    }

    private static long written(TestTenant tenant) {
        return tenant.count("SELECT count(*) FROM %s.invoices");
    }

    @Test
    void whenAllAreKilledInTheMiddleOfBillingTheWorkIsFinishedOnceByWhoeverComesBack() {
        RealUsage usage = RealUsage.all();
        int all = usage.expected(RealUsage.AFTER_ALL).values().stream()
                .mapToInt(List::size)
                .sum();
        TestTenant tenant = register();
        usage.prepare(tenant);
        tenant.api().importCsv(RealUsage.file()).expect(200);
        tenant.beginToAdvance(RealUsage.AFTER_ALL);

        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> written(tenant) >= all / 10);
        replicas.kill(0);
        replicas.kill(1);
        assertThat(written(tenant)).as("killed in the middle").isLessThan(all);
        replicas.start(1);
        TestTenant there = at(tenant, 1);
        there.awaitSettled();
        replicas.start(0);
        there.advance("2026-08-03T00:00:00Z");

        List<JsonNode> invoices = there.invoices();
        TestTenant.assertGapless(invoices, tenant.slug());
        assertThat(RealUsage.shown(invoices)).isEqualTo(usage.expected(RealUsage.AFTER_ALL));
        Invariants.assertHold(tenant);
    }

    private TestTenant at(TestTenant tenant, int number) {
        return new TestTenant(
                tenant.database(),
                tenant.slug(),
                tenant.email(),
                tenant.registration(),
                tenant.api().at(replicas.url(number)));
    }

    @Test
    void replicasShareTheWorkAndBillNothingTwice() {
        RealUsage usage = RealUsage.only(event -> event.customer().equals("cus_9d2277d0"));
        List<TestTenant> tenants =
                IntStream.range(0, 4).mapToObj(i -> register()).toList();
        tenants.forEach(usage::prepare);
        String clock = "2023-12-20T00:00:00Z";

        Together.run(tenants.size(), i -> {
            TestTenant tenant = at(tenants.get(i), i % 2);
            tenant.api().importCsv(usage.csv()).expect(200);
            for (YearMonth month = YearMonth.of(2023, 6);
                    month.isBefore(YearMonth.of(2023, 12));
                    month = month.plusMonths(1)) {
                tenant.advance(month.atDay(20) + "T00:00:00Z");
            }
            return i;
        });

        for (TestTenant tenant : tenants) {
            tenant.advance(clock);
            List<JsonNode> invoices = at(tenant, 1).invoices();
            TestTenant.assertGapless(invoices, tenant.slug());
            assertThat(RealUsage.shown(invoices)).isEqualTo(usage.expected(clock));
            Invariants.assertHold(tenant);
        }
    }

    @Test
    void aRevokedTokenIsRefusedByEveryReplicaWithAndWithoutRedis() {
        TestTenant early = register();
        TestTenant late = register();
        TestTenant stays = register();
        early.api().post("/auth/logout").expect(204);
        replicas.stopRedis();
        try {
            late.api().post("/auth/logout").expect(204);
            for (int replica : new int[] {0, 1}) {
                refused(at(early, replica).api());
                refused(at(late, replica).api());
                at(stays, replica).api().get("/customers").expect(200);
            }
        } finally {
            replicas.startRedis();
        }
        for (int replica : new int[] {0, 1}) {
            refused(at(early, replica).api());
            refused(at(late, replica).api());
            at(stays, replica).api().get("/customers").expect(200);
        }
    }

    @Test
    void aLogoutWhileRedisHangsHoldsWhenItGoesOn() throws IOException, InterruptedException {
        TestTenant tenant = register();
        tenant.api().get("/customers").expect(200);
        signal("STOP");
        try {
            tenant.api().post("/auth/logout").expect(204);
            refused(tenant.api());
        } finally {
            signal("CONT");
        }
        refused(tenant.api());
    }

    private void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(replicas.redisPid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void refused(Api api) {
        api.get("/customers").expectProblem(401, "unauthenticated");
    }

    @Test
    void theServerIsReadyWithoutRedisAndSaysSo() {
        replicas.stopRedis();
        try {
            Answer health = Api.anonymous(replicas.url(0))
                    .sendTo("GET", "/health/ready", "", java.net.http.HttpRequest.BodyPublishers.noBody())
                    .expect(200);
            assertThat(health.text()).contains("\"redis\":\"DOWN\"");
        } finally {
            replicas.startRedis();
        }
    }

    @Test
    void sessionsThatTheDatabaseCutsAreReplacedWithoutARestart() throws SQLException {
        TestTenant tenant = register();
        for (int i = 0; i < 3; i++) {
            cutAllSessions();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> tenant.api().get("/customers").status() == 200);
        }
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        tenant.subscribe(tenant.customer("ada", "UTC"), "2024-01-01");
        cutAllSessions();
        await().atMost(PATIENCE)
                .until(() ->
                        tenant.api().get("/tenant/clock").json().path("settled").asBoolean());
        assertThat(tenant.invoices()).hasSize(1);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(this::register);
    }

    private void cutAllSessions() throws SQLException {
        try (Connection admin = replicas.database().admin()) {
            admin.createStatement()
                    .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE usename IN ('ch_app', 'ch_owner') AND datname = current_database()");
        }
    }
}
