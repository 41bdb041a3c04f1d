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
    void aRehearsalLeavesTheBalanceAsItIs() {
        change(1);
        tenant.advance("2024-07-01T12:00:00Z");
        JsonNode rehearsed = api.post("/billing-runs/rehearsal", Body.of("through", "2024-09-02T00:00:00Z"))
                .expect(200)
                .json();
        assertThat(rehearsed.toString()).contains("18.00");
        assertThat(balance()).containsExactly("138.60 EUR");
    }

    private String lastInvoice() {
        return "/invoices/" + tenant.invoices().getLast().path("id").asText();
    }

    private Answer makeVoid(String invoice) {
        return api.post(invoice + "/void", Body.of("reason", "wrong quantity"));
    }

    @Test
    void whatAnInvoiceGaveIsTakenBackWhenItIsVoidedAsLongAsItIsThere() {
        change(1);
        tenant.advance("2024-07-01T12:00:00Z");
        String given = lastInvoice();
        makeVoid(given).expect(200);
        assertThat(balance()).isEmpty();
        api.post(given + "/replacement").expect(201);
        assertThat(balance()).containsExactly("138.60 EUR");
        String again = lastInvoice();
        tenant.advance("2024-08-01T12:00:00Z");
        String settled = lastInvoice();
        assertThat(balance()).containsExactly("120.60 EUR");
        makeVoid(again).expectProblem(409, "invoice_not_voidable");
        assertThat(makeVoid(settled).expect(200).json().at("/returned/amount").asText())
                .isEqualTo("18.00");
        makeVoid(again).expect(200);
        assertThat(balance()).isEmpty();
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

    /** Twice four seats, paid; of each four notes of 10.00 and its tax, while the next month is billed: 96.00 - 2 x 72.00. */
    @Test
    void ofNotesAndInvoicesAtOnceNothingIsLost() {
        change(1);
        tenant.advance("2024-07-01T12:00:00Z");
        makeVoid(lastInvoice()).expect(200);
        List<String> paid = List.of(subscribe("2024-07-01", 4), subscribe("2024-07-01", 4)).stream()
                .map(id -> "/invoices/" + invoiceOf(id))
                .toList();
        Object money = Body.of("amount", Body.of("amount", "72.00", "currency", "EUR"), "reference", "r");
        paid.forEach(path -> api.post(path + "/payments", money).expect(201));
        List<UUID> lines = paid.stream()
                .map(path ->
                        UUID.fromString(api.get(path).json().at("/lines/0/id").asText()))
                .toList();
        Together.run(9, i -> {
            if (i == 8) {
                tenant.advance("2024-08-01T12:00:00Z");
                return i;
            }
            Object line = Body.of("line_id", lines.get(i % 2), "amount", Body.of("amount", "10.00", "currency", "EUR"));
            api.post(
                            paid.get(i % 2) + "/credit-notes",
                            Body.of("reason", "outage", "lines", List.of(line), "to_credit_balance", true))
                    .expect(201);
            return i;
        });
        long left = tenant.count("SELECT coalesce(sum(amount_minor), 0) FROM %s.credit_balances");
        assertThat(tenant.count("SELECT sum(applied_minor) FROM %s.invoices WHERE status <> 'void'"))
                .isEqualTo(9600 - left);
    }

    private String invoiceOf(UUID subscription) {
        return api.all("/invoices?subscription_id=" + subscription)
                .getFirst()
                .path("id")
                .asText();
    }

    @Test
    void currenciesAreApart() {
        Map<String, @Nullable Object> seats = Body.like(Samples.fee(), "unit_amount", "15.00", "name", "Seats");
        api.post("/plans", Body.like(Samples.plan(), "code", "us", "currency", "USD", "charges", List.of(seats)))
                .expect(201);
        api.post(
                        "/subscriptions",
                        Body.of("customer_id", customer, "plan", "us", "start_date", "2024-06-02", "currency", "USD"))
                .expect(201);
        tenant.awaitSettled();
        String dollars = lastInvoice();
        Object all = Body.of("amount", tenant.invoices().getLast().path("total"), "reference", "r");
        api.post(dollars + "/payments", all).expect(201);
        api.post(dollars + "/credit-notes", Body.of("reason", "r", "to_credit_balance", true))
                .expect(201);
        assertThat(balance()).containsExactly("17.40 USD");
        change(1);
        tenant.advance("2024-07-01T12:00:00Z");
        tenant.advance("2024-08-01T12:00:00Z");
        assertThat(balance()).containsExactly("120.60 EUR");
    }

    @Test
    void aCustomerWithABalanceIsNotErased() {
        change(1);
        tenant.advance("2024-07-01T12:00:00Z");
        for (JsonNode invoice : tenant.invoices()) {
            if (invoice.at("/due/amount").asText().equals("180.00")) {
                api.post("/invoices/" + invoice.path("id").asText() + "/uncollectible", Body.of("reason", "r"))
                        .expect(200);
            }
        }
        api.post("/subscriptions/" + subscription + "/cancel", Body.of("at", "period_end"))
                .expect(200);
        tenant.advance("2024-08-01T12:00:00Z");
        assertThat(balance()).containsExactly("138.60 EUR");
        assertThat(api.post("/customers/" + customer + "/erase")
                        .expectProblem(409, "customer_in_use")
                        .json()
                        .toString())
                .contains("credit balance");
    }

    @Test
    void anotherTenantsBalanceIsNotThere() {
        assertThat(balance()).isEmpty();
        TestTenant.register()
                .api()
                .get("/customers/" + customer + "/credit-balance")
                .expectProblem(404, "not_found");
    }
}
