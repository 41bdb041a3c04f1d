package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Seats at 15.00 with 20 % tax, from June 2024 on, paid from wallets. */
class WalletsIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = tenant.tenantId();

    @BeforeEach
    void sellSeats() {
        customer = Wallets.sellSeats(tenant, "calendar");
    }

    @AfterEach
    void theBooksAreInOrder() {
        Wallets.assertInOrder(tenant);
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

    private String wallet(int priority) {
        return Wallets.make(tenant, customer, Body.of("name", "Prepaid", "priority", priority));
    }

    private JsonNode grant(String wallet, String credits, @Nullable String expires) {
        return Wallets.topUp(tenant, wallet, Body.of("kind", "granted", "credits", credits, "expires_at", expires));
    }

    private JsonNode buy(String wallet, String credits) {
        return Wallets.topUp(tenant, wallet, Body.of("kind", "purchased", "credits", credits));
    }

    private List<String> invoices() {
        return tenant.invoices().stream().map(WalletsIT::text).toList();
    }

    private static String text(JsonNode invoice) {
        return "%s %s: %s, %s by wallets, %s due"
                .formatted(
                        invoice.path("issued_on").asText(),
                        invoice.path("status").asText(),
                        invoice.at("/total/amount").asText(),
                        invoice.at("/wallet/amount").asText(),
                        invoice.at("/due/amount").asText());
    }

    private String lastInvoice() {
        return "/invoices/" + tenant.invoices().getLast().path("id").asText();
    }

    private void pay(String invoice, String amount) {
        Object money = Body.of("amount", amount, "currency", "EUR");
        api.post(invoice + "/payments", Body.of("amount", money, "reference", "r" + TestTenant.unique()))
                .expect(201);
    }

    private Map<String, String> ledger() {
        Map<String, String> accounts = new TreeMap<>();
        api.get("/ledger/trial-balance")
                .json()
                .at("/currencies/0/accounts")
                .forEach(row -> accounts.put(
                        row.path("account").asText(),
                        row.at("/debit/amount").asText() + "/"
                                + row.at("/credit/amount").asText()));
        return accounts;
    }

    @Test
    void invoicesAreSettledFromAWalletUntilItIsEmpty() {
        String wallet = wallet(1);
        JsonNode made = grant(wallet, "300", null);
        assertThat(made.at("/amount/amount").asText()).isEqualTo("300.00");
        subscribe("2024-06-01", 10);
        tenant.advance("2024-08-01T12:00:00Z");
        assertThat(invoices())
                .containsExactly(
                        "2024-06-01 paid: 180.00, 180.00 by wallets, 0.00 due",
                        "2024-07-01 finalized: 180.00, 120.00 by wallets, 60.00 due",
                        "2024-08-01 finalized: 180.00, 0.00 by wallets, 180.00 due");
        assertThat(Wallets.transactions(tenant, wallet)).containsExactly("top_up 300.00", "use -180.00", "use -120.00");
        assertThat(Wallets.balance(tenant, wallet)).isEqualTo("0.00");
        assertThat(ledger()).containsEntry("wallet_grants", "300.00/0.00");
    }

    /** The lowest priority first, then what expires sooner. */
    @Test
    void topUpsPayInTheirOrder() {
        String later = wallet(2);
        grant(later, "5", "2024-06-10T00:00:00Z");
        String first = wallet(1);
        grant(first, "10", null);
        grant(first, "20", "2025-01-01T00:00:00Z");
        grant(first, "40", "2024-12-01T00:00:00Z");
        subscribe("2024-06-01", 3);
        assertThat(invoices()).containsExactly("2024-06-01 paid: 54.00, 54.00 by wallets, 0.00 due");
        assertThat(api.all(first + "/top-ups").stream()
                        .map(topUp -> topUp.at("/left/amount").asText()))
                .containsExactly("0.00", "6.00", "10.00");
        assertThat(Wallets.balance(tenant, later)).isEqualTo("5.00");
    }

    @Test
    void theCreditBalanceComesBeforeWallets() {
        UUID subscription = subscribe("2024-06-01", 10);
        String wallet = wallet(1);
        grant(wallet, "1000", null);
        api.post("/subscriptions/" + subscription + "/change", Body.of("at", "now", "quantity", 1))
                .expect(200);
        tenant.advance("2024-07-01T12:00:00Z");
        subscribe("2024-07-01", 10);
        JsonNode settled = tenant.invoices().getLast();
        assertThat(settled.at("/applied/amount").asText()).isEqualTo("138.60");
        assertThat(text(settled)).isEqualTo("2024-07-01 paid: 180.00, 41.40 by wallets, 0.00 due");
    }

    @Test
    void whatHasExpiredPaysNothingAndIsBooked() {
        String wallet = wallet(1);
        grant(wallet, "100", "2024-06-30T12:00:00Z");
        grant(wallet, "50", "2024-07-01T12:00:00Z");
        grant(wallet, "7", "2024-08-01T00:00:00Z");
        tenant.advance("2024-06-15T12:00:00Z");
        subscribe("2024-07-01", 10);
        tenant.advance("2024-08-02T12:00:00Z");
        assertThat(invoices())
                .containsExactly(
                        "2024-07-01 finalized: 180.00, 57.00 by wallets, 123.00 due",
                        "2024-08-01 finalized: 180.00, 0.00 by wallets, 180.00 due");
        assertThat(Wallets.transactions(tenant, wallet)).contains("expiry -100.00");
        assertThat(Wallets.balance(tenant, wallet)).isEqualTo("0.00");
        assertThat(api.all(wallet + "/transactions").stream()
                        .filter(one -> one.path("kind").asText().equals("expiry"))
                        .map(one -> one.path("made_at").asText()))
                .containsExactly("2024-06-30T12:00:00Z");
    }

    @Test
    void boughtCreditsPayOnceTheirInvoiceIsPaidAndExpireToBreakage() {
        String wallet = Wallets.make(tenant, customer, Body.of("name", "Prepaid", "credit_rate", "0.5"));
        grant(wallet, "20", null);
        JsonNode sold = Wallets.topUp(
                tenant, wallet, Body.of("kind", "purchased", "credits", "100", "expires_at", "2024-07-15T00:00:00Z"));
        assertThat(sold.path("usable_at").isNull()).isTrue();
        String sale = "/invoices/" + sold.path("invoice_id").asText();
        assertThat(text(api.get(sale).json())).isEqualTo("2024-06-02 finalized: 50.00, 0.00 by wallets, 50.00 due");
        assertThat(Wallets.balance(tenant, wallet)).isEqualTo("10.00");
        pay(sale, "50.00");
        assertThat(Wallets.balance(tenant, wallet)).isEqualTo("60.00");
        subscribe("2024-07-01", 2);
        tenant.advance("2024-07-02T00:00:00Z");
        assertThat(text(tenant.invoices().getLast())).isEqualTo("2024-07-01 paid: 36.00, 36.00 by wallets, 0.00 due");
        // what expires sooner is used first, so all of it was bought
        assertThat(ledger()).containsEntry("wallet_liability", "0.00/14.00").doesNotContainKey("wallet_grants");
        tenant.advance("2024-07-16T00:00:00Z");
        assertThat(Wallets.balance(tenant, wallet)).isEqualTo("10.00");
        assertThat(ledger()).containsEntry("wallet_liability", "0.00/0.00").containsEntry("breakage", "0.00/14.00");
    }

    @Test
    void anInvoiceThatSellsCreditsIsNotPaidFromWalletsAndVoidableUntilItIsPaid() {
        String wallet = wallet(1);
        grant(wallet, "500", null);
        String open = "/invoices/" + buy(wallet, "80").path("invoice_id").asText();
        api.post(open + "/credit-notes", Body.of("reason", "r")).expectProblem(409, "invoice_not_creditable");
        api.delete(wallet).expectProblem(409, "conflict");
        api.post(open + "/void", Body.of("reason", "r")).expect(200);
        api.post(open + "/replacement").expectProblem(409, "invoice_not_replaceable");
        String paid = "/invoices/" + buy(wallet, "30").path("invoice_id").asText();
        assertThat(api.get(paid).json().path("tax_treatment").asText()).isEqualTo("no_supply");
        Object part = Body.of("amount", "29.99", "currency", "EUR");
        api.post(paid + "/payments", Body.of("amount", part, "reference", "part"))
                .expectProblem(422, "validation_failed", "amount");
        assertThat(api.get(paid).json().at("/due/amount").asText()).isEqualTo("30.00");
        pay(paid, "30.00");
        api.post(paid + "/void", Body.of("reason", "r")).expectProblem(409, "invoice_not_voidable");
        assertThat(Wallets.balance(tenant, wallet)).isEqualTo("530.00");
        api.delete(wallet).expect(200);
        assertThat(ledger()).containsEntry("breakage", "0.00/30.00").containsEntry("wallet_liability", "0.00/0.00");
    }

    @Test
    void aVoidInvoiceGivesBackToTheSameTopUpsAndWhatHasExpiredSinceIsGone() {
        String wallet = wallet(1);
        grant(wallet, "100", "2024-06-20T00:00:00Z");
        grant(wallet, "50", null);
        subscribe("2024-06-01", 10);
        String paid = lastInvoice();
        assertThat(invoices()).containsExactly("2024-06-01 finalized: 180.00, 150.00 by wallets, 30.00 due");
        tenant.advance("2024-06-25T00:00:00Z");
        assertThat(api.post(paid + "/void", Body.of("reason", "r"))
                        .expect(200)
                        .json()
                        .at("/due/amount")
                        .asText())
                .isEqualTo("0.00");
        assertThat(Wallets.balance(tenant, wallet)).isEqualTo("50.00");
        assertThat(Wallets.transactions(tenant, wallet))
                .containsExactlyInAnyOrder(
                        "top_up 100.00",
                        "top_up 50.00",
                        "use -100.00",
                        "use -50.00",
                        "return 100.00",
                        "return 50.00",
                        "expiry -100.00");
        JsonNode again = api.post(paid + "/replacement").expect(201).json();
        assertThat(text(again)).isEqualTo("2024-06-25 finalized: 180.00, 50.00 by wallets, 130.00 due");
    }

    @Test
    void aCreditNoteGivesToTheCreditBalanceWhatWalletsPaid() {
        String wallet = wallet(1);
        grant(wallet, "100", null);
        subscribe("2024-06-01", 10);
        String invoice = lastInvoice();
        pay(invoice, "80.00");
        JsonNode preview = api.post(invoice + "/credit-notes/preview", Body.of())
                .expect(200)
                .json();
        assertThat(preview.at("/returned/amount").asText()).isEqualTo("100.00");
        assertThat(preview.at("/refund/amount").asText()).isEqualTo("80.00");
        api.post(invoice + "/credit-notes", Body.of("reason", "outage", "refund", Body.of("reference", "back")))
                .expect(201);
        assertThat(api.get("/customers/" + customer + "/credit-balance")
                        .json()
                        .at("/balances/0/amount")
                        .asText())
                .isEqualTo("100.00");
        assertThat(Wallets.balance(tenant, wallet)).isEqualTo("0.00");
    }

    @Test
    void ofInvoicesAtOnceNothingIsPaidTwice() {
        String wallet = wallet(1);
        grant(wallet, "100.01", null);
        grant(wallet, "50", null);
        List<UUID> written = Together.run(
                6,
                i -> api.post(
                                "/invoices",
                                Body.of(
                                        "customer_id",
                                        customer,
                                        "lines",
                                        List.of(Body.of("description", "Work", "unit_amount", "40.00"))))
                        .expect(201)
                        .id());
        assertThat(written).hasSize(6);
        assertThat(tenant.count("SELECT sum(wallet_minor) FROM %s.invoices")).isEqualTo(15_001);
        assertThat(Wallets.balance(tenant, wallet)).isEqualTo("0.00");
    }

    @Test
    void aPreviewShowsWhatWalletsWouldPayAndTakesNothing() {
        String wallet = wallet(1);
        grant(wallet, "12.50", null);
        Object line = Body.of("description", "Work", "unit_amount", "40.00");
        JsonNode preview = api.post("/invoices/preview", Body.of("customer_id", customer, "lines", List.of(line)))
                .expect(200)
                .json();
        assertThat(preview.at("/wallet/amount").asText()).isEqualTo("12.50");
        assertThat(preview.at("/due/amount").asText()).isEqualTo("27.50");
        assertThat(Wallets.balance(tenant, wallet)).isEqualTo("12.50");
    }

    @Test
    void aTerminatedWalletPaysNothingAndTakesNothing() {
        String wallet = wallet(1);
        grant(wallet, "100", null);
        api.delete(wallet).expect(200);
        subscribe("2024-06-01", 1);
        assertThat(invoices()).containsExactly("2024-06-01 finalized: 18.00, 0.00 by wallets, 18.00 due");
        api.post(wallet + "/top-ups", Body.of("kind", "granted", "credits", "1"))
                .expectProblem(409, "conflict");
        assertThat(Wallets.transactions(tenant, wallet)).containsExactly("top_up 100.00", "expiry -100.00");
        assertThat(api.get(wallet).json().path("status").asText()).isEqualTo("terminated");
        assertThat(api.delete(wallet).expect(200).json().path("version").asInt())
                .isEqualTo(1);
    }

    @Test
    void whatComesBackToATerminatedWalletIsGoneAtOnce() {
        String wallet = wallet(1);
        String sale = "/invoices/" + buy(wallet, "100").path("invoice_id").asText();
        pay(sale, "100.00");
        subscribe("2024-07-01", 1);
        tenant.advance("2024-07-02T00:00:00Z");
        String paid = lastInvoice();
        assertThat(Wallets.balance(tenant, wallet)).isEqualTo("82.00");
        api.delete(wallet).expect(200);
        api.post(paid + "/void", Body.of("reason", "r")).expect(200);
        assertThat(Wallets.balance(tenant, wallet)).isEqualTo("0.00");
        assertThat(ledger()).containsEntry("breakage", "0.00/100.00").containsEntry("wallet_liability", "0.00/0.00");
    }

    @Test
    void whatWasGivenUpHoldsNoWalletOpenAndIsGoneWhenItIsPaidAfterAll() {
        String wallet = wallet(1);
        String sale = "/invoices/" + buy(wallet, "40").path("invoice_id").asText();
        api.delete(wallet).expectProblem(409, "conflict");
        api.post(sale + "/uncollectible", Body.of("reason", "r")).expect(200);
        api.delete(wallet).expect(200);
        pay(sale, "40.00");
        assertThat(Wallets.transactions(tenant, wallet)).containsExactly("top_up 40.00", "expiry -40.00");
        assertThat(ledger()).containsEntry("breakage", "0.00/40.00").containsEntry("wallet_liability", "0.00/0.00");
    }

    @Test
    void whatCannotBeIsRefusedByItsField() {
        String wallets = "/customers/" + customer + "/wallets";
        api.post(wallets, Body.of("name", " ")).expectProblem(422, "validation_failed", "name");
        api.post(wallets, Body.of("name", "w", "priority", 1001)).expectProblem(422, "validation_failed", "priority");
        api.post(wallets, Body.of("name", "w", "credit_rate", "0"))
                .expectProblem(422, "validation_failed", "credit_rate");
        api.post(wallets, Body.of("name", "w", "currency", "XXX")).expectProblem(422, "validation_failed", "currency");
        api.post("/customers/" + UUID.randomUUID() + "/wallets", Body.of("name", "w"))
                .expectProblem(404, "not_found");
        String topUps = wallet(1) + "/top-ups";
        Map<String, @Nullable Object> good = Body.of("kind", "granted", "credits", "1");
        api.post(topUps, Body.like(good, "credits", "0")).expectProblem(422, "validation_failed", "credits");
        api.post(topUps, Body.like(good, "credits", "0.001")).expectProblem(422, "validation_failed", "credits");
        api.post(topUps, Body.like(good, "credits", "1000000000001"))
                .expectProblem(422, "validation_failed", "credits");
        api.post(topUps, Body.like(good, "expires_at", "2024-06-02T12:00:00Z"))
                .expectProblem(422, "validation_failed", "expires_at");
        api.post("/wallets/" + UUID.randomUUID() + "/top-ups", good).expectProblem(404, "not_found");
        TestTenant.register().api().get(topUps).expectProblem(404, "not_found");
    }

    @Test
    void aWalletIsTerminatedAsItWasRead() {
        String wallet = wallet(1);
        assertThat(api.get(wallet).header("ETag")).contains("\"0\"");
        api.with("If-Match", "\"7\"").delete(wallet).expectProblem(412, "precondition_failed");
        api.delete(wallet).expect(200);
    }
}
