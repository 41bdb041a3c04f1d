package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Stripe tells by itself: it may be late, again, in any order, or somebody else's. */
class StripeEventsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String STATUS = "status";
    private static final List<List<String>> ORDERS = List.of(
            List.of("payment_failed", "succeeded", "canceled"),
            List.of("payment_failed", "canceled", "succeeded"),
            List.of("succeeded", "payment_failed", "canceled"),
            List.of("succeeded", "canceled", "payment_failed"),
            List.of("canceled", "payment_failed", "succeeded"),
            List.of("canceled", "succeeded", "payment_failed"));

    private final StripeShop shop = StripeShop.open();

    private static String text(JsonNode attempt, String field) {
        return attempt.path(field).asText();
    }

    @Test
    void inWhateverOrderEventsComeWhatStripeSaysOfThePaymentCounts() {
        shop.card("pm_card_visa");
        shop.faults("processing", 1);
        UUID invoice = shop.invoice("12.34");
        JsonNode attempt = await().atMost(PATIENCE)
                .until(
                        () -> shop.attempts(invoice).getFirst(),
                        found -> !text(found, "gateway_reference").isEmpty()
                                && !found.path("gateway_reference").isNull());
        String intent = text(attempt, "gateway_reference");
        for (List<String> order : ORDERS) {
            for (String type : order) {
                shop.tell("payment_intent." + type, intent, text(attempt, "id"));
                shop.tell("payment_intent." + type, intent, text(attempt, "id"));
            }
            shop.tenant().awaitSettled();
            assertThat(text(shop.attempts(invoice).getFirst(), STATUS)).isEqualTo("processing");
        }
        shop.control("payment_intents/" + intent, "{\"settle\": \"succeed\"}");

        JsonNode done = shop.awaitAttempt(invoice, "succeeded");
        for (List<String> order : ORDERS) {
            order.forEach(type -> shop.tell("payment_intent." + type, intent, text(attempt, "id")));
        }
        shop.tenant().awaitSettled();
        assertThat(shop.attempts(invoice)).containsExactly(done);
        assertThat(shop.charged()).containsExactly("1234 succeeded");
        assertThat(shop.api().all("/payments?invoice_id=" + invoice)).hasSize(1);
        shop.assertBooksHold();
    }

    @Test
    void anEventThatComesBeforeTheAnswerBooksThePaymentOnce() {
        shop.card("pm_card_visa");
        shop.fault("hang_after", "/v1/payment_intents", 4_000);
        UUID invoice = shop.invoice("17");
        shop.awaitAttempt(invoice, "succeeded");
        shop.tenant().awaitSettled();
        assertThat(shop.charged()).containsExactly("1700 succeeded");
        assertThat(shop.api().all("/payments?invoice_id=" + invoice)).hasSize(1);
        shop.assertBooksHold();
    }

    @Test
    void withoutAnyEventAPaymentThatTakesItsTimeIsFoundOut() {
        shop.card("pm_card_visa");
        shop.faults("processing", 1);
        shop.control("faults", "{\"kind\": \"webhook_drop\", \"match\": \"payment_intent\", \"times\": 100}");
        UUID invoice = shop.invoice("18");
        await().atMost(PATIENCE).until(() -> shop.intents().equals(List.of("processing")));
        shop.awaitAttempt(invoice, "processing");
        String intent = shop.get("/v1/payment_intents").at("/data/0/id").asText();
        shop.control("payment_intents/" + intent, "{\"settle\": \"succeed\"}");
        shop.awaitAttempt(invoice, "succeeded");
        assertThat(shop.tenant().count("SELECT count(*) FROM %s.gateway_events WHERE type LIKE 'payment_intent%%'"))
                .isZero();
        shop.assertBooksHold();
    }

    /** Even who has the signing secret makes nobody pay an invoice with the payment of another. */
    @Test
    void anEventThatNamesAnotherPaymentDoesNotMakeItTheAttempts() {
        shop.card("pm_card_visa");
        JsonNode known = shop.get("/v1/customers").at("/data/0/id");
        JsonNode card =
                shop.get("/v1/customers/" + known.asText() + "/payment_methods").at("/data/0/id");
        JsonNode another = shop.post(
                "/v1/payment_intents",
                Map.of(
                        "amount",
                        "1234",
                        "currency",
                        "eur",
                        "customer",
                        known.asText(),
                        "payment_method",
                        card.asText(),
                        "confirm",
                        "true",
                        "off_session",
                        "true",
                        "automatic_payment_methods[enabled]",
                        "true",
                        "automatic_payment_methods[allow_redirects]",
                        "never"));
        assertThat(another.path(STATUS).asText()).isEqualTo("succeeded");
        shop.faults("rate_limit", 2);
        UUID invoice = shop.invoice("12.34");
        String attempt = text(shop.awaitAttempt(invoice, "unknown"), "id");
        shop.tell("payment_intent.succeeded", text(another, "id"), attempt);
        shop.tell("payment_intent.canceled", "pi_nothing", attempt);

        JsonNode paid = shop.awaitAttempt(invoice, "succeeded");
        assertThat(text(paid, "gateway_reference")).isNotEqualTo(text(another, "id"));
        assertThat(shop.charged()).containsExactly("1234 succeeded", "1234 succeeded");
        shop.assertBooksHold();
    }

    @Test
    void eventsThatComeAgainChangeNothingAndOthersAreNotBelieved() {
        shop.card("pm_card_visa");
        UUID invoice = shop.invoice("70");
        shop.awaitAttempt(invoice, "succeeded");
        shop.tenant().awaitSettled();
        JsonNode before = shop.attempts(invoice).getFirst();
        List<JsonNode> told = shop.events();
        List<JsonNode> events = new ArrayList<>(told);
        events.addAll(told);
        Collections.reverse(events);

        events.forEach(event -> shop.deliver(event.toString(), shop.tenant().slug(), shop.webhookSecret())
                .expect(204));
        shop.tenant().awaitSettled();
        assertThat(shop.attempts(invoice)).containsExactly(before);
        assertThat(shop.tenant().count("SELECT count(*) FROM %s.gateway_events"))
                .as("of what Stripe tells, only how a payment came on is kept")
                .isEqualTo(shop.events().stream()
                        .filter(event -> event.path("type").asText().equals("payment_intent.succeeded"))
                        .count())
                .isEqualTo(1);
        String event = events.getFirst().toString();
        TestTenant other = TestTenant.register();
        for (String slug : List.of(other.slug(), "no-such-tenant")) {
            shop.deliver(event, slug, shop.webhookSecret()).expectProblem(400, "malformed_request");
        }
        shop.deliver(event, shop.tenant().slug(), "whsec_other").expectProblem(400, "malformed_request");
        shop.assertBooksHold();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t",
                "v1=0",
                "t=abc,v1=0",
                "t,v1=0",
                "t=1,v1",
                "t=99999999999999999999,v1=0",
                "t=1,v1=0,",
                "=,="
            })
    void whatIsNoSignatureIsRefusedAsAnyOtherThatIsWrong(String signature) {
        shop.deliverAs("{\"id\": \"evt_1\", \"type\": \"payment_intent.succeeded\"}", signature)
                .expectProblem(400, "malformed_request");
    }
}
