package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What else happens to invoices, accounts and customers while something is collected through Stripe. */
class CollectionIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String ACCOUNT = "/payment-gateways/stripe";
    private static final String INTENTS = "/v1/payment_intents/";

    private final StripeShop shop = StripeShop.open();
    private final Api api = shop.api();

    /** An invoice whose payment is on its way until {@link #settle}. */
    private UUID onItsWay(String euros) {
        shop.card("pm_card_visa");
        shop.faults("processing", 1);
        UUID invoice = shop.invoice(euros);
        await().atMost(PATIENCE)
                .until(() -> !shop.intents().isEmpty() && !reference(invoice).isEmpty());
        return invoice;
    }

    private String reference(UUID invoice) {
        JsonNode reference = shop.attempts(invoice).getFirst().path("gateway_reference");
        return reference.isNull() ? "" : reference.asText();
    }

    private void settle(UUID invoice, String outcome) {
        shop.control("payment_intents/" + reference(invoice), Body.text(Body.of("settle", outcome)));
    }

    private String status(UUID invoice) {
        return shop.read(invoice).path("status").asText();
    }

    @Test
    void theAccountIsNeitherExchangedNorForgottenWhileAnAttemptIsOpen() {
        UUID invoice = onItsWay("10");
        Object another = StripeShop.keys("sk_test_" + TestTenant.unique(), shop.webhookSecret());
        api.put(ACCOUNT, another).expectProblem(409, "payment_in_progress");
        api.delete(ACCOUNT).expectProblem(409, "payment_in_progress");
        String anotherKey = shop.key().replace("sk_", "rk_");
        api.put(ACCOUNT, StripeShop.keys(anotherKey, shop.webhookSecret())).expect(200); // of the same account
        settle(invoice, "succeed");
        shop.awaitAttempt(invoice, "succeeded");

        api.put(ACCOUNT, another).expect(200);
        UUID later = shop.invoice("11");
        api.post("/invoices/" + later + "/collect").expectProblem(409, "payment_method_missing");
        assertThat(api.get(shop.cards()).json().at("/data/0/chargeable").asBoolean(true))
                .isFalse();
        assertThat(shop.attempts(later)).isEmpty();
        assertThat(shop.charged()).containsExactly("1000 succeeded");
        shop.assertBooksHold();
    }

    @Test
    void aPaymentThatComesForAVoidInvoiceIsTheCustomersCredit() {
        UUID invoice = onItsWay("20");
        api.post("/invoices/" + invoice + "/void", Body.of("reason", "wrong")).expect(200);
        settle(invoice, "succeed");
        shop.awaitAttempt(invoice, "succeeded");
        assertThat(status(invoice)).isEqualTo("void");
        assertThat(shop.credit()).isEqualTo("20.00");
        shop.assertBooksHold();
    }

    @Test
    void anInvoiceInThePlaceOfOneThatIsStillBeingChargedIsNotChargedToo() {
        UUID wrong = onItsWay("30");
        api.post("/invoices/" + wrong + "/void", Body.of("reason", "wrong")).expect(200);
        UUID right = api.post("/invoices/" + wrong + "/replacement").expect(201).id();
        shop.tenant().awaitSettled();
        assertThat(shop.attempts(right)).isEmpty();
        api.post("/invoices/" + right + "/collect").expectProblem(409, "payment_in_progress");
        settle(wrong, "insufficient_funds");
        shop.awaitAttempt(wrong, "failed");

        JsonNode collected =
                api.post("/invoices/" + right + "/collect").expect(200).json();
        assertThat(collected.path("invoice_id").asText()).isEqualTo(right.toString());
        shop.awaitAttempt(right, "succeeded");
        assertThat(shop.charged()).containsExactlyInAnyOrder("3000 failed", "3000 succeeded");
        shop.assertBooksHold();
    }

    /** As after a restore, when it is found at the gateway before its attempt finds out. */
    @Test
    void whatWasRecordedByHandAsTheGatewayCallsItIsNotBookedAgain() {
        UUID invoice = onItsWay("21");
        Object amount = Body.of("amount", "21", "currency", "EUR");
        api.post("/invoices/" + invoice + "/payments", Body.of("amount", amount, "reference", reference(invoice)))
                .expect(201);
        settle(invoice, "succeed");
        shop.awaitAttempt(invoice, "succeeded");
        assertThat(api.all("/payments?invoice_id=" + invoice)).hasSize(1);
        assertThat(shop.credit()).isEmpty();
        shop.assertBooksHold();
    }

    /** What a customer could still pay though nothing is due any more is withdrawn. */
    @Test
    void whatIsPaidOtherwiseWhileTheCustomerHasToActIsNotChargedLater() {
        shop.card("pm_card_authenticationRequired");
        UUID invoice = shop.invoice("40");
        shop.awaitAttempt(invoice, "requires_action");
        shop.pay(invoice, "40");
        shop.tell(
                "payment_intent.requires_action",
                reference(invoice),
                shop.attempts(invoice).getFirst().path("id").asText());

        shop.awaitAttempt(invoice, "failed");
        assertThat(shop.intents()).containsExactly("canceled");
        assertThat(status(invoice)).isEqualTo("paid");
        shop.assertBooksHold();
    }

    @Test
    void whoPaysAtHisBankIsFoundOutThoughNoEventSaysSo() {
        shop.control("faults", "{\"kind\": \"webhook_drop\", \"match\": \"payment_intent\", \"times\": 100}");
        shop.card("pm_card_authenticationRequired");
        UUID invoice = shop.invoice("41");
        JsonNode waiting = shop.awaitAttempt(invoice, "requires_action");
        assertThat(Duration.between(
                        Instant.now(),
                        Instant.parse(waiting.path("next_check_at").asText())))
                .as("asked again before the week is over")
                .isLessThanOrEqualTo(Duration.ofHours(1));
        String attempt = "/payment-attempts/" + waiting.path("id").asText();
        api.post(attempt + "/abandon").expectProblem(409, "payment_in_progress");
    }

    @Test
    void whatIsPaidInPartIsChargedTheRest() {
        shop.collects("manual");
        shop.card("pm_card_visa");
        UUID invoice = shop.invoice("50");
        shop.pay(invoice, "19.99");
        api.post("/invoices/" + invoice + "/collect").expect(200);
        await().atMost(PATIENCE).until(() -> status(invoice).equals("paid"));
        assertThat(shop.charged()).containsExactly("3001 succeeded");
        shop.assertBooksHold();
    }

    @Test
    void collectingUnderAKeyAnswersTheSameAgainAndChargesOnce() {
        shop.collects("manual");
        shop.card("pm_card_visa");
        UUID invoice = shop.invoice("60");
        Api keyed = api.with("Idempotency-Key", "collect-" + invoice);
        String first =
                keyed.post("/invoices/" + invoice + "/collect").expect(200).text();
        String again =
                keyed.post("/invoices/" + invoice + "/collect").expect(200).text();
        assertThat(again).isEqualTo(first);
        shop.awaitAttempt(invoice, "succeeded");
        assertThat(shop.charged()).containsExactly("6000 succeeded");
    }

    @Test
    void aCardThatIsBeingChargedIsNotDetachedAndOneThatIsDetachedIsNotCharged() {
        UUID invoice = onItsWay("70");
        String card = shop.cards() + "/"
                + api.get(shop.cards()).json().at("/data/0/id").asText();
        api.delete(card).expectProblem(409, "payment_in_progress");
        settle(invoice, "succeed");
        shop.awaitAttempt(invoice, "succeeded");
        api.delete(card).expect(204);
        UUID later = shop.invoice("71");
        assertThat(shop.attempts(later)).isEmpty();
        api.post("/invoices/" + later + "/collect").expectProblem(409, "payment_method_missing");
        shop.assertBooksHold();
    }

    @Test
    void keysAreCheckedAndNeverShown() {
        String account = shop.api().get("/payment-gateways/stripe").expect(200).text();
        assertThat(account)
                .contains("\"secret_key_last4\"", shop.tenant().slug())
                .doesNotContain(shop.key(), shop.webhookSecret());
        assertThat(shop.api().get("/audit-log").expect(200).text()).doesNotContain(shop.key(), shop.webhookSecret());
        shop.api()
                .put("/payment-gateways/stripe", StripeShop.keys("sk_live_51abcdef", shop.webhookSecret()))
                .expectProblem(422, "validation_failed", "publishable_key");
        Object live = Body.like(
                StripeShop.keys("sk_live_51abcdef", shop.webhookSecret()), "publishable_key", "pk_live_51abcdef");
        shop.api().put("/payment-gateways/stripe", live).expectProblem(422, "validation_failed", "secret_key");
        shop.api()
                .post(shop.cards(), Body.of("gateway", "stripe", "token", "pm_nothing"))
                .expectProblem(422, "validation_failed", "token");
        shop.api()
                .post(shop.cards(), Body.of("gateway", "stripe", "token", "pm_card_chargeDeclined"))
                .expectProblem(422, "validation_failed", "token");
        shop.tenant().member("manager").delete("/payment-gateways/stripe").expectProblem(403, "forbidden");
        shop.api().delete("/payment-gateways/stripe").expect(204);
        shop.api().get("/payment-gateways/stripe").expectProblem(404, "not_found");
        assertThat(shop.tenant()
                        .count("SELECT count(*) FROM public.payment_gateways WHERE tenant_id = '"
                                + shop.tenant().tenantId() + "' AND '%s' <> ''"))
                .isZero();
    }
}
