package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Money of payments goes back, through a double of Stripe over HTTP and by hand. */
class StripeRefundsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String REFUNDS = "/v1/refunds";
    private static final String STATUS = "status";

    private final StripeShop shop = StripeShop.open();

    private static String paid(StripeShop shop, UUID invoice) {
        return shop.awaitAttempt(invoice, "succeeded").path("payment_id").asText();
    }

    private static Map<String, @Nullable Object> euros(String amount) {
        return Body.of("amount", Body.of("amount", amount, "currency", "EUR"));
    }

    private static String refund(StripeShop shop, String payment, Object body) {
        return shop.api()
                .post("/payments/" + payment + "/refund", body)
                .expect(201)
                .id()
                .toString();
    }

    private static JsonNode awaitRefund(StripeShop shop, String id, String status) {
        return await().atMost(PATIENCE)
                .until(
                        () -> shop.api().get("/refunds/" + id).expect(200).json(),
                        refund -> refund.path(STATUS).asText().equals(status));
    }

    /** What the account gave back, each as amount and status, newest first. */
    private static List<String> givenBack(StripeShop shop) {
        List<String> refunds = new ArrayList<>();
        shop.get(REFUNDS + "?limit=100")
                .path("data")
                .forEach(refund -> refunds.add(refund.path("amount").asText() + " "
                        + refund.path(STATUS).asText()));
        return refunds;
    }

    private static void assertOwes(StripeShop shop, UUID invoice, String status, String due) {
        JsonNode read = shop.read(invoice);
        assertThat(read.path(STATUS).asText() + " " + read.at("/due/amount").asText())
                .isEqualTo(status + " " + due);
    }

    private static String credit(StripeShop shop) {
        return shop.api()
                .get("/customers/" + shop.customer() + "/credit-balance")
                .expect(200)
                .text();
    }

    private static void assertBooksHold(StripeShop shop) {
        Invariants.assertHold(shop.tenant());
        JsonNode ledger = shop.api().get("/ledger/verification").expect(200).json();
        assertThat(ledger.path("valid").asBoolean()).as("%s", ledger).isTrue();
    }

    @Test
    void whatGoesBackIsOwedAgainAndNeverMoreThanWasPaid() {
        shop.card("pm_card_visa");
        UUID invoice = shop.invoice("30");
        String payment = paid(shop, invoice);

        String part = refund(shop, payment, Body.like(euros("10"), "reason", "Late"));
        assertThat(awaitRefund(shop, part, "succeeded")
                        .path("gateway_reference")
                        .asText())
                .startsWith("re_");
        assertOwes(shop, invoice, "partially_paid", "10.00");
        assertThat(givenBack(shop)).containsExactly("1000 succeeded");
        shop.api()
                .post("/payments/" + payment + "/refund", euros("20.01"))
                .expectProblem(409, "refund_exceeds_payment", "amount");
        shop.api()
                .post(
                        "/payments/" + payment + "/refund",
                        Body.of("amount", Body.of("amount", "1.00", "currency", "USD")))
                .expectProblem(422, "validation_failed", "amount.currency");
        awaitRefund(shop, refund(shop, payment, Body.of()), "succeeded");
        assertOwes(shop, invoice, "finalized", "30.00");
        shop.api().post("/payments/" + payment + "/refund", Body.of()).expectProblem(409, "refund_exceeds_payment");
        shop.api().post("/invoices/" + invoice + "/collect").expect(200); // and paid once more
        await().atMost(PATIENCE)
                .until(() -> shop.read(invoice).path(STATUS).asText().equals("paid"));
        assertThat(shop.api().all("/refunds?payment_id=" + payment)).hasSize(2);
        assertThat(shop.tenant().count("SELECT count(*) FROM %s.outbox WHERE type = 'refund.succeeded'"))
                .isEqualTo(2);
        assertBooksHold(shop);
    }

    @Test
    void anAnswerThatIsLostAfterTheRefundIsFoundOutAndNothingGoesBackTwice() {
        shop.card("pm_card_visa");
        UUID invoice = shop.invoice("40");
        String payment = paid(shop, invoice);

        for (String kind : List.of("hang_after", "error_after", "rate_limit")) {
            shop.fault(kind, REFUNDS, 0);
            awaitRefund(shop, refund(shop, payment, euros("5")), "succeeded");
        }
        assertThat(givenBack(shop)).containsOnly("500 succeeded").hasSize(3);
        assertOwes(shop, invoice, "partially_paid", "15.00");
        assertBooksHold(shop);
    }

    /** 29.00 of a January, paid by card: of the 21 days after the end 19.65 go back to the card, with what was discounted kept. */
    @Test
    void unusedDaysOfASubscriptionGoBackToTheCardThatPaidThem() {
        shop.tenant().startClock("2024-01-01T12:00:00Z");
        shop.tenant().makeCatalog();
        shop.api()
                .post(
                        "/plans",
                        Body.like(Samples.plan(), "code", "plain", "tax_rate", null, "charges", List.of(Samples.fee())))
                .expect(201);
        shop.card("pm_card_visa");
        UUID subscription = shop.api()
                .post("/subscriptions", Body.of("customer_id", shop.customer(), "plan", "plain", "payment", "first"))
                .expect(201)
                .id();
        UUID invoice = UUID.fromString(shop.tenant().onlyInvoice().path("id").asText());
        paid(shop, invoice);
        await().atMost(PATIENCE)
                .until(() -> shop.api()
                        .get("/subscriptions/" + subscription)
                        .json()
                        .path(STATUS)
                        .asText()
                        .equals("active"));
        shop.api()
                .post(
                        "/subscriptions/" + subscription + "/cancel",
                        Body.of("at", "date", "end_date", "2024-01-11", "unused_days", "refunded"))
                .expect(200);
        shop.tenant().advance("2024-02-10T12:00:00Z");
        await().atMost(PATIENCE).until(() -> givenBack(shop), back -> back.equals(List.of("1965 succeeded")));
        assertThat(shop.api().all("/credit-notes")).singleElement().satisfies(note -> {
            assertThat(note.at("/refund/by_gateway/amount").asText()).isEqualTo("19.65");
            assertThat(note.at("/returned/amount").asText()).isEqualTo("0.00");
        });
        assertOwes(shop, invoice, "paid", "0.00");
        assertBooksHold(shop);
    }

    @Test
    void whatABankSendsBackSettlesTheInvoiceAgain() {
        shop.card("pm_card_visa");
        UUID invoice = shop.invoice("25");
        String id = refund(shop, paid(shop, invoice), Body.of());
        String reference =
                awaitRefund(shop, id, "succeeded").path("gateway_reference").asText();
        assertOwes(shop, invoice, "finalized", "25.00");

        shop.control("refunds/" + reference, "{\"outcome\": \"failed\"}"); // told by an event
        assertThat(awaitRefund(shop, id, "failed").path("code").asText()).isEqualTo("expired_or_canceled_card");
        assertOwes(shop, invoice, "paid", "0.00");
        assertThat(credit(shop)).doesNotContain("25.00");
        assertBooksHold(shop);
    }

    @Test
    void whatABankSendsBackOfWhatWasPaidAgainIsToTheCustomersCredit() {
        shop.card("pm_card_visa");
        UUID invoice = shop.invoice("100");
        String id = refund(shop, paid(shop, invoice), Body.of());
        String reference =
                awaitRefund(shop, id, "succeeded").path("gateway_reference").asText();
        shop.api().post("/invoices/" + invoice + "/collect").expect(200);
        await().atMost(PATIENCE)
                .until(() -> shop.read(invoice).path(STATUS).asText().equals("paid"));

        shop.control("refunds/" + reference, "{\"outcome\": \"failed\"}");
        awaitRefund(shop, id, "failed");
        assertOwes(shop, invoice, "paid", "0.00");
        assertThat(shop.credit()).isEqualTo("100.00");
        assertBooksHold(shop);
    }

    @Test
    void whatABankSendsBackOfAVoidInvoiceIsToTheCustomersCreditAgain() {
        shop.card("pm_card_visa");
        shop.fault("hold", "/v1/payment_intents", 0);
        UUID invoice = shop.invoice("20");
        shop.awaitAttempt(invoice, "processing");
        shop.api()
                .post("/invoices/" + invoice + "/void", Body.of("reason", "wrong"))
                .expect(200);
        shop.control("release", "{}");
        String id = refund(shop, paid(shop, invoice), Body.of());
        String reference =
                awaitRefund(shop, id, "succeeded").path("gateway_reference").asText();
        assertThat(shop.credit()).isNotEqualTo("20.00");

        shop.control("refunds/" + reference, "{\"outcome\": \"failed\"}");
        awaitRefund(shop, id, "failed");
        assertThat(shop.read(invoice).path(STATUS).asText()).isEqualTo("void");
        assertThat(shop.credit()).isEqualTo("20.00");
        assertBooksHold(shop);
    }

    @Test
    void aCreditNoteGivesBackThroughTheGatewayFirstAndTheRestByHand() {
        shop.card("pm_card_visa");
        shop.fault("hold", "/v1/payment_intents", 0);
        UUID invoice = shop.invoice("50");
        shop.awaitAttempt(invoice, "processing");
        shop.api()
                .post("/invoices/" + invoice + "/payments", Body.like(euros("20"), "reference", "bank"))
                .expect(201);
        shop.control("release", "{}");
        String payment = paid(shop, invoice); // 30 of 50 settle it, 20 are too much
        shop.api()
                .post("/invoices/" + invoice + "/credit-notes", Body.of("reason", "All"))
                .expectProblem(422, "validation_failed", "refund.reference");
        JsonNode note = shop.api()
                .post(
                        "/invoices/" + invoice + "/credit-notes",
                        Body.of("reason", "All", "refund", Body.of("reference", "bank-2")))
                .expect(201)
                .json();
        assertThat(note.at("/refund/amount/amount").asText()).isEqualTo("50.00");
        assertThat(note.at("/refund/by_gateway/amount").asText()).isEqualTo("30.00");
        JsonNode made = shop.api().all("/refunds?payment_id=" + payment).getFirst();
        assertThat(made.path("credit_note_id")).isEqualTo(note.path("id"));
        awaitRefund(shop, made.path("id").asText(), "succeeded");
        assertOwes(shop, invoice, "paid", "0.00");
        assertThat(credit(shop)).contains("20.00");
        JsonNode excess = awaitRefund(
                shop, refund(shop, payment, Body.of()), "succeeded"); // and what was too much, from the credit
        assertThat(excess.at("/excess/amount").asText()).isEqualTo("20.00");
        assertThat(credit(shop)).doesNotContain("20.00");
        assertThat(givenBack(shop)).containsExactly("2000 succeeded", "3000 succeeded");
        assertBooksHold(shop);
    }

    @Test
    void whatACreditNoteCouldNotGiveBackIsToTheCustomersCredit() {
        shop.card("pm_card_visa");
        UUID invoice = shop.invoice("60");
        String payment = paid(shop, invoice);
        String intent = shop.api()
                .get("/payments/" + payment)
                .expect(200)
                .json()
                .path("reference")
                .asText();
        shop.post(REFUNDS, Map.of("payment_intent", intent)); // at Stripe itself, of which nobody here knows
        shop.api()
                .post("/invoices/" + invoice + "/credit-notes", Body.of("reason", "All"))
                .expect(201);

        String id = shop.api().all("/refunds").getFirst().path("id").asText();
        assertThat(awaitRefund(shop, id, "failed").path("code").asText()).isEqualTo("charge_already_refunded");
        assertOwes(shop, invoice, "paid", "0.00");
        assertThat(credit(shop)).contains("60.00");
        assertBooksHold(shop);
    }

    @Test
    void whatWasPaidByHandGoesBackByHand() {
        UUID invoice = shop.invoice("15");
        String payment = shop.api()
                .post("/invoices/" + invoice + "/payments", Body.like(euros("15"), "reference", "bank"))
                .expect(201)
                .id()
                .toString();
        assertThat(shop.api()
                        .get("/refunds/" + refund(shop, payment, euros("4")))
                        .expect(200)
                        .json()
                        .path(STATUS)
                        .asText())
                .isEqualTo("succeeded");
        assertOwes(shop, invoice, "partially_paid", "4.00");
        assertThat(givenBack(shop)).isEmpty();
        shop.tenant()
                .member("viewer")
                .post("/payments/" + payment + "/refund", Body.of())
                .expectProblem(403, "forbidden");
        assertBooksHold(shop);
    }

    @Test
    void twentyAtOnceGiveBackNoMoreThanWasPaid() {
        shop.card("pm_card_visa");
        UUID invoice = shop.invoice("10");
        String payment = paid(shop, invoice);
        List<Answer> answers = Together.run(20, i -> shop.api().post("/payments/" + payment + "/refund", euros("4")));
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(2);
        await().atMost(PATIENCE).until(() -> givenBack(shop).size() == 2);
        shop.tenant().awaitSettled();
        await().atMost(PATIENCE)
                .until(() -> shop.api().all("/refunds?status=succeeded").size() == 2);
        assertOwes(shop, invoice, "partially_paid", "8.00");
        assertBooksHold(shop);
    }
}
