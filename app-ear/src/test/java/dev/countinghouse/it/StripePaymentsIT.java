package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.stripedouble.StripeDouble;
import dev.countinghouse.testing.TestApplication;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two servers that collect payments through a double of Stripe, over HTTP. Each test leaves both running. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Replicas.LOCK)
class StripePaymentsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String INTENTS = "/v1/payment_intents";
    private static final String STATUS = "status";

    private final StripeDouble stripe = StripeDouble.start(StripeDouble.Settings.of(0, null));
    private Replicas replicas = new Replicas(0);

    @BeforeAll
    void startTwoReplicas() {
        replicas.close();
        Map<String, String> environment = new TreeMap<>(TestApplication.WITHOUT_RATE_LIMITS);
        environment.put("COUNTINGHOUSE_STRIPE_API", stripe.baseUri().toString());
        replicas = new Replicas(2, environment);
    }

    @AfterAll
    void stopAll() {
        replicas.close();
        stripe.close();
    }

    /** What a failed test has left dead would let the others fail too. */
    @BeforeEach
    void startThoseThatAreDead() {
        replicas.startAll();
    }

    private StripeShop shop() {
        return StripeShop.open(register(), stripe, replicas.url(0));
    }

    private TestTenant register() {
        return TestTenant.register(replicas.database(), replicas.url(0));
    }

    @Test
    void anInvoiceIsChargedAsItIsFinalized() {
        StripeShop shop = shop();
        JsonNode card = shop.card("pm_card_visa");
        assertThat(card.path("brand").asText() + card.path("last4").asText() + card.path("is_default"))
                .isEqualTo("visa4242true");
        UUID invoice = shop.invoice("12.34");

        JsonNode attempt = shop.awaitAttempt(invoice, "succeeded");
        assertThat(shop.read(invoice).path(STATUS).asText()).isEqualTo("paid");
        JsonNode payment = shop.api()
                .get("/payments/" + attempt.path("payment_id").asText())
                .expect(200)
                .json();
        assertThat(payment.path("gateway").asText()).isEqualTo("stripe");
        assertThat(payment.path("reference")).isEqualTo(attempt.path("gateway_reference"));
        assertThat(payment.at("/excess/amount").asText()).isEqualTo("0.00");
        assertThat(shop.charged()).containsExactly("1234 succeeded");
        assertThat(shop.api().all("/ledger/entries?account=cash_stripe")).hasSize(1);
        shop.assertBooksHold();
    }

    @Test
    void whatIsDeclinedHasFailedForGoodAndAnotherCardIsCharged() {
        StripeShop shop = shop();
        JsonNode poor = shop.card("pm_card_visa");
        shop.declines("insufficient_funds");
        UUID invoice = shop.invoice("20");

        JsonNode failed = shop.awaitAttempt(invoice, "failed");
        assertThat(failed.path("code").asText()).isEqualTo("insufficient_funds");
        assertThat(failed.path("message").asText()).isNotEmpty();
        assertThat(shop.intents()).containsExactly("canceled");
        assertThat(shop.tenant().count("SELECT count(*) FROM %s.outbox WHERE type = 'payment.failed'"))
                .isEqualTo(1);
        String id = shop.card("pm_card_mastercard").path("id").asText();
        JsonNode preferred = shop.api()
                .patch(shop.cards() + "/" + id, Body.of("is_default", true))
                .expect(200)
                .json();
        assertThat(preferred.path("is_default").asBoolean()).isTrue();
        JsonNode collected =
                shop.api().post("/invoices/" + invoice + "/collect").expect(200).json();
        assertThat(collected.path(STATUS).asText()).isIn("succeeded", "processing"); // a timer may have been faster
        await().atMost(PATIENCE)
                .until(() -> shop.read(invoice).path(STATUS).asText().equals("paid"));
        shop.api().post("/invoices/" + invoice + "/collect").expectProblem(409, "invoice_not_payable");
        shop.api().delete(shop.cards() + "/" + poor.path("id").asText()).expect(204);
        assertThat(shop.api().get(shop.cards()).json().path("data")).hasSize(1);
        shop.assertBooksHold();
    }

    @Test
    void whoHasToAuthenticateDoesItLaterAndIsChargedOnce() {
        StripeShop shop = shop();
        shop.card("pm_card_authenticationRequired");
        UUID invoice = shop.invoice("30");

        JsonNode waiting = shop.awaitAttempt(invoice, "requires_action");
        assertThat(waiting.path("code").asText()).isEqualTo("authentication_required");
        String intent = waiting.path("gateway_reference").asText();
        String method = shop.get(INTENTS + "/" + intent)
                .at("/last_payment_error/payment_method/id")
                .asText();
        shop.post(
                INTENTS + "/" + intent + "/confirm",
                Map.of("payment_method", method, "return_url", "https://shop.example/back"));
        shop.control("payment_intents/" + intent, "{\"authenticate\": \"succeed\"}");
        shop.awaitAttempt(invoice, "succeeded"); // Stripe's event says that something happened
        assertThat(shop.read(invoice).path(STATUS).asText()).isEqualTo("paid");
        assertThat(shop.intents()).containsExactly("succeeded");
        shop.assertBooksHold();
    }

    @Test
    void anAnswerThatIsLostAfterTheChargeIsFoundOutAndNothingIsChargedTwice() {
        StripeShop shop = shop();
        shop.card("pm_card_visa");
        for (String kind : List.of("hang_after", "error_after")) {
            shop.fault(kind, INTENTS, 0);
            shop.awaitAttempt(shop.invoice("15"), "succeeded");
        }
        assertThat(shop.charged()).containsExactly("1500 succeeded", "1500 succeeded");
        shop.fault("rate_limit", INTENTS, 0);
        shop.awaitAttempt(shop.invoice("16"), "succeeded");
        assertThat(shop.charged()).hasSize(3);
        shop.assertBooksHold();
    }

    @Test
    void whenAllServersAreKilledBetweenTheChargeAndItsBookingTheNextOneBooksItOnce() {
        StripeShop shop = shop();
        shop.card("pm_card_visa");
        shop.fault("hang_after", INTENTS, 120_000);
        shop.fault("webhook_drop", "payment_intent", 0);
        UUID invoice = shop.invoice("40");
        await().atMost(PATIENCE).until(() -> shop.charged().size() == 1);
        assertThat(shop.attempts(invoice).getFirst().path(STATUS).asText()).isEqualTo("processing");

        replicas.kill(0);
        replicas.kill(1);
        replicas.start(1);
        StripeShop there = shop.at(replicas.url(1));
        there.awaitAttempt(invoice, "succeeded");
        assertThat(there.charged()).containsExactly("4000 succeeded");
        there.assertBooksHold();
    }

    @Test
    void moneyThatCameInOtherwiseMeanwhileMakesTheRestACredit() {
        StripeShop shop = shop();
        shop.card("pm_card_visa");
        shop.fault("hold", INTENTS, 0);
        UUID invoice = shop.invoice("50");
        shop.awaitAttempt(invoice, "processing");
        shop.pay(invoice, "20");
        shop.control("release", "{}");

        JsonNode attempt = shop.awaitAttempt(invoice, "succeeded");
        JsonNode payment = shop.api()
                .get("/payments/" + attempt.path("payment_id").asText())
                .json();
        assertThat(payment.at("/amount/amount").asText() + " "
                        + payment.at("/excess/amount").asText())
                .isEqualTo("50.00 20.00");
        assertThat(shop.credit()).isEqualTo("20.00");
        shop.assertBooksHold();
    }

    @Test
    void twoServersThatCollectAtOnceChargeOnce() {
        StripeShop shop = shop();
        shop.collects("manual");
        shop.card("pm_card_visa");
        UUID invoice = shop.invoice("60");
        assertThat(shop.attempts(invoice)).isEmpty();

        List<Answer> answers =
                Together.run(6, i -> shop.at(replicas.url(i % 2)).api().post("/invoices/" + invoice + "/collect"));
        assertThat(answers).extracting(Answer::status).containsOnly(200, 409);
        shop.awaitAttempt(invoice, "succeeded");
        assertThat(shop.charged()).containsExactly("6000 succeeded");
        shop.assertBooksHold();
    }
}
