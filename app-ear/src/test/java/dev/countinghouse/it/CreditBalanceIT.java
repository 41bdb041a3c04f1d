package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ten seats at 15.00 with 20 % tax, in June 2024; what goes back is to the customer's credit. */
class CreditBalanceIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = tenant.tenantId();
    private UUID subscription = tenant.tenantId();

    @BeforeEach
    void sellSeats() {
        tenant.startClock("2024-06-02T12:00:00Z");
        tenant.makeCatalog();
        Map<String, @Nullable Object> seats = Body.like(Samples.fee(), "unit_amount", "15.00", "name", "Seats");
        api.post("/plans", Body.like(Samples.plan(), "code", "seats", "charges", List.of(seats)))
                .expect(201);
        customer = tenant.customer("ada", "UTC");
        subscription = subscribe("2024-06-01", 10);
    }

    private UUID subscribe(String start, int quantity) {
        UUID id = api.post(
                        "/subscriptions",
                        Body.of("customer_id", customer, "plan", "seats", "start_date", start, "quantity", quantity))
                .expect(201)
                .id();
        tenant.awaitSettled();
        return id;
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
        assertThat(api.get("/ledger/verification").expect(200).json().path("differences"))
                .isEmpty();
    }

    private void change(int quantity) {
        api.post("/subscriptions/" + subscription + "/change", Body.of("at", "now", "quantity", quantity))
                .expect(200);
    }

    private List<String> balance() {
        return api.get("/customers/" + customer + "/credit-balance")
                .expect(200)
                .json()
                .path("balances")
                .valueStream()
                .map(money -> money.path("amount").asText() + " "
                        + money.path("currency").asText())
                .toList();
    }

    private List<String> invoices() {
        return tenant.invoices().stream().map(CreditBalanceIT::text).toList();
    }

    private static String text(JsonNode invoice) {
        return "%s %s: %s, %s applied, %s due"
                .formatted(
                        invoice.path("issued_on").asText(),
                        invoice.path("status").asText(),
                        invoice.at("/total/amount").asText(),
                        invoice.at("/applied/amount").asText(),
                        invoice.at("/due/amount").asText());
    }

    /** (10 - 1) x 15.00 x 29 / 30 = 130.50 go back, and one seat costs 15.00: with tax -138.60, and 18.00 a month. */
    @Test
    void whatAnInvoiceGivesBackSettlesTheNextOnes() {
        change(1);
        tenant.advance("2024-07-01T12:00:00Z");
        assertThat(balance()).containsExactly("138.60 EUR");
        tenant.advance("2024-09-01T12:00:00Z");
        assertThat(invoices())
                .containsExactly(
                        "2024-06-01 finalized: 180.00, 0.00 applied, 180.00 due",
                        "2024-07-01 paid: -138.60, -138.60 applied, 0.00 due",
                        "2024-08-01 paid: 18.00, 18.00 applied, 0.00 due",
                        "2024-09-01 paid: 18.00, 18.00 applied, 0.00 due");
        assertThat(balance()).containsExactly("102.60 EUR");
        subscribe("2024-09-01", 7);
        assertThat(invoices().getLast()).isEqualTo("2024-09-01 finalized: 126.00, 102.60 applied, 23.40 due");
        assertThat(balance()).isEmpty();
        assertThat(api.get("/ledger/trial-balance").json().toString()).contains("customer_credit");
    }

    @Test
    void aRehearsalAndAPreviewAreSettledLikeTheRunAndLeaveTheBalanceAsItIs() {
        change(1);
        tenant.advance("2024-07-01T12:00:00Z");
        api.post("/billing-runs/rehearsal", Body.of("through", "2024-09-02T00:00:00Z"))
                .expect(200);
        assertThat(balance()).containsExactly("138.60 EUR");
    }

    @Test
    void aVoidInvoiceGivesBackWhatItTookAndItsReplacementTakesItAgain() {
        change(1);
        tenant.advance("2024-07-01T12:00:00Z");
        subscribe("2024-07-01", 10);
        String path = "/invoices/" + tenant.invoices().getLast().path("id").asText();
        assertThat(invoices().getLast()).isEqualTo("2024-07-01 finalized: 180.00, 138.60 applied, 41.40 due");
        JsonNode voided = api.post(path + "/void", Body.of("reason", "wrong address"))
                .expect(200)
                .json();
        assertThat(voided.at("/returned/amount").asText()).isEqualTo("138.60");
        assertThat(balance()).containsExactly("138.60 EUR");
        JsonNode again = api.post(path + "/replacement").expect(201).json();
        assertThat(text(again)).isEqualTo("2024-07-01 finalized: 180.00, 138.60 applied, 41.40 due");
        assertThat(balance()).isEmpty();
    }

    @Test
    void aCreditNoteGivesBackToTheBalanceWhatCameFromThereAndMoneyWhereItIsWanted() {
        change(1);
        tenant.advance("2024-07-01T12:00:00Z");
        subscribe("2024-07-01", 10);
        String path = "/invoices/" + tenant.invoices().getLast().path("id").asText();
        api.post(path + "/payments", Body.of("amount", Body.of("amount", "41.40", "currency", "EUR"), "reference", "r"))
                .expect(201);
        JsonNode preview =
                api.post(path + "/credit-notes/preview", Body.of()).expect(200).json();
        assertThat(preview.at("/returned/amount").asText()).isEqualTo("138.60");
        assertThat(preview.at("/refund/amount").asText()).isEqualTo("41.40");
        api.post(path + "/credit-notes", Body.of("reason", "outage"))
                .expectProblem(422, "validation_failed", "refund.reference");
        JsonNode note = api.post(path + "/credit-notes", Body.of("reason", "outage", "to_credit_balance", true))
                .expect(201)
                .json();
        assertThat(note.at("/returned/amount").asText()).isEqualTo("180.00");
        assertThat(note.path("refund").isNull()).isTrue();
        assertThat(balance()).containsExactly("180.00 EUR");
    }

    @Test
    void ofInvoicesAndNotesAtOnceNothingIsSettledTwice() {
        change(1);
        tenant.advance("2024-07-01T12:00:00Z");
        List<UUID> sold = Together.run(
                4,
                i -> api.post(
                                "/subscriptions",
                                Body.of(
                                        "customer_id",
                                        customer,
                                        "plan",
                                        "seats",
                                        "start_date",
                                        "2024-07-01",
                                        "quantity",
                                        4))
                        .expect(201)
                        .id());
        tenant.awaitSettled();
        assertThat(sold).hasSize(4);
        assertThat(balance()).isEmpty();
        assertThat(tenant.count("SELECT sum(applied_minor) FROM %s.invoices WHERE applied_minor > 0"))
                .isEqualTo(13_860);
    }

    @Test
    void aCustomerWithABalanceIsNotErasedAndAnotherTenantsIsNotThere() {
        assertThat(balance()).isEmpty();
        TestTenant.register()
                .api()
                .get("/customers/" + customer + "/credit-balance")
                .expectProblem(404, "not_found");
    }
}
