package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReconciliationIT {
    private static final String SPAN = "/usage/reconciliation?from=%s&to=%s";
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    /** Sums over all hours: a test may run across the end of one. */
    private long sum(String field) {
        return hours(tenant).stream()
                .mapToLong(hour -> hour.path(field).asLong())
                .sum();
    }

    /** What was received now and within the hours around it. */
    static List<JsonNode> hours(TestTenant tenant) {
        Instant now = Instant.ofEpochSecond(tenant.count("SELECT CAST(extract(epoch FROM now()) AS bigint)"));
        List<JsonNode> hours = new ArrayList<>();
        tenant.api()
                .get(SPAN.formatted(now.minus(Duration.ofHours(2)), now.plus(Duration.ofHours(2))))
                .expect(200)
                .json()
                .path("data")
                .forEach(hours::add);
        return hours;
    }

    private Map<String, @Nullable Object> use(UUID customer, String transaction, String minutes) {
        return Samples.usage(customer, transaction, "2026-01-05T00:00:00Z", minutes);
    }

    @Test
    void everythingThatCameInIsStoredTwiceThereOrRefused() {
        tenant.startClock("2026-01-01T00:00:00Z");
        tenant.makeCatalog();
        UUID customer = tenant.customer("c", "UTC");
        UUID nobody = UUID.randomUUID();
        api.post("/usage", use(customer, "1", "5")).expect(201);
        api.post("/usage", use(customer, "1", "5")).expect(200);
        api.post("/usage", use(nobody, "4", "1")).expectProblem(422, "validation_failed", "customer_id");
        api.with("Idempotency-Key", "once")
                .post("/usage", use(nobody, "5", "1"))
                .expectProblem(422, "validation_failed", "customer_id");
        api.post(
                        "/usage/batch",
                        Body.of(
                                "events",
                                List.of(
                                        use(customer, "2", "6"),
                                        use(customer, "2", "6"),
                                        use(customer, "1", "5"),
                                        use(customer, "1", "9"),
                                        use(nobody, "3", "1"))))
                .expect(200);
        assertThat(sum("stored")).isEqualTo(2);
        assertThat(sum("duplicates")).isEqualTo(3);
        assertThat(sum("rejected")).as("a keyed request leaves nothing behind").isEqualTo(3);
        assertThat(sum("received")).isEqualTo(8);
        assertThat(sum("open")).isEqualTo(2);
        assertThat(sum("invoiced")).isZero();
        assertThat(hours(tenant)).allMatch(hour -> hour.path("balanced").asBoolean());
    }

    @Test
    void whatIsStoredIsInvoicedOrOpen() {
        tenant.startClock("2026-01-01T00:00:00Z");
        tenant.makeCatalog();
        UUID customer = tenant.customer("c", "UTC");
        tenant.subscribe(customer, "2026-01-01");
        api.post("/usage", use(customer, "1", "5")).expect(201);
        api.post("/usage", Samples.usage(customer, "2", "2026-02-03T00:00:00Z", "1"))
                .expect(201);
        tenant.advance("2026-02-02T00:00:00Z");
        assertThat(sum("invoiced")).isEqualTo(1);
        assertThat(sum("open")).isEqualTo(1);

        api.post("/usage", Samples.usage(customer, "3", "2026-01-06T00:00:00Z", "1"))
                .expect(201);
        assertThat(sum("invoiced"))
                .as("what comes late waits for the next invoice")
                .isEqualTo(1);
        assertThat(sum("open")).isEqualTo(2);
        tenant.awaitSettled(); // the roll-up finds what is late
        tenant.advance("2026-03-02T00:00:00Z");
        assertThat(sum("invoiced")).isEqualTo(3);
        assertThat(sum("open")).isZero();
        assertThat(sum("stored")).isEqualTo(3);
    }

    @Test
    void anHourThatTwoPeriodsShareIsInvoicedEventByEvent() {
        tenant.startClock("2026-01-01T00:00:00Z");
        tenant.makeCatalog();
        UUID customer = tenant.customer("c", "Asia/Kolkata"); // whose January ends at 18:30
        tenant.subscribe(customer, "2026-01-01");
        tenant.use(customer, "1", "2026-01-31T18:10:00Z", "1");
        tenant.use(customer, "2", "2026-01-31T18:30:00Z", "1");
        tenant.awaitSettled();
        tenant.advance("2026-02-01T00:00:00Z");
        assertThat(sum("invoiced")).isEqualTo(1);
        assertThat(sum("open")).isEqualTo(1);

        tenant.use(customer, "3", "2026-01-31T18:20:00Z", "1");
        assertThat(sum("invoiced")).isEqualTo(1);
        assertThat(sum("open")).isEqualTo(2);
        tenant.awaitSettled();
        tenant.advance("2026-03-02T00:00:00Z");
        assertThat(sum("invoiced")).isEqualTo(3);
        assertThat(sum("open")).isZero();
    }

    @Test
    void anEventThatIsGoneIsMissed() {
        tenant.makeCatalog();
        UUID customer = tenant.customer("c", "UTC");
        api.post("/usage", use(customer, "1", "5")).expect(201);
        tenant.execute("DELETE FROM " + tenant.schema() + ".usage_events");
        assertThat(hours(tenant))
                .hasSize(1)
                .noneMatch(hour -> hour.path("balanced").asBoolean());
    }

    @Test
    void theSpanOfTimeHasBounds() {
        api.get("/usage/reconciliation").expectProblem(422, "validation_failed", "from");
        api.get("/usage/reconciliation?from=2026-01-01T00:00:00Z").expectProblem(422, "validation_failed", "to");
        api.get(SPAN.formatted("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"))
                .expectProblem(422, "validation_failed", "to");
        api.get(SPAN.formatted("2026-01-01T00:00:00Z", "2026-02-01T00:00:01Z"))
                .expectProblem(422, "validation_failed", "to");
        api.get(SPAN.formatted("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")).expect(200);
    }
}
