package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One tenant takes all it can get; what it may, and what that is to the others. */
class FairnessIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TestTenant greedy = TestTenant.register();
    private final TestTenant other = TestTenant.register();

    /** Puts a tenant on a tier of its own. */
    static void tier(TestTenant tenant, String limits) {
        UUID plan = UUID.randomUUID();
        tenant.execute(
                "INSERT INTO public.plans (id, code, name, price_minor, currency, limits)"
                        + " VALUES (?, ?, 'For a test', 0, 'EUR', CAST(? AS jsonb))",
                plan,
                "test-" + plan,
                limits);
        tenant.execute("UPDATE public.subscriptions SET plan_id = ? WHERE tenant_id = ?", plan, tenant.tenantId());
    }

    /** The tenant's requests for customers wait until the connection is closed. */
    private static Connection lockCustomers(TestTenant tenant) throws SQLException {
        Connection connection = tenant.database().owner();
        connection.setAutoCommit(false);
        connection.createStatement().execute("LOCK TABLE " + tenant.schema() + ".customers IN ACCESS EXCLUSIVE MODE");
        return connection;
    }

    @Test
    void whoHasAllItsSlotsInWorkIsToldToComeBackAndNobodyElseWaits() throws SQLException {
        tier(greedy, "{\"requests_at_once\": 2, \"statement_timeout_seconds\": 45, \"lock_timeout_seconds\": 45}");
        int sent = 14;
        List<CompletableFuture<Answer>> flood = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(sent)) {
            try (Connection lock = lockCustomers(greedy)) {
                for (int i = 0; i < sent; i++) {
                    flood.add(CompletableFuture.supplyAsync(() -> greedy.api().get("/customers"), threads));
                }
                await().atMost(PATIENCE)
                        .until(() ->
                                flood.stream().filter(CompletableFuture::isDone).count() >= sent - 2);
                for (int i = 0; i < 5; i++) {
                    other.api().post("/customers", Samples.customer()).expect(201);
                }
            }
            List<Answer> answers = flood.stream().map(CompletableFuture::join).toList();
            List<Answer> served =
                    answers.stream().filter(answer -> answer.status() == 200).toList();
            assertThat(served).hasSizeBetween(1, 2);
            answers.stream().filter(answer -> !served.contains(answer)).forEach(answer -> {
                answer.expectProblem(429, "tenant_busy");
                assertThat(answer.header("Retry-After")).isEqualTo("1");
            });
        }
        greedy.api().get("/customers").expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"statement_timeout_seconds\": 1, \"lock_timeout_seconds\": 45}",
                "{\"statement_timeout_seconds\": 45, \"lock_timeout_seconds\": 1}"
            })
    void whatTakesTooLongEndsWithAProblemAndLeavesTheConnectionClean(String limits) throws SQLException {
        tier(greedy, limits);
        try (Connection lock = lockCustomers(greedy)) {
            for (int i = 0; i < 3; i++) {
                Answer tooLong = greedy.api().get("/customers").expectProblem(503, "query_timeout");
                assertThat(tooLong.header("Retry-After")).isEqualTo("1");
                other.api().get("/customers").expect(200);
            }
            greedy.api()
                    .with("Idempotency-Key", "once")
                    .post("/customers", Samples.customer())
                    .expectProblem(503, "query_timeout");
        }
        Together.run(12, i -> other.api().get("/customers").expect(200));
        greedy.api()
                .with("Idempotency-Key", "once")
                .post("/customers", Samples.customer())
                .expect(201);
    }

    @Test
    void aBodyIsAsLargeAsTheTierAllows() {
        tier(greedy, "{\"json_kib\": 1, \"batch_kib\": 1}");
        String large = Body.text(Body.of("name", "n".repeat(1_100)));
        Answer refused = greedy.api().post("/customers", large).expectProblem(413, "body_too_large");
        assertThat(refused.json().path("detail").asText()).contains("1024", "json_kib");
        greedy.api().post("/usage/batch", large).expectProblem(413, "body_too_large");
        greedy.api()
                .send(
                        "POST",
                        "/customers",
                        "application/json",
                        BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
                .expectProblem(413, "body_too_large");
        other.api().post("/customers", large).expectProblem(422, "validation_failed");
        greedy.api().post("/customers", Samples.customer()).expect(201);
        tier(greedy, "{}");
        greedy.api().post("/customers", large).expectProblem(422, "validation_failed");
    }

    @Test
    void whoStoresAllItMayCanReadAndPayButMakeNothingUntilItHasRoom() {
        greedy.startClock("2024-01-01T00:00:00Z");
        greedy.makeCatalog();
        UUID customer = greedy.customer("ada", "UTC");
        greedy.subscribe(customer, "2024-01-01");
        greedy.awaitSettled();
        String invoice = greedy.onlyInvoice().path("id").asText();
        greedy.api().importCsv(csv(20_000)).expect(200);
        await().atMost(PATIENCE).until(() -> storage(greedy).path("used_bytes").asLong() > 2 * 1024 * 1024);
        assertThat(storage(greedy).path("measured_at").isTextual()).isTrue();

        tier(greedy, "{\"storage_mib\": 2}");
        assertThat(storage(greedy).path("limit_bytes").asLong()).isEqualTo(2 * 1024 * 1024);
        List<String> making = List.of(
                "/customers", "/subscriptions", "/usage", "/usage/batch", "/plans", "/billable-metrics", "/tax-rates");
        for (String path : making) {
            Answer full = greedy.api().post(path, "{}").expectProblem(403, "storage_limit_reached");
            assertThat(full.json().path("detail").asText()).contains("2 MiB", "storage_mib");
        }
        greedy.api().importCsv(csv(1)).expectProblem(403, "storage_limit_reached");
        greedy.api().get("/customers").expect(200);
        greedy.api().patch("/customers/" + customer, Body.of("name", "Ada")).expect(200);
        greedy.api()
                .post(
                        "/invoices/" + invoice + "/payments",
                        Body.of("amount", Body.of("amount", "1.00", "currency", "EUR"), "reference", "r1"))
                .expect(201);
        other.api().post("/customers", Samples.customer()).expect(201);

        tier(greedy, "{\"storage_mib\": 1000}");
        greedy.api().post("/customers", Samples.customer()).expect(201);
    }

    private static JsonNode storage(TestTenant tenant) {
        return tenant.api().get("/tenant").expect(200).json().path("storage");
    }

    private static String csv(int lines) {
        StringBuilder file = new StringBuilder("transaction_id,external_customer_id,timestamp,metric,build_minutes\n");
        for (int i = 0; i < lines; i++) {
            file.append("big-").append(i).append(",ada,2024-01-10T12:00:00Z,builds,1\n");
        }
        return file.toString();
    }

    @Test
    void aTenantShowsItsLimits() {
        tier(greedy, "{\"requests_at_once\": 3}");
        JsonNode limits = greedy.api().get("/tenant").json().path("limits");
        assertThat(limits.path("requests_at_once").asInt()).isEqualTo(3);
        assertThat(limits.path("statement_timeout_seconds").asInt()).isEqualTo(15);
        assertThat(other.api()
                        .get("/tenant")
                        .json()
                        .at("/limits/requests_at_once")
                        .asInt())
                .isEqualTo(8);
    }

    /** Its roll-up never ends: hours are touched faster than they are counted. */
    @Test
    void theWorkOfATenantThatNeverEndsKeepsNoOtherWaiting() {
        other.makeCatalog();
        UUID customer = other.customer("ada", "UTC");
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> touching = CompletableFuture.runAsync(() -> {
            for (int hour = 0; !enough.get(); hour += 10_000) {
                touch(greedy, hour);
                awaitFewerTouched(greedy, enough);
            }
        });
        try {
            await().atMost(PATIENCE).until(() -> touched(greedy) > 0);
            for (int i = 0; i < 3; i++) {
                other.use(customer, "t" + i, "2024-01-1" + i + "T12:00:00Z", "1");
                int wanted = i + 1;
                await().atMost(PATIENCE).until(() -> other.count("SELECT count(*) FROM %s.usage_metrics") == wanted);
            }
            assertThat(touched(greedy)).as("still at it").isPositive();
        } finally {
            enough.set(true);
            touching.join();
        }
        greedy.execute("DELETE FROM " + greedy.schema() + ".usage_touched");
    }

    private static void touch(TestTenant tenant, int firstHour) {
        tenant.execute(
                "INSERT INTO " + tenant.schema() + ".usage_touched (customer_id, metric_id, hour)"
                        + " SELECT CAST(? AS uuid), CAST(? AS uuid), timestamptz '2000-01-01' + h * interval '1 hour'"
                        + " FROM generate_series(CAST(? AS integer), CAST(? AS integer)) h",
                new UUID(0, 1),
                new UUID(0, 2),
                firstHour,
                firstHour + 9_999);
        tenant.execute(
                "UPDATE public.due_work SET due_at = least(due_at, now()) WHERE kind = 'usage_aggregation' AND tenant_id = ?",
                tenant.tenantId());
    }

    private static void awaitFewerTouched(TestTenant tenant, AtomicBoolean enough) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> enough.get() || touched(tenant) < 20_000);
    }

    private static long touched(TestTenant tenant) {
        return tenant.count("SELECT count(*) FROM %s.usage_touched");
    }
}
