package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageIT {
    private static final String NOON = "2024-01-10T12:00:00Z";
    private static final String WITH_BAD_LINES = """
            transaction_id,external_customer_id,timestamp,metric,build_minutes,files
            a,ada,2024-01-10T12:00:00+01:00,builds,1.5,3
            b,nobody,2024-01-10T12:00:00Z,builds,1,
            c,ada,yesterday,builds,1,
            d,ada,2024-01-10T12:00:00Z,nothing,1,
            e,ada,2024-01-10T12:00:00Z,builds,many,
            f,ada,2024-01-10T12:00:00Z,builds,-1,
            g,ada
            ,ada,2024-01-10T12:00:00Z,builds,1,
            a,ada,2024-01-10T11:00:00Z,builds,1.5,3
            a,ada,2024-01-10T11:00:00Z,builds,2,3

            "h",ada,2024-01-10T12:00:00Z,builds,"2","a ""quoted""
            line"
            i,ada,2024-01-10T12:00:00Z,builds,nope,
            j,ada,2024-01-10T12:00:00Z,builds,0.25,7
            """;

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = new UUID(0, 0);

    @BeforeEach
    void makeCatalog() {
        tenant.makeCatalog();
        customer = tenant.customer("ada", "UTC");
    }

    private Map<String, @Nullable Object> event(String transaction, @Nullable Object... fields) {
        return Body.like(Samples.usage(customer, transaction, NOON, "1.5"), fields);
    }

    private List<JsonNode> events() {
        return api.all("/usage");
    }

    @Test
    void anEventIsShownAsItWasSent() {
        Answer made = api.post("/usage", event("e1", "timestamp", "2024-01-10T13:00:00.123456+01:00", "source", "ci"))
                .expect(201);
        assertThat(made.json().path("status").asText()).isEqualTo("accepted");
        JsonNode event = events().getFirst();
        assertThat(event.path("id").asText()).isEqualTo(made.id().toString());
        assertThat(event.path("timestamp").asText()).isEqualTo("2024-01-10T12:00:00.123456Z");
        assertThat(event.path("quantity").asText()).isEqualTo("1.5");
        assertThat(event.path("source").asText()).isEqualTo("ci");
        assertThat(event.path("metric").asText()).isEqualTo(Samples.METRIC);
        assertThat(event.at("/properties/build_minutes").asText()).isEqualTo("1.5");
    }

    @Test
    void theSameEventAgainIsADuplicateAndAnotherUnderItsKeyAConflict() {
        UUID id = api.post("/usage", event("e")).expect(201).id();
        Answer again = api.post("/usage", event("e")).expect(200);
        assertThat(again.id()).isEqualTo(id);
        assertThat(again.json().path("status").asText()).isEqualTo("duplicate");
        api.post("/usage", event("e", "timestamp", "2024-01-10T13:00:00+01:00")).expect(200);
        api.post("/usage", event("e", "properties", Map.of("build_minutes", "2")))
                .expectProblem(409, "event_conflict", "transaction_id");
        api.post("/usage", event("e", "timestamp", "2024-01-10T12:00:01Z")).expectProblem(409, "event_conflict");
        api.post("/usage", event("e", "customer_id", tenant.customer("bob", "UTC")))
                .expectProblem(409, "event_conflict");
        assertThat(events()).hasSize(1);
        api.post("/usage", event("e", "source", "another")).expect(201);
    }

    @Test
    void aCustomerIsNamedInOneOfThreeWays() {
        UUID subscription = tenant.subscribe(customer, "2024-01-01");
        Map<String, @Nullable Object> base = event("x");
        base.remove("customer_id");
        api.post("/usage", Body.like(base, "transaction_id", "1", "external_customer_id", "ada"))
                .expect(201);
        api.post("/usage", Body.like(base, "transaction_id", "2", "subscription_id", subscription))
                .expect(201);
        api.post("/usage", base).expectProblem(422, "validation_failed", "customer");
        api.post("/usage", Body.like(event("3"), "external_customer_id", "ada"))
                .expectProblem(422, "validation_failed", "customer");
        api.post("/usage", Body.like(base, "external_customer_id", "nobody"))
                .expectProblem(422, "validation_failed", "external_customer_id");
        api.post("/usage", Body.like(base, "subscription_id", UUID.randomUUID()))
                .expectProblem(422, "validation_failed", "subscription_id");
        assertThat(events())
                .extracting(event -> event.path("customer_id").asText())
                .containsOnly(customer.toString());
    }

    @ParameterizedTest(name = "{0} minutes")
    @ValueSource(
            strings = {"-1", "-0.000000000001", "1e3", "NaN", "", "1,5", "0.0000000000001", "1234567890123456", "0x1"})
    void aQuantityIsAPlainDecimalOfAtMostFifteenDigitsAndTwelveDecimals(String minutes) {
        Answer answer = api.post("/usage", event("e", "properties", Map.of("build_minutes", minutes)))
                .expect(422);
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("properties.build_minutes");
        assertThat(events()).isEmpty();
    }

    @ParameterizedTest(name = "{0} minutes are {1}")
    @CsvSource({
        "0, 0",
        "000.50, 0.5",
        "999999999999999.999999999999, 999999999999999.999999999999",
        "0.000000000001, 0.000000000001"
    })
    void aQuantityIsKeptExactly(String minutes, String kept) {
        api.post("/usage", event("e", "properties", Map.of("build_minutes", minutes)))
                .expect(201);
        assertThat(events().getFirst().path("quantity").asText()).isEqualTo(kept);
    }

    @Test
    void anEventWithoutTheMetricsFieldIsRefused() {
        api.post("/usage", event("e", "properties", Map.of("files", 3)))
                .expectProblem(422, "validation_failed", "properties.build_minutes");
        api.post("/usage", event("e", "metric", "nothing")).expectProblem(422, "validation_failed", "metric");
        api.post("/usage", event(" ")).expectProblem(422, "validation_failed", "transaction_id");
    }

    @Test
    void aCountingMetricCountsEvents() {
        api.post("/billable-metrics", Body.of("code", "calls", "name", "Calls", "aggregation", "count"))
                .expect(201);
        api.post("/usage", event("e", "metric", "calls", "properties", Map.of()))
                .expect(201);
        api.post("/usage", event("f", "metric", "calls", "quantity", "2"))
                .expectProblem(422, "validation_failed", "quantity");
        assertThat(events().getFirst().path("quantity").asText()).isEqualTo("1");
    }

    @Test
    void usageOfTheFutureIsRefused() {
        api.post("/usage", event("e", "timestamp", "2199-01-01T00:00:00Z"))
                .expectProblem(422, "validation_failed", "timestamp");
    }

    @Test
    void aBatchAnswersForEachEvent() {
        api.post("/usage", event("there")).expect(201);
        JsonNode answer = api.post(
                        "/usage/batch",
                        Body.of(
                                "events",
                                List.of(
                                        event("new"),
                                        event("there"),
                                        event(
                                                "there",
                                                "metric",
                                                Samples.METRIC,
                                                "properties",
                                                Map.of("build_minutes", "9")),
                                        event("bad", "metric", "nothing"),
                                        event("new"),
                                        event("new", "properties", Map.of("build_minutes", "7")))))
                .expect(200)
                .json();
        assertThat(answer.path("results").findValuesAsText("status"))
                .containsExactly("accepted", "duplicate", "rejected", "rejected", "duplicate", "rejected");
        assertThat(answer.path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.path("duplicates").asInt()).isEqualTo(2);
        assertThat(answer.path("rejected").asInt()).isEqualTo(3);
        assertThat(answer.path("results").findValuesAsText("index")).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(answer.at("/results/2/code").asText()).isEqualTo("conflict");
        assertThat(answer.at("/results/3/field").asText()).isEqualTo("metric");
        assertThat(answer.at("/results/4/id")).isEqualTo(answer.at("/results/0/id"));
        assertThat(events()).hasSize(2);
    }

    @Test
    void aBatchHasOneToAThousandEvents() {
        api.post("/usage/batch", Body.of("events", List.of())).expectProblem(422, "validation_failed", "events");
        List<Object> many = new ArrayList<>(
                IntStream.range(0, 1_000).mapToObj(i -> (Object) event("e" + i)).toList());
        assertThat(api.post("/usage/batch", Body.of("events", many))
                        .expect(200)
                        .json()
                        .path("accepted")
                        .asInt())
                .isEqualTo(1_000);
        many.add(event("one too many"));
        api.post("/usage/batch", Body.of("events", many)).expectProblem(422, "validation_failed", "events");
    }

    @Test
    void aMalformedEventOfABatchIsRefusedByItsPlace() {
        api.post("/usage/batch", Body.of("events", List.of(event("a"), event("b", "timestamp", "yesterday"))))
                .expectProblem(400, "malformed_request", "events[1].timestamp");
        api.post("/usage/batch", Body.of("events", List.of(event("a"), event("b", "metric", null))))
                .expectProblem(422, "validation_failed", "events[1].metric");
        assertThat(events()).isEmpty();
    }

    @Test
    void badLinesOfAFileAreToldByTheirNumberAndTheOthersKept() {
        JsonNode result = api.importCsv(WITH_BAD_LINES).expect(200).json();
        assertThat(result.path("accepted").asInt()).isEqualTo(3);
        assertThat(result.path("duplicates").asInt()).isEqualTo(1);
        assertThat(result.path("rejected").asInt()).isEqualTo(9);
        assertThat(result.path("lines").asInt()).isEqualTo(13);
        assertThat(result.path("errors_truncated").asBoolean()).isFalse();
        assertThat(result.path("errors")
                        .valueStream()
                        .map(error -> error.path("line").asInt() + " "
                                + error.path("field").asText()))
                .containsExactly(
                        "3 external_customer_id",
                        "4 timestamp",
                        "5 metric",
                        "6 properties.build_minutes",
                        "7 properties.build_minutes",
                        "8 line",
                        "9 transaction_id",
                        "11 transaction_id",
                        "15 properties.build_minutes");
        assertThat(events())
                .extracting(event -> event.path("transaction_id").asText())
                .containsExactlyInAnyOrder("a", "h", "j");
    }

    @Test
    void aFileFromAnotherSystemIsReadToo() {
        String csv = "\uFEFFtransaction_id,external_customer_id,timestamp,metric,build_minutes\r\n"
                + "a,ada,2024-01-10T12:00:00Z,builds,1\r\n"
                + "b,ada,2024-01-10T12:00:00Z,builds,2";
        assertThat(api.importCsv(csv).expect(200).json().path("accepted").asInt())
                .isEqualTo(2);
    }

    @Test
    void aLineThatCannotBeStoredIsRejectedAlone() {
        String csv = "transaction_id,external_customer_id,timestamp,metric,build_minutes,note\n"
                + "a,ada,2024-01-10T12:00:00Z,builds,1,fine\n"
                + "b,ada,2024-01-10T12:00:00Z,builds,1,nul\0nul\n"
                + "c\0,ada,2024-01-10T12:00:00Z,builds,1,\n"
                + "d,a\0da,2024-01-10T12:00:00Z,builds,1,\n"
                + "e,ada,2024-01-10T12:00:00Z,bui\0lds,1,\n"
                + "f," + "x".repeat(300) + ",2024-01-10T12:00:00Z,builds,1,\n"
                + "g".repeat(300) + ",ada,2024-01-10T12:00:00Z,builds,1,\n"
                + "h,ada,2024-01-10T12:00:00Z,builds,1," + "y".repeat(9_000) + "\n"
                + "i,ada,2024-01-10T12:00:00Z,builds,1,fine\n";
        JsonNode result = api.importCsv(csv).expect(200).json();
        assertThat(result.path("errors").findValuesAsText("line")).containsExactly("3", "4", "5", "6", "7", "8", "9");
        assertThat(result.path("accepted").asInt()).isEqualTo(2);
    }

    @Test
    void aFileThatIsNotUtf8KeepsItsGoodLines() {
        byte[] head = "transaction_id,external_customer_id,timestamp,metric,build_minutes,note\n"
                .getBytes(StandardCharsets.UTF_8);
        byte[] line = "a,ada,2024-01-10T12:00:00Z,builds,1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[head.length + line.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(line, 0, all, head.length, line.length);
        assertThat(api.send(
                                "POST",
                                "/usage/import",
                                "text/csv",
                                java.net.http.HttpRequest.BodyPublishers.ofByteArray(all))
                        .expect(200)
                        .json()
                        .path("lines")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aFileWithoutItsColumnsIsRefusedAsAWhole() {
        api.importCsv("").expectProblem(422, "validation_failed", "header");
        api.importCsv("transaction_id,timestamp,metric\n")
                .expectProblem(422, "validation_failed", "external_customer_id");
        api.importCsv("transaction_id,external_customer_id,timestamp,metric,metric\n")
                .expectProblem(422, "validation_failed", "header");
        assertThat(api.importCsv("transaction_id,external_customer_id,timestamp,metric\n")
                        .expect(200)
                        .json()
                        .path("lines")
                        .asInt())
                .isZero();
    }

    @Test
    void theSameFileAgainIsAllDuplicates() {
        StringBuilder csv = new StringBuilder("transaction_id,external_customer_id,timestamp,metric,build_minutes\n");
        IntStream.range(0, 1_200)
                .forEach(i -> csv.append("t%d,ada,2024-01-10T12:%02d:00Z,builds,%d.5%n".formatted(i, i % 60, i % 7)));
        assertThat(api.importCsv(csv.toString()).json().path("accepted").asInt())
                .isEqualTo(1_200);
        assertThat(api.importCsv(csv.toString()).json().path("duplicates").asInt())
                .isEqualTo(1_200);
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_events")).isEqualTo(1_200);
    }

    @Test
    void usageIsFoundByCustomerMetricAndTime() {
        UUID other = tenant.customer("bob", "UTC");
        tenant.use(customer, "1", "2024-01-01T00:00:00Z", "1");
        tenant.use(customer, "2", "2024-01-02T00:00:00Z", "2");
        tenant.use(other, "3", "2024-01-02T00:00:00Z", "4");
        assertThat(transactions("customer_id=" + customer)).containsExactly("2", "1");
        assertThat(transactions("from=2024-01-02T00:00:00Z")).containsExactly("3", "2");
        assertThat(transactions("to=2024-01-02T00:00:00Z")).containsExactly("1");
        assertThat(transactions("metric=nothing")).isEmpty();
        assertThat(transactions("metric=builds&customer_id=" + other)).containsExactly("3");
    }

    private List<String> transactions(String query) {
        return api.all("/usage?" + query).stream()
                .map(event -> event.path("transaction_id").asText())
                .toList();
    }

    @Test
    void usageIsSummedByTheMonthsOfAZone() {
        tenant.use(customer, "1", "2024-01-31T18:29:59Z", "1");
        tenant.use(customer, "2", "2024-01-31T18:30:00Z", "2"); // midnight in Kolkata
        assertThat(sums("")).containsExactly("2024-01-01T00:00:00Z 3 of 2");
        assertThat(sums("&time_zone=Asia/Kolkata"))
                .containsExactly("2023-12-31T18:30:00Z 1 of 1", "2024-01-31T18:30:00Z 2 of 1");
        assertThat(sums("&granularity=hour")).containsExactly("2024-01-31T18:00:00Z 3 of 2");
        assertThat(sums("&granularity=day&to=2024-01-31T18:30:00Z")).containsExactly("2024-01-31T00:00:00Z 1 of 1");
    }

    private List<String> sums(String query) {
        return api.get("/usage/summary?customer_id=" + customer + query)
                .expect(200)
                .json()
                .path("data")
                .valueStream()
                .map(sum ->
                        sum.path("start").asText() + " " + sum.path("quantity").asText() + " of "
                                + sum.path("events").asText())
                .toList();
    }

    @Test
    void theRollUpHoldsWhatTheEventsSay() {
        tenant.use(customer, "1", "2024-01-10T12:00:00Z", "1.25");
        tenant.use(customer, "2", "2024-01-10T12:59:59.999999Z", "2.5");
        tenant.use(customer, "3", "2024-01-10T13:00:00Z", "4");
        tenant.awaitSettled();
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_metrics")).isEqualTo(2);
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_metrics WHERE quantity = 3.75 AND events = 2"))
                .isEqualTo(1);
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_touched")).isZero();
    }
}
