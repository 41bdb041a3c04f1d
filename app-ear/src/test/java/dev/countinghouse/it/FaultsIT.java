package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two replicas on one database: killed, cut off and without Redis. Each test leaves both running. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Replicas.LOCK)
@Order(Order.DEFAULT - 2) // it takes the longest
class FaultsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SESSIONS =
            "pg_stat_activity WHERE usename IN ('ch_app', 'ch_owner') AND datname = current_database()";
    /** A backup before its first table, a restore that is all there but for its commit, an erasure that has the most behind it. */
    private static final String HANGING = "SELECT count(*) FROM " + SESSIONS
            + " AND wait_event_type = 'Lock' AND query ~ '^(LOCK|COMMENT ON SCHEMA restore_|INSERT INTO [a-z0-9_.]+row_history )'";

    /**
     * A restore's last statement, a COMMENT, waits for whoever holds the lock. A lock on the table of comments would stop it
     * earlier: a constraint that is dropped looks for its comment too.
     */
    private static final String COMMENTS_WAIT = """
            CREATE FUNCTION public.comments_wait() RETURNS event_trigger LANGUAGE plpgsql
                AS 'BEGIN PERFORM pg_catalog.pg_advisory_xact_lock(1); END';
            CREATE EVENT TRIGGER comments_wait ON ddl_command_start WHEN TAG IN ('COMMENT')
                EXECUTE FUNCTION public.comments_wait()""";

    private static final String RESTORES = "SELECT count(*) FROM pg_namespace WHERE nspname ~ '^restore_'";

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

    /** What a failed test has left dead would let the others fail too. */
    @BeforeEach
    void startThoseThatAreDead() {
        replicas.startAll();
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

    /** Each of forty takes another plan on the 21st, with an invoice at once. */
    @Test
    void whatIsPlannedForADayIsDoneOnceByTwoReplicasThatAreKilledMeanwhile() {
        PlannedBooks books = PlannedBooks.open(register());
        TestTenant tenant = books.tenant();
        int all = 40;
        for (int i = 0; i < all; i++) {
            books.ask(books.subscribe("c" + i), "2024-06-21", "plan", PlannedBooks.BUSINESS)
                    .expect(200);
        }
        tenant.beginToAdvance("2024-06-21T12:00:00Z");
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> written(tenant) >= all + 3);
        replicas.kill(0);
        replicas.kill(1);
        replicas.start(1);
        TestTenant there = at(tenant, 1);
        there.awaitSettled();
        replicas.start(0);
        there.advance("2024-06-22T00:00:00Z");
        assertThat(written(tenant)).isEqualTo(2 * all);
        assertThat(there.api().all("/events?type=subscription.changed")).hasSize(all);
        assertThat(there.api().all("/events?type=subscription.change_failed")).isEmpty();
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
            await().atMost(PATIENCE).until(() -> tenant.api().get("/customers").status() == 200);
        }
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        tenant.subscribe(tenant.customer("ada", "UTC"), "2024-01-01");
        cutAllSessions();
        await().atMost(PATIENCE)
                .until(() ->
                        tenant.api().get("/tenant/clock").json().path("settled").asBoolean());
        assertThat(tenant.invoices()).hasSize(1);
        await().atMost(PATIENCE).untilAsserted(this::register);
    }

    @Test
    void jobsThatAreKilledInTheMiddleAreFinishedByWhoeverComesBack() throws SQLException {
        Api operator = Operators.client(replicas.database(), replicas.url(0));
        TestTenant saved = register();
        TestTenant restored = register();
        TestTenant erasing = register();
        restored.customer("ada", "UTC");
        UUID customer = erasing.customer("ada", "UTC");
        restored.awaitSealed(); // what is sealed after the backup would differ
        String backup = Jobs.result(operator, operator.post(platform(restored) + "/backups"))
                .path("archive_id")
                .asText();
        String locks =
                "LOCK TABLE %s.customers, %s.idempotency_keys IN ACCESS EXCLUSIVE MODE; SELECT pg_advisory_xact_lock(1)";
        administer(COMMENTS_WAIT);
        List<String> jobs = killedInTheMiddle(
                locks.formatted(saved.schema(), erasing.schema()),
                List.of(
                        () -> operator.post(platform(saved) + "/backups"),
                        () -> operator.post(platform(restored) + "/restore", Body.of("archive_id", backup)),
                        () -> erasing.api().post("/customers/" + customer + "/erase")));
        administer("DROP EVENT TRIGGER comments_wait; DROP FUNCTION public.comments_wait()");
        assertThat(asked(RESTORES)).as("a restore is whole or not there").isZero();
        assertThat(erasing.count("SELECT count(*) FROM %s.customers WHERE name = 'Erased customer'"))
                .isZero();

        replicas.startAll();
        List<JsonNode> ended = jobs.stream()
                .map(job -> Jobs.ended(operator.at(replicas.url(1)), job))
                .toList();
        assertThat(ended)
                .allSatisfy(job -> assertThat(job.path("state").asText())
                        .as(job.toString())
                        .isEqualTo("succeeded"));
        String twice = "SELECT count(*) FROM public.jobs WHERE attempts = 2 AND id IN ('%s')";
        assertThat(asked(twice.formatted(String.join("','", jobs)))).isEqualTo(jobs.size());
        assertThat(operator.all(platform(saved) + "/backups")).hasSize(1);
        assertThat(ended.get(1).at("/result/comparison/equal").asBoolean()).isTrue();
        assertThat(asked(RESTORES)).isEqualTo(1);
        assertThat(customersErased(ended.get(2))).isEqualTo(1);
    }

    /** Kills both replicas when all of these jobs wait for a lock in the middle of their work. */
    private List<String> killedInTheMiddle(String locks, List<Supplier<Answer>> asked) throws SQLException {
        try (Connection lock = replicas.database().admin()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute(locks);
            List<String> jobs = asked.stream()
                    .map(job -> job.get().expect(202).id().toString())
                    .toList();
            await().atMost(PATIENCE).until(() -> asked(HANGING) == jobs.size());
            replicas.kill(0);
            replicas.kill(1);
            lock.rollback();
            await().atMost(PATIENCE).until(() -> asked("SELECT count(*) FROM " + SESSIONS) == 0);
            return jobs;
        }
    }

    @Test
    void anErasureThatIsCertifiedLaterStatesWhatItTook() throws SQLException {
        TestTenant tenant = register();
        UUID customer = tenant.customer("ada", "UTC");
        administer("REVOKE UPDATE (certificate) ON public.erasures FROM ch_worker");
        String job;
        try {
            job = tenant.api()
                    .post("/customers/" + customer + "/erase")
                    .expect(202)
                    .id()
                    .toString();
            String again = "SELECT count(*) FROM public.jobs WHERE attempts > 1 AND id = '" + job + "'";
            await().atMost(PATIENCE).until(() -> asked(again) == 1);
        } finally {
            administer("GRANT UPDATE (certificate) ON public.erasures TO ch_worker");
        }
        assertThat(customersErased(Jobs.ended(tenant.api(), job))).isEqualTo(1);
    }

    /** What the certificate of an erasure says. */
    private static int customersErased(JsonNode job) {
        JsonNode statement = Token.of(job.at("/result/certificate").asText()).claims();
        for (JsonNode one : statement.path("erased")) {
            if (one.path("table").asText().endsWith(".customers")) {
                return one.path("rows").asInt();
            }
        }
        throw new AssertionError("no customers in " + statement);
    }

    private static String platform(TestTenant tenant) {
        return "/platform/tenants/" + tenant.tenantId();
    }

    private long asked(String sql) throws SQLException {
        try (Connection admin = replicas.database().admin();
                ResultSet row = admin.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void administer(String sql) throws SQLException {
        try (Connection admin = replicas.database().admin()) {
            admin.createStatement().execute(sql);
        }
    }

    private void cutAllSessions() throws SQLException {
        administer("SELECT pg_terminate_backend(pid) FROM " + SESSIONS);
    }
}
