package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A server that is killed while it works on a batch of usage, on an import and on a roll-up, each of another tenant and each
 * held by a lock in the middle. It is killed once for all tests; each then sends the same again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Replicas.LOCK)
@Order(Order.DEFAULT - 1) // it starts a server of its own
class MeteringFaultsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
    private static final int HOURS = 600; // of January
    private static final int EVENTS = 1_000;
    private static final int TAKEN_BEFORE = 400;
    private static final int LINES = 10_000;
    private static final int LINES_AT_ONCE = 4_000; // an import commits so many together
    private static final String HEADER = "transaction_id,external_customer_id,metric,timestamp,build_minutes\n";

    /** Everything of the batch is written but its count, the roll-up but for what it tells, half of the import's lines. */
    private static final String LOCKS = """
            LOCK TABLE %s.usage_intake, %s.usage_alerts_reached IN ACCESS EXCLUSIVE MODE;
            INSERT INTO %s.usage_events (id, transaction_id, customer_id, metric_id, occurred_at, quantity, properties)
            VALUES (gen_random_uuid(), 'n-05000', gen_random_uuid(), gen_random_uuid(), now(), 1, '{}')""";

    private static final String SESSIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND usename IN ('ch_app', 'ch_owner')";
    /** A roll-up gives up after two seconds and comes back later, so it counts while it has just begun to wait. */
    private static final String HANGING =
            SESSIONS + " AND wait_event_type = 'Lock' AND (query ~ '^(INSERT INTO usage_intake|COPY usage_events) '"
                    + " OR query ~ '^INSERT INTO usage_alerts_reached ' AND query_start > clock_timestamp() - interval '1 second')";

    private final Replicas replicas = new Replicas(1);
    private final String watcher = "ops-" + TestTenant.unique() + "@alerts.example";
    private TestTenant batch;
    private TestTenant imported;
    private TestTenant rolledUp;

    @BeforeAll
    void killTheServerInTheMiddleOfAll() throws SQLException {
        Map<String, @Nullable Object> patience = Body.of("lock_timeout_seconds", 45, "statement_timeout_seconds", 45);
        patience.put("transaction_timeout_seconds", 100);
        Operators.client(replicas.database(), replicas.url(0))
                .patch("/platform/plans/community", Body.of("limits", patience))
                .expect(200);
        batch = subscriber();
        imported = subscriber();
        rolledUp = subscriber();
        rolledUp.api()
                .post("/usage-alerts", Body.like(Things.alert(), "recipients", List.of(watcher)))
                .expect(201);
        send(batch, events(TAKEN_BEFORE));
        hangAndKill();

        assertThat(batch.count("SELECT count(*) FROM %s.usage_events")).isEqualTo(TAKEN_BEFORE);
        assertThat(imported.count("SELECT count(*) FROM %s.usage_events")).isEqualTo(LINES_AT_ONCE - 1);
        assertThat(rolledUp.count("SELECT count(*) FROM %s.usage_metrics")).isZero();
        assertThat(rolledUp.count("SELECT count(*) FROM %s.usage_touched")).isEqualTo(HOURS);
        replicas.start(0);
    }

    private void hangAndKill() throws SQLException {
        try (Connection locks = replicas.database().admin();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            locks.setAutoCommit(false);
            locks.createStatement().execute(LOCKS.formatted(batch.schema(), rolledUp.schema(), imported.schema()));
            Future<Answer> importing = threads.submit(() -> imported.api().importCsv(file()));
            awaitAsked(HANGING, 1);
            Future<Answer> taking = threads.submit(() -> keyed(batch).post("/usage/batch", events(EVENTS)));
            awaitAsked(HANGING, 2);
            send(rolledUp, events(EVENTS));
            awaitAsked(HANGING, 3);
            replicas.kill(0);
            locks.rollback();
            awaitAsked(SESSIONS, 0);
            assertThatThrownBy(importing::get).hasCauseInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(taking::get).hasCauseInstanceOf(UncheckedIOException.class);
        }
    }

    @AfterAll
    void stop() {
        replicas.close();
    }

    private void awaitAsked(String sql, int wanted) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            try (Connection admin = replicas.database().admin();
                    ResultSet row = admin.createStatement().executeQuery(sql)) {
                row.next();
                return row.getInt(1) == wanted;
            }
        });
    }

    private TestTenant subscriber() {
        TestTenant tenant = TestTenant.register(replicas.database(), replicas.url(0));
        tenant.startClock(JANUARY.toString());
        tenant.makeCatalog();
        tenant.subscribe(tenant.customer("ada", "UTC"), "2026-01-01");
        return tenant;
    }

    private static Api keyed(TestTenant tenant) {
        return tenant.api().with("Idempotency-Key", "the-batch");
    }

    private static JsonNode send(TestTenant tenant, Map<String, @Nullable Object> events) {
        return tenant.api().post("/usage/batch", events).expect(200).json();
    }

    /** The first so many events, of a minute each. */
    private static Map<String, @Nullable Object> events(int count) {
        return Body.of(
                "events",
                IntStream.range(0, count).mapToObj(MeteringFaultsIT::event).toList());
    }

    private static Map<String, @Nullable Object> event(int number) {
        Map<String, @Nullable Object> event = Body.of("transaction_id", "e-" + number, "external_customer_id", "ada");
        event.put("metric", Samples.METRIC);
        event.put("timestamp", at(number));
        event.put("properties", Map.of("build_minutes", "1"));
        return event;
    }

    private static String at(int number) {
        return JANUARY.plus(Duration.ofHours(number % HOURS)).toString();
    }

    /** Lines of a minute each; the first one is of a customer that there is not. */
    private static String file() {
        return HEADER
                + IntStream.range(0, LINES)
                        .mapToObj(number -> "n-%05d,%s,%s,%s,1\n"
                                .formatted(number, number == 0 ? "nobody" : "ada", Samples.METRIC, at(number)))
                        .collect(Collectors.joining());
    }

    @Test
    void aBatchIsWholeOrNotThereAndCountsOnceWhenItIsSentAgain() {
        JsonNode again =
                keyed(batch).post("/usage/batch", events(EVENTS)).expect(200).json();
        assertThat(again.path("accepted").asInt()).isEqualTo(EVENTS - TAKEN_BEFORE);
        assertThat(again.path("duplicates").asInt()).isEqualTo(TAKEN_BEFORE);
        assertReceived(batch, EVENTS, TAKEN_BEFORE, 0);
        assertCountedAndBilled(batch, EVENTS);
    }

    @Test
    void anImportKeepsWhatItHadCommittedIsShownAsInterruptedAndIsSentAgain() {
        String path = "/usage/imports/"
                + imported.api().all("/usage/imports").getFirst().path("id").asText();
        JsonNode left = imported.api().get(path).json();
        assertThat(left.path("lines").asInt()).isEqualTo(LINES_AT_ONCE);
        assertThat(left.path("accepted").asInt()).isEqualTo(LINES_AT_ONCE - 1);
        assertThat(left.path("rejected").asInt()).isOne();
        imported.execute("UPDATE %s.usage_imports SET updated_at = updated_at - interval '3 minutes'"
                .formatted(imported.schema()));
        assertThat(imported.api().get(path).json().path("state").asText()).isEqualTo("interrupted");

        JsonNode again = imported.api().importCsv(file()).expect(200).json();
        assertThat(again.path("lines").asInt()).isEqualTo(LINES);
        assertThat(again.path("accepted").asInt()).isEqualTo(LINES - LINES_AT_ONCE);
        assertThat(again.path("duplicates").asInt()).isEqualTo(LINES_AT_ONCE - 1);
        assertThat(again.path("rejected").asInt()).isOne();
        assertThat(imported.api().all("/usage/errors")).as("refused twice").hasSize(1);
        assertReceived(imported, LINES - 1, LINES_AT_ONCE - 1, 2);
        assertCountedAndBilled(imported, LINES - 1);
    }

    @Test
    void aRollUpIsWholeOrNotThereAndTellsOnce() {
        JsonNode again = send(rolledUp, events(EVENTS));
        assertThat(again.path("duplicates").asInt()).isEqualTo(EVENTS);
        assertReceived(rolledUp, EVENTS, EVENTS, 0);
        assertCountedAndBilled(rolledUp, EVENTS);
        assertThat(rolledUp.api().all("/events?type=usage.threshold_reached")).hasSize(1);
        assertThat(rolledUp.count("SELECT count(*) FROM public.mails WHERE recipient = '" + watcher + "'"))
                .isOne();
    }

    private static void assertReceived(TestTenant tenant, int stored, int duplicates, int rejected) {
        List<JsonNode> hours = ReconciliationIT.hours(tenant);
        assertThat(hours).allMatch(hour -> hour.path("balanced").asBoolean());
        assertThat(sum(hours, "stored")).isEqualTo(stored);
        assertThat(sum(hours, "duplicates")).isEqualTo(duplicates);
        assertThat(sum(hours, "rejected")).isEqualTo(rejected);
        assertThat(sum(hours, "received")).isEqualTo(stored + duplicates + rejected);
    }

    private static long sum(List<JsonNode> hours, String field) {
        return hours.stream().mapToLong(hour -> hour.path(field).asLong()).sum();
    }

    /** The events, the roll-up of them and the invoice say the same. */
    private static void assertCountedAndBilled(TestTenant tenant, int minutes) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> tenant.count("SELECT count(*) FROM %s.usage_touched") == 0);
        tenant.advance("2026-02-02T00:00:00Z");
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_events")).isEqualTo(minutes);
        assertThat(tenant.count("SELECT CAST(sum(quantity) AS bigint) FROM %s.usage_metrics"))
                .isEqualTo(minutes);
        assertThat(tenant.count("SELECT sum(events) FROM %s.usage_metrics")).isEqualTo(minutes);
        assertThat(tenant.count("SELECT CAST(sum(quantity) AS bigint) FROM %s.invoice_lines WHERE metric = '"
                        + Samples.METRIC + "'"))
                .isEqualTo(minutes);
        Invariants.assertHold(tenant);
    }
}
