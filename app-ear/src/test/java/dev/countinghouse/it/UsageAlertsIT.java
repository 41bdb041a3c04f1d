package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UsageAlertsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private final String address = "ops-" + TestTenant.unique() + "@alerts.example";
    private UUID customer;

    @BeforeEach
    void makeCustomer() {
        tenant.startClock("2026-01-10T00:00:00Z");
        tenant.makeCatalog();
        customer = tenant.customer("berlin", "Europe/Berlin");
    }

    private Map<String, @Nullable Object> alert(@Nullable Object... changes) {
        return Body.like(Body.like(Things.alert(), "recipients", List.of(address)), changes);
    }

    private Answer use(UUID by, String at, String minutes) {
        return api.post("/usage", Samples.usage(by, "t-" + TestTenant.unique(), at, minutes));
    }

    private void awaitRolledUp() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> tenant.count("SELECT count(*) FROM %s.usage_touched") == 0);
    }

    private List<JsonNode> told() {
        awaitRolledUp();
        return api.all("/events?type=usage.threshold_reached");
    }

    private long mails() {
        return tenant.count("SELECT count(*) FROM public.mails WHERE recipient = '" + address + "'");
    }

    @Test
    void aThresholdIsToldOnceAMonthAsAnEventAndByMail() {
        String code = api.post("/usage-alerts", alert("thresholds", List.of(percent("80"), percent("100"))))
                .expect(201)
                .json()
                .path("code")
                .asText();
        use(customer, "2026-01-05T00:00:00Z", "79.999").expect(201);
        assertThat(told()).isEmpty();
        assertThat(mails()).isZero();

        use(customer, "2026-01-06T00:00:00Z", "0.001").expect(201);
        JsonNode payload = told().getFirst().path("data");
        assertThat(payload.path("alert").asText()).isEqualTo(code);
        assertThat(payload.path("customer_id").asText()).isEqualTo(customer.toString());
        assertThat(payload.path("threshold").asText()).isEqualTo("80 %");
        assertThat(payload.path("quantity").asText()).isEqualTo("80");
        assertThat(payload.path("limit").asText()).isEqualTo("100");
        assertThat(payload.path("from").asText()).isEqualTo("2025-12-31T23:00:00Z");
        assertThat(mails()).isEqualTo(1);

        use(customer, "2026-01-06T00:00:00Z", "10").expect(201);
        assertThat(told()).hasSize(1);
        use(customer, "2026-01-07T00:00:00Z", "10").expect(201);
        assertThat(told())
                .extracting(event -> event.at("/data/threshold").asText())
                .containsExactlyInAnyOrder("80 %", "100 %");
        assertThat(mails()).isEqualTo(2);

        use(customer, "2026-01-31T23:00:00Z", "100").expect(201);
        assertThat(told()).as("February has begun in Berlin").hasSize(4);
        use(customer, "2025-12-31T22:59:59Z", "1000").expect(201);
        assertThat(told()).as("last year is over").hasSize(4);
    }

    private static Map<String, @Nullable Object> percent(String percent) {
        return Body.of("percent", percent);
    }

    @Test
    void anAlertWatchesItsCustomerOrEveryOneForHimself() {
        UUID other = tenant.customer("other", "UTC");
        api.post("/usage-alerts", alert("thresholds", List.of(Body.of("quantity", "10")), "limit", null))
                .expect(201);
        api.post("/usage-alerts", alert("customer_id", other, "recipients", null))
                .expect(201);
        use(customer, "2026-01-05T00:00:00Z", "9").expect(201);
        use(other, "2026-01-05T00:00:00Z", "9").expect(201);
        assertThat(told()).isEmpty();
        use(customer, "2026-01-05T00:00:00Z", "500").expect(201);
        assertThat(told())
                .singleElement()
                .satisfies(event ->
                        assertThat(event.at("/data/threshold").asText()).isEqualTo("10"));
        use(other, "2026-01-05T00:00:00Z", "500").expect(201);
        assertThat(told()).hasSize(3);
    }

    @Test
    void anArchivedAlertTellsAndRefusesNothing() {
        UUID id = api.post("/usage-alerts", alert("hard", true)).expect(201).id();
        use(customer, "2026-01-05T00:00:00Z", "101").expectProblem(429, "usage_limit_reached", "quantity");
        api.post("/usage-alerts/" + id + "/archive").expect(200);
        use(customer, "2026-01-05T00:00:00Z", "101").expect(201);
        assertThat(told()).isEmpty();
    }

    @Test
    void usageUpToAHardLimitIsTakenAndNoMore() {
        api.post("/usage-alerts", alert("hard", true)).expect(201);
        use(customer, "2026-01-05T00:00:00Z", "60").expect(201);
        Map<String, @Nullable Object> last = Samples.usage(customer, "last", "2026-01-06T00:00:00Z", "40");
        JsonNode batch = api.post(
                        "/usage/batch",
                        Body.of(
                                "events",
                                List.of(last, Samples.usage(customer, "more", "2026-01-07T00:00:00Z", "0.5"))))
                .expect(200)
                .json();
        assertThat(batch.path("accepted").asInt()).isEqualTo(1);
        assertThat(batch.at("/results/1/code").asText()).isEqualTo("usage_limit_reached");
        use(customer, "2026-01-08T00:00:00Z", "0.000000000001").expectProblem(429, "usage_limit_reached", "quantity");
        api.post("/usage", last).expect(200); // what is there already takes nothing
        use(customer, "2026-02-08T00:00:00Z", "100").expect(201);
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_events")).isEqualTo(3);
    }

    @Test
    void eventsThatComeAtOnceDoNotExceedAHardLimitTogether() {
        api.post("/usage-alerts", alert("hard", true)).expect(201);
        List<Answer> answers = Together.run(8, number -> use(customer, "2026-01-05T00:00:00Z", "30"));
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(3);
        assertThat(answers).filteredOn(answer -> answer.status() == 429).hasSize(5);
    }

    @Test
    void aChangedAlertWatchesForWhatItSaysNow() {
        Answer made = api.post("/usage-alerts", alert()).expect(201);
        String path = "/usage-alerts/" + made.id();
        assertThat(api.get(path).expect(200).json()).isEqualTo(made.json());
        JsonNode changed = api.with("If-Match", "\"0\"")
                .patch(path, Body.of("limit", "10", "metadata", Map.of("a", "b")))
                .expect(200)
                .json();
        assertThat(changed.path("limit").asText()).isEqualTo("10");
        assertThat(changed.path("thresholds")).isEqualTo(made.json().path("thresholds"));
        api.with("If-Match", "\"0\"").patch(path, Body.of("limit", "11")).expectProblem(412, "precondition_failed");
        use(customer, "2026-01-05T00:00:00Z", "8").expect(201);
        assertThat(told()).hasSize(1);
        assertThat(api.all("/usage-alerts?metric=" + Samples.METRIC)).containsExactly(changed);
        assertThat(api.all("/usage-alerts?customer_id=" + customer)).isEmpty();
    }

    static Stream<Arguments> badAlerts() {
        Map<String, @Nullable Object> good = Things.alert();
        return Stream.of(
                Arguments.of("metric", Body.like(good, "metric", "none")),
                Arguments.of("customer_id", Body.like(good, "customer_id", UUID.randomUUID())),
                Arguments.of("limit", Body.like(good, "limit", "0")),
                Arguments.of("limit", Body.like(good, "limit", null, "hard", true, "thresholds", null)),
                Arguments.of("thresholds", Body.like(good, "thresholds", null)),
                Arguments.of("thresholds[0]", Body.like(good, "thresholds", List.of(Body.of()))),
                Arguments.of("thresholds[0].percent", Body.like(good, "limit", null)),
                Arguments.of("thresholds[1]", Body.like(good, "thresholds", List.of(percent("5"), percent("5.0")))),
                Arguments.of("thresholds[0].percent", Body.like(good, "thresholds", List.of(percent("-1")))),
                Arguments.of("recipients[0]", Body.like(good, "recipients", List.of("nobody"))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badAlerts")
    void anAlertThatMakesNoSenseIsRefusedByTheField(String field, Map<String, @Nullable Object> body) {
        api.post("/usage-alerts", body).expectProblem(422, "validation_failed", field);
    }
}
