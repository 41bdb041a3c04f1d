package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Customers pay invoices themselves, on pages of a double of Stripe. */
class PaymentLinksIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String STATUS = "status";
    private static final Object BACK = Body.of("success_url", "https://shop.example/paid");

    private final StripeShop shop = StripeShop.open();

    private static String path(UUID invoice) {
        return "/invoices/" + invoice + "/payment-link";
    }

    private static JsonNode open(StripeShop shop, UUID invoice) {
        return shop.api().post(path(invoice), BACK).expect(200).json();
    }

    private static JsonNode awaitLink(StripeShop shop, UUID invoice, String status) {
        return await().atMost(PATIENCE)
                .until(
                        () -> shop.api().get(path(invoice)).expect(200).json(),
                        link -> link.path(STATUS).asText().equals(status));
    }

    private static void assertBooksHold(StripeShop shop) {
        Invariants.assertHold(shop.tenant());
        JsonNode ledger = shop.api().get("/ledger/verification").expect(200).json();
        assertThat(ledger.path("valid").asBoolean()).as("%s", ledger).isTrue();
    }

    @Test
    void whoPaysOnThePageHasPaidOnceWhicheverEventComesFirst() {
        UUID invoice = shop.invoice("12.34");
        JsonNode link = open(shop, invoice);
        assertThat(link.path(STATUS).asText()).isEqualTo("open");
        assertThat(open(shop, invoice).path("id")).isEqualTo(link.path("id"));

        shop.pay(link.path("url").asText(), "pm_card_visa");
        JsonNode paid = awaitLink(shop, invoice, "paid");
        assertThat(paid.path("url").isNull()).isTrue();
        assertThat(shop.read(invoice).path(STATUS).asText()).isEqualTo("paid");
        JsonNode payment = shop.api()
                .get("/payments/" + paid.path("payment_id").asText())
                .expect(200)
                .json();
        assertThat(payment.path("reference").asText()).startsWith("pi_");
        assertThat(shop.charged()).containsExactly("1234 succeeded");
        shop.events()
                .forEach(event -> shop.deliver(event.toString(), shop.tenant().slug(), shop.webhookSecret())
                        .expect(204));
        shop.tenant().awaitSettled();
        assertThat(shop.api().all("/payments?invoice_id=" + invoice)).hasSize(1);
        shop.api().post(path(invoice), BACK).expectProblem(409, "invoice_not_payable");
        assertBooksHold(shop);
    }

    @Test
    void withoutAnyEventThePaymentIsFoundAndWhatWasPaidOnAPageCanGoBack() {
        UUID invoice = shop.invoice("20");
        JsonNode link = open(shop, invoice);
        for (String kind : new String[] {"payment_intent", "checkout", "charge"}) {
            shop.fault("webhook_drop", kind, 0);
        }
        shop.pay(link.path("url").asText(), "pm_card_visa");
        shop.api().delete(path(invoice)).expect(200); // too late: it says so
        JsonNode paid = awaitLink(shop, invoice, "paid");
        String refund = shop.api()
                .post("/payments/" + paid.path("payment_id").asText() + "/refund", Body.of())
                .expect(201)
                .id()
                .toString();
        await().atMost(PATIENCE)
                .until(() -> shop.api()
                        .get("/refunds/" + refund)
                        .json()
                        .path(STATUS)
                        .asText()
                        .equals("succeeded"));
        assertBooksHold(shop);
    }

    @Test
    void aPageAndAChargeAreNotOpenAtOnceAndItIsClosedWhenLessIsDue() {
        UUID invoice = shop.invoice("30");
        shop.card("pm_card_visa");
        String session = open(shop, invoice).path("gateway_reference").asText();
        shop.api().post("/invoices/" + invoice + "/collect").expectProblem(409, "payment_in_progress");
        shop.api()
                .post(
                        "/invoices/" + invoice + "/payments",
                        Body.of("amount", Body.of("amount", "10", "currency", "EUR"), "reference", "bank"))
                .expect(201);
        awaitLink(shop, invoice, "expired");
        assertThat(shop.get("/v1/checkout/sessions/" + session).path(STATUS).asText())
                .isEqualTo("expired");
        JsonNode next = open(shop, invoice);
        assertThat(next.at("/amount/amount").asText()).isEqualTo("20.00");
        assertThat(shop.api()
                        .delete(path(invoice))
                        .expect(200)
                        .json()
                        .path(STATUS)
                        .asText())
                .isEqualTo("expired");
        shop.api().delete(path(invoice)).expectProblem(404, "not_found");
        shop.api().post("/invoices/" + invoice + "/collect").expect(200);
        await().atMost(PATIENCE)
                .until(() -> shop.read(invoice).path(STATUS).asText().equals("paid"));
        assertThat(shop.charged()).containsExactly("2000 succeeded");
        assertBooksHold(shop);
    }

    @Test
    void anInvoiceInThePlaceOfOneThatMayBePaidOnAPageIsNotChargedToo() {
        UUID wrong = shop.invoice("30");
        open(shop, wrong);
        shop.card("pm_card_visa");
        shop.api()
                .post("/invoices/" + wrong + "/void", Body.of("reason", "wrong"))
                .expect(200);
        UUID right = shop.api()
                .post("/invoices/" + wrong + "/replacement")
                .expect(201)
                .id();
        shop.tenant().awaitSettled();
        assertThat(shop.attempts(right)).isEmpty();
        shop.api().post("/invoices/" + right + "/collect").expectProblem(409, "payment_in_progress");
        shop.api().post(path(right), BACK).expectProblem(409, "payment_in_progress");
        assertThat(shop.charged()).isEmpty();

        assertThat(shop.api()
                        .delete(path(wrong))
                        .expect(200)
                        .json()
                        .path(STATUS)
                        .asText())
                .isEqualTo("expired");
        shop.api().post("/invoices/" + right + "/collect").expect(200);
        shop.awaitAttempt(right, "succeeded");
        assertThat(shop.charged()).containsExactly("3000 succeeded");
        assertBooksHold(shop);
    }

    /** Books from before a restore may have made it; one of another tenant at the same account is his. */
    @Test
    void whatIsPaidOnAPageThatIsInNoBookIsToldOnce() {
        String stranger = paidFor(UUID.randomUUID());
        String ours = paidFor(shop.tenant().tenantId());
        for (String event : new String[] {stranger, ours, ours}) {
            shop.deliver(event, shop.tenant().slug(), shop.webhookSecret()).expect(204);
        }
        assertThat(shop.tenant().count("SELECT count(*) FROM %s.outbox WHERE type = 'payment.unexpected'"))
                .isEqualTo(1);
        assertBooksHold(shop);
    }

    /** An event of a payment for a link that nobody knows. */
    private static String paidFor(Object tenant) {
        Object metadata = Body.of("countinghouse_link", UUID.randomUUID(), "countinghouse_tenant", tenant);
        Object payment = Body.of("id", "pi_" + TestTenant.unique(), "metadata", metadata);
        return Body.text(Body.of(
                "id",
                "evt_" + TestTenant.unique(),
                "type",
                "payment_intent.succeeded",
                "data",
                Body.of("object", payment)));
    }

    @Test
    void whatIsPaidOnAPageAndOtherwiseIsToTheCustomersCredit() {
        UUID invoice = shop.invoice("50");
        JsonNode link = open(shop, invoice);
        shop.pay(link.path("url").asText(), "pm_card_visa");
        Answer byHand = shop.api()
                .post(
                        "/invoices/" + invoice + "/payments",
                        Body.of("amount", Body.of("amount", "50", "currency", "EUR"), "reference", "bank"));
        assertThat(byHand.status()).isIn(201, 409); // whichever was faster
        JsonNode paid = awaitLink(shop, invoice, "paid");
        String excess = shop.api()
                .get("/payments/" + paid.path("payment_id").asText())
                .json()
                .at("/excess/amount")
                .asText();
        assertThat(excess).isEqualTo(byHand.status() == 201 ? "50.00" : "0.00");
        assertBooksHold(shop);
    }

    @Test
    void aPageWhoseAnswerIsLostIsFoundByTheSameCall() {
        UUID invoice = shop.invoice("5");
        shop.fault("error_after", "/v1/checkout/sessions", 0);
        shop.api().post(path(invoice), BACK).expectProblem(503, "payment_gateway_unavailable");
        awaitLink(shop, invoice, "open");
        assertThat(shop.get("/v1/checkout/sessions").path("data")).hasSize(1);
        shop.api()
                .post(path(invoice), Body.of("success_url", "javascript:alert(1)"))
                .expectProblem(422, "validation_failed", "success_url");
        shop.api().delete("/payment-gateways/stripe").expectProblem(409, "payment_in_progress");
    }
}
