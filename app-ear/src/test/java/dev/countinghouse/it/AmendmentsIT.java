package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said about usage after it was recorded. */
class AmendmentsIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = new UUID(0, 0);

    @BeforeEach
    void makeCatalog() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        customer = tenant.customer("ada", "UTC");
    }

    private static String path(UUID event) {
        return "/usage/" + event + "/amendments";
    }

    private JsonNode lastInvoice() {
        return tenant.invoices().getLast();
    }

    /** Minutes billed, line by line, with what they cost. */
    private static List<String> minutes(JsonNode invoice) {
        return invoice.path("lines")
                .valueStream()
                .filter(line -> line.path("metric").asText().equals(Samples.METRIC))
                .map(line -> line.path("purpose").asText() + " "
                        + new BigDecimal(line.path("quantity").asText())
                                .stripTrailingZeros()
                                .toPlainString() + " "
                        + line.at("/amount/amount").asText())
                .toList();
    }

    @Test
    void whatIsVoidedOrCorrectedInTimeIsBilledSo() {
        tenant.subscribe(customer, "2024-01-01");
        UUID voided = tenant.use(customer, "a", "2024-01-10T12:00:00Z", "30");
        UUID corrected = tenant.use(customer, "b", "2024-01-10T12:30:00Z", "10");
        UUID moved = tenant.use(customer, "c", "2024-01-10T12:30:00Z", "7");
        tenant.awaitSettled();
        api.post(path(voided), Body.of("kind", "void", "reason", "sent by mistake"))
                .expect(201);
        api.post(
                        path(corrected),
                        Body.of(
                                "kind",
                                "correct",
                                "reason",
                                "wrong unit",
                                "properties",
                                Map.of("build_minutes", "12.5")))
                .expect(201);
        api.post(path(moved), Body.of("kind", "correct", "reason", "wrong clock", "timestamp", "2024-02-10T12:30:00Z"))
                .expect(201);
        tenant.advance("2024-02-02T00:00:00Z");
        assertThat(minutes(lastInvoice())).containsExactly("regular 12.5 1.00");
        tenant.advance("2024-03-02T00:00:00Z");
        assertThat(minutes(lastInvoice())).containsExactly("regular 7 0.56");
    }

    @Test
    void whatIsVoidedAfterItWasBilledGoesBackWithTheNextInvoice() {
        tenant.subscribe(customer, "2024-01-01");
        tenant.use(customer, "a", "2024-01-10T12:00:00Z", "45");
        UUID event = tenant.use(customer, "b", "2024-01-11T12:00:00Z", "10");
        tenant.awaitSettled();
        tenant.advance("2024-02-02T00:00:00Z");
        assertThat(minutes(lastInvoice())).containsExactly("regular 50 4.00", "regular 5 0.25");
        api.post(path(event), Body.of("kind", "void", "reason", "refunded")).expect(201);
        tenant.awaitSettled();
        tenant.advance("2024-03-02T00:00:00Z");
        assertThat(minutes(lastInvoice())).containsExactly("regular 0 0.00", "delta -5 -0.40", "delta -5 -0.25");
    }

    @Test
    void theLastOneCountsAndTheEventStaysAsItWas() {
        UUID event = tenant.use(customer, "a", "2024-01-10T12:00:00Z", "30");
        api.post(path(event), Body.of("kind", "correct", "reason", "first", "quantity", "20"))
                .expect(201);
        api.post(path(event), Body.of("kind", "void", "reason", "second")).expect(201);
        api.post(path(event), Body.of("kind", "void", "reason", "again")).expectProblem(409, "conflict");
        api.post(path(event), Body.of("kind", "correct", "reason", "third", "quantity", "25"))
                .expect(201);
        JsonNode shown = api.get(path(event)).expect(200).json();
        assertThat(shown.at("/event/quantity").asText()).isEqualTo("30");
        assertThat(shown.path("amendments").findValuesAsText("reason")).containsExactly("first", "second", "third");
        assertThat(shown.path("amendments").findValuesAsText("made_by")).containsOnly(tenant.email());
        tenant.awaitSettled();
        assertThat(tenant.count("SELECT CAST(sum(quantity) AS bigint) FROM %s.usage_metrics"))
                .isEqualTo(25);
    }

    @Test
    void anAmendmentIsRefusedThatSaysNothingOrTooMuch() {
        UUID event = tenant.use(customer, "a", "2024-01-10T12:00:00Z", "30");
        api.post(path(UUID.randomUUID()), Body.of("kind", "void", "reason", "r"))
                .expectProblem(404, "not_found");
        api.post(path(event), Body.of("kind", "void", "reason", " ")).expectProblem(422, "validation_failed", "reason");
        api.post(path(event), Body.of("kind", "void", "reason", "r", "quantity", "1"))
                .expectProblem(422, "validation_failed", "kind");
        api.post(path(event), Body.of("kind", "correct", "reason", "r"))
                .expectProblem(422, "validation_failed", "kind");
        api.post(path(event), Body.of("kind", "correct", "reason", "r", "quantity", "-1"))
                .expectProblem(422, "validation_failed", "quantity");
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_amendments")).isZero();
    }

    @Test
    void amendmentsAtOnceFollowEachOther() {
        UUID event = tenant.use(customer, "a", "2024-01-10T12:00:00Z", "30");
        List<Answer> answers = Together.run(
                6,
                i -> api.post(path(event), Body.of("kind", "correct", "reason", "r", "quantity", Integer.toString(i))));
        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(tenant.count("SELECT max(number) FROM %s.usage_amendments")).isEqualTo(6);
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_amendments")).isEqualTo(6);
    }
}
