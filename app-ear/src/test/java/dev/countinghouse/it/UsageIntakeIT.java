package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Usage in the forms of others, imports on their way, and what becomes of refused events. */
class UsageIntakeIT {

    private static final String EVENT = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = new UUID(0, 0);

    @BeforeEach
    void makeCatalog() {
        tenant.makeCatalog();
        customer = tenant.customer("ada", "UTC");
    }

    private static String cloudEvent(String id) {
        return """
                {"specversion": "1.0", "id": "%s", "source": "/ci", "type": "builds", "subject": "ada",
                 "time": "2024-01-10T12:00:00Z", "datacontenttype": "application/json", "comexampleextension": "x",
                 "data": {"build_minutes": "1.5"}}""".formatted(id);
    }

    private Answer send(String path, String type, String body) {
        return api.send("POST", path, type, BodyPublishers.ofString(body));
    }

    @Test
    void aCloudEventIsAUsageEvent() {
        UUID id = send("/usage", EVENT, cloudEvent("a")).expect(201).id();
        assertThat(send("/usage", EVENT, cloudEvent("a")).expect(200).id()).isEqualTo(id);
        JsonNode stored = api.all("/usage").getFirst();
        assertThat(stored.path("transaction_id").asText()).isEqualTo("a");
        assertThat(stored.path("source").asText()).isEqualTo("/ci");
        assertThat(stored.path("customer_id").asText()).isEqualTo(customer.toString());
        assertThat(stored.path("quantity").asText()).isEqualTo("1.5");
    }

    @Test
    void aBatchOfCloudEventsHasAResultForEach() {
        JsonNode answer = send(
                        "/usage/batch",
                        BATCH,
                        "[" + cloudEvent("a") + "," + cloudEvent("b").replace("\"ada\"", "\"nobody\"") + "]")
                .expect(200)
                .json();
        assertThat(answer.path("accepted").asInt()).isOne();
        assertThat(answer.at("/results/1/field").asText()).isEqualTo("external_customer_id");
    }

    @ParameterizedTest(name = "{0} becomes {1}: {2}")
    @CsvSource({
        "'\"1.0\"', '\"0.3\"', specversion",
        "'application/json', 'text/xml', datacontenttype",
        "'\"id\": \"a\",', '', transaction_id",
        "'\"time\": \"2024-01-10T12:00:00Z\",', '', timestamp",
        "'\"type\": \"builds\",', '', metric",
        "'\"subject\": \"ada\",', '', customer"
    })
    void aCloudEventWithoutWhatWeNeedIsRefused(String said, String instead, String field) {
        send("/usage", EVENT, cloudEvent("a").replace(said, instead)).expectProblem(422, "validation_failed", field);
        assertThat(api.all("/usage")).isEmpty();
    }

    @Test
    void jsonLinesAreImportedAndTheImportTellsHowItWent() {
        String lines = """
                {"transaction_id": "a", "customer_id": "%s", "metric": "builds", "timestamp": "2024-01-10T12:00:00Z", "quantity": "2"}
                {"transaction_id": "b", "external_customer_id": "nobody", "metric": "builds", "timestamp": "2024-01-10T12:00:00Z", "quantity": "2"}
                {"transaction_id": "c"
                """.formatted(customer);
        JsonNode result =
                send("/usage/import", "application/x-ndjson", lines).expect(200).json();
        assertThat(result.path("accepted").asInt()).isOne();
        assertThat(result.path("rejected").asInt()).isEqualTo(2);

        JsonNode shown = api.get("/usage/imports/" + result.path("id").asText())
                .expect(200)
                .json();
        assertThat(shown.path("state").asText()).isEqualTo("done");
        assertThat(shown.path("format").asText()).isEqualTo("ndjson");
        assertThat(shown.path("lines").asInt()).isEqualTo(3);
        assertThat(shown.path("accepted").asInt()).isOne();
        assertThat(api.all("/usage/imports")).hasSize(1);
        assertThat(api.all("/usage/errors?import_id=" + shown.path("id").asText()))
                .extracting(error ->
                        error.path("line").asInt() + " " + error.path("code").asText())
                .containsExactlyInAnyOrder("2 unknown", "3 malformed");
    }

    private JsonNode refused(String transaction) {
        Map<String, Object> event = Body.of(
                "transaction_id",
                transaction,
                "external_customer_id",
                "bob",
                "metric",
                Samples.METRIC,
                "timestamp",
                "2024-01-10T12:00:00Z",
                "properties",
                Map.of("build_minutes", "1.5"));
        api.post("/usage/batch", Body.of("events", List.of(event))).expect(200);
        return api.all("/usage/errors?state=open").getFirst();
    }

    @Test
    void aRefusedEventWaitsUntilItsCustomerHasComeToBe() {
        JsonNode error = refused("a");
        assertThat(error.path("field").asText()).isEqualTo("external_customer_id");
        assertThat(error.at("/event/transaction_id").asText()).isEqualTo("a");
        refused("a");
        assertThat(api.all("/usage/errors")).as("sent twice").hasSize(1);

        String path = "/usage/errors/" + error.path("id").asText() + "/replay";
        assertThat(api.post(path, Body.of()).expect(200).json().path("state").asText())
                .isEqualTo("open");
        UUID bob = tenant.customer("bob", "UTC");
        JsonNode replayed = api.post(path, Body.of()).expect(200).json();
        assertThat(replayed.path("state").asText()).isEqualTo("replayed");
        JsonNode stored = api.all("/usage").getFirst();
        assertThat(stored.path("id").asText())
                .isEqualTo(replayed.path("event_id").asText());
        assertThat(stored.path("customer_id").asText()).isEqualTo(bob.toString());
        api.post(path, Body.of()).expectProblem(409, "conflict");
    }

    @Test
    void aRefusedEventIsPutRightAndSentAgain() {
        JsonNode error = refused("a");
        String path = "/usage/errors/" + error.path("id").asText() + "/replay";
        JsonNode event = error.path("event");
        Map<String, Object> corrected = Body.of(
                "transaction_id",
                event.path("transaction_id").asText(),
                "customer_id",
                customer,
                "metric",
                event.path("metric").asText(),
                "timestamp",
                event.path("timestamp").asText(),
                "quantity",
                "2.5");
        assertThat(api.post(path, Body.of("event", Body.like(corrected, "quantity", "-1")))
                        .expect(200)
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("negative");
        assertThat(api.post(path, Body.of("event", corrected))
                        .expect(200)
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("replayed");
        assertThat(api.all("/usage").getFirst().path("quantity").asText()).isEqualTo("2.5");
    }

    @Test
    void allRefusedEventsAreSentAgainAtOnceAndOneCanBeGivenUp() {
        refused("a");
        refused("b");
        JsonNode given = refused("c");
        String path = "/usage/errors/" + given.path("id").asText() + "/discard";
        assertThat(api.post(path).expect(200).json().path("state").asText()).isEqualTo("discarded");
        api.post(path).expectProblem(409, "conflict");
        tenant.customer("bob", "UTC");

        JsonNode answer = api.post("/usage/errors/replay", Body.of("code", "unknown"))
                .expect(200)
                .json();
        assertThat(answer.path("replayed").asInt()).isEqualTo(2);
        assertThat(answer.path("next").isNull()).isTrue();
        assertThat(api.all("/usage"))
                .extracting(event -> event.path("transaction_id").asText())
                .containsExactlyInAnyOrder("a", "b");
        assertThat(api.all("/usage/errors?state=open")).isEmpty();
        api.get("/usage/errors?state=lost").expectProblem(422, "validation_failed", "state");
    }
}
