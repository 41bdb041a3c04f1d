package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What invoices and payments post, and that whatever is changed in the ledger is found. */
class LedgerIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = new UUID(0, 0);

    /** An invoice of 29.00 in January and one of 35.50 in February, both with 20 % tax: 34.80 and 42.60. */
    @BeforeEach
    void makeTwoInvoices() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        customer = tenant.customer("ada", "Europe/Paris");
        tenant.subscribe(customer, "2024-01-01");
        tenant.use(customer, "e", "2024-01-10T00:00:00Z", "100");
        tenant.awaitSettled();
        tenant.advance("2024-02-01T12:00:00Z");
    }

    private String second() {
        return tenant.invoices().get(1).path("id").asText();
    }

    private String pay(String invoice, String amount, String paidOn) {
        return api.post(
                        "/invoices/" + invoice + "/payments",
                        Body.of(
                                "amount",
                                Body.of("amount", amount, "currency", "EUR"),
                                "reference",
                                amount,
                                "paid_on",
                                paidOn))
                .expect(201)
                .id()
                .toString();
    }

    private static String text(JsonNode entry) {
        List<String> postings = new ArrayList<>();
        entry.path("postings")
                .forEach(posting -> postings.add("%s > %s %s %s"
                        .formatted(
                                posting.path("credit").asText(),
                                posting.path("debit").asText(),
                                posting.at("/amount/amount").asText(),
                                posting.at("/amount/currency").asText())));
        return "%s %s %s"
                .formatted(entry.path("kind").asText(), entry.path("booked_on").asText(), String.join(", ", postings));
    }

    private String trialBalance(String query) {
        JsonNode euros =
                api.get("/ledger/trial-balance" + query).expect(200).json().at("/currencies/0");
        List<String> rows = new ArrayList<>();
        euros.path("accounts")
                .forEach(row -> rows.add("%s %s|%s"
                        .formatted(
                                row.path("account").asText(),
                                row.at("/debit/amount").asText(),
                                row.at("/credit/amount").asText())));
        assertThat(euros.at("/debit/amount")).isEqualTo(euros.at("/credit/amount"));
        return String.join(", ", rows);
    }

    private JsonNode verification() {
        return api.get("/ledger/verification").expect(200).json();
    }

    @Test
    void anInvoicePostsItsNetAndItsTaxOnItsDate() {
        JsonNode entry = api.get("/ledger/entries/" + second()).expect(200).json();
        assertThat(text(entry))
                .isEqualTo(
                        "invoice 2024-02-01 deferred_revenue > receivable 29.00 EUR, revenue > receivable 6.50 EUR, tax_payable > receivable 7.10 EUR");
        assertThat(entry.path("id")).isEqualTo(entry.path("invoice_id"));
        assertThat(entry.path("customer_id").asText()).isEqualTo(customer.toString());
    }

    @Test
    void aPaymentPostsToCashOnItsDayAndTheRestStaysReceivable() {
        String payment = pay(second(), "40.00", "2024-02-05");
        assertThat(text(api.get("/ledger/entries/" + payment).expect(200).json()))
                .isEqualTo("payment 2024-02-05 receivable > cash_manual 40.00 EUR");
        assertThat(api.get("/ledger/accounts").expect(200).json().path("data"))
                .extracting(account -> account.path("account").asText() + " "
                        + account.path("normal").asText() + " "
                        + account.at("/balance/amount").asText())
                .containsExactly(
                        "cash_manual debit 40.00",
                        "deferred_revenue credit 29.00",
                        "receivable debit 37.40",
                        "revenue credit 35.50",
                        "tax_payable credit 12.90");
        Invariants.assertHold(tenant);
    }

    @Test
    void aPaymentThatIsRefusedPostsNothing() {
        api.post(
                        "/invoices/" + second() + "/payments",
                        Body.of("amount", Body.of("amount", "42.61", "currency", "EUR"), "reference", "r"))
                .expectProblem(409, "payment_exceeds_due");
        assertThat(api.all("/ledger/entries?account=receivable")).hasSize(2);
    }

    @Test
    void theTrialBalanceIsThatOfADayOrOfAll() {
        pay(second(), "42.60", "2024-02-05");
        assertThat(api.get("/ledger/trial-balance?at=2023-12-31")
                        .expect(200)
                        .json()
                        .path("currencies"))
                .isEmpty();
        assertThat(trialBalance("?at=2024-01-31"))
                .isEqualTo(
                        "deferred_revenue 0.00|0.00, receivable 34.80|0.00, revenue 0.00|29.00, tax_payable 0.00|5.80");
        assertThat(trialBalance("?at=2024-02-04"))
                .isEqualTo(
                        "deferred_revenue 0.00|29.00, receivable 77.40|0.00, revenue 0.00|35.50, tax_payable 0.00|12.90");
        assertThat(trialBalance(""))
                .isEqualTo(
                        "cash_manual 42.60|0.00, deferred_revenue 0.00|29.00, receivable 34.80|0.00, revenue 0.00|35.50, tax_payable 0.00|12.90")
                .isEqualTo(trialBalance("?at=2024-02-05"));
    }

    @Test
    void entriesAreFoundByAccountCustomerAndInvoiceInPages() {
        String invoice = second();
        String payment = pay(invoice, "1.00", "2024-02-05");
        assertThat(api.all("/ledger/entries?account=receivable")).hasSize(3);
        assertThat(api.all("/ledger/entries?account=cash_manual"))
                .extracting(entry -> entry.path("id").asText())
                .containsExactly(payment);
        assertThat(api.all("/ledger/entries?invoice_id=" + invoice))
                .extracting(entry -> entry.path("id").asText())
                .containsExactly(payment, invoice);
        assertThat(api.all("/ledger/entries?account=tax_payable&customer_id=" + customer))
                .hasSize(2);
        assertThat(api.all("/ledger/entries?customer_id=" + UUID.randomUUID())).isEmpty();
        JsonNode page = api.get("/ledger/entries?account=receivable&limit=2").json();
        assertThat(page.path("data")).hasSize(2);
        JsonNode last = api.get("/ledger/entries?account=receivable&limit=2&cursor="
                        + page.path("next_cursor").asText())
                .json();
        assertThat(last.path("data")).hasSize(1);
        assertThat(last.at("/data/0/postings")).hasSize(2);
        assertThat(last.path("next_cursor").isNull()).isTrue();
    }

    @TestFactory
    Stream<DynamicTest> whatIsAskedWronglyIsNamed() {
        return Cases.of(
                """
                entries?account=pocket | account
                entries?customer_id=1 | customer_id
                entries?invoice_id=x | invoice_id
                trial-balance?at=yesterday | at
                trial-balance?at=2024-02-30 | at
                trial-balance?at=%2B999999-01-01 | at""", row -> api.get("/ledger/" + row.get(0)).expectProblem(422, "validation_failed", row.get(1)));
    }

    @Test
    void anEntryOfNoDocumentIsNotFound() {
        api.get("/ledger/entries/" + UUID.randomUUID()).expectProblem(404, "not_found");
        TestTenant other = TestTenant.register();
        other.api().get("/ledger/entries/" + second()).expectProblem(404, "not_found");
        assertThat(other.api().get("/ledger/accounts").expect(200).json().path("data"))
                .isEmpty();
        assertThat(other.api().get("/ledger/verification").json().path("valid").asBoolean())
                .isTrue();
    }

    @Test
    void booksThatNobodyTouchedHold() {
        pay(second(), "10.00", "2024-02-05");
        JsonNode verification = verification();
        assertThat(verification.path("valid").asBoolean()).isTrue();
        assertThat(verification.path("transfers").asInt())
                .as("two invoices, of one 31 days, and a payment")
                .isEqualTo(5 + 31 + 1);
        assertThat(verification.path("differences")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE %s.transfers SET amount_minor = amount_minor + 1 WHERE credit = 'revenue' AND kind = 'invoice'"
                        + " | invoice_posts_its_total, receivable_is_due",
                "UPDATE %s.transfers SET credit = 'revenue', debit = 'tax_payable' WHERE credit = 'tax_payable'"
                        + " | invoice_posts_its_total, receivable_is_due",
                "DELETE FROM %s.transfers WHERE credit = 'tax_payable' | invoice_posts_its_total, receivable_is_due",
                "DELETE FROM %s.transfers WHERE kind = 'payment' | payment_posts_its_amount, receivable_is_due",
                "UPDATE %s.transfers SET booked_on = '2023-01-01' WHERE kind = 'payment' | payment_posts_its_amount",
                "UPDATE %s.transfers SET currency = 'USD' WHERE kind = 'payment' | payment_posts_its_amount",
                "UPDATE %s.transfers SET entry_id = gen_random_uuid() WHERE kind = 'payment'"
                        + " | entry_has_its_document, payment_posts_its_amount",
                "UPDATE %s.payments SET amount_minor = amount_minor - 1 | payment_posts_its_amount",
                "UPDATE %s.invoices SET paid_minor = paid_minor - 1 WHERE paid_minor > 0 | receivable_is_due",
                "UPDATE %s.payments SET recovers = true | payment_posts_its_amount",
                "UPDATE %s.invoices SET applied_minor = 1 WHERE total_minor > paid_minor"
                        + " | invoice_posts_its_total, receivable_is_due",
                "INSERT INTO %s.credit_balances SELECT DISTINCT customer_id, currency, 1 FROM %s.invoices"
                        + " | balance_is_customer_credit",
                "UPDATE %s.transfers SET kind = 'void' WHERE kind = 'payment'" + " | payment_posts_its_amount",
                "INSERT INTO %s.transfers SELECT entry_id, 'cash_manual', 'revenue', 1, currency, kind, invoice_id,"
                        + " customer_id, booked_on FROM %s.transfers WHERE kind = 'payment' | payment_posts_its_amount"
            })
    void whateverIsChangedIsFound(String tampering, String rules) {
        pay(second(), "10.00", "2024-02-05");
        assertThat(tenant.execute(tampering.trim().replace("%s", tenant.schema())))
                .isPositive();
        JsonNode verification = verification();
        assertThat(verification.path("valid").asBoolean()).isFalse();
        assertThat(verification.path("differences").findValuesAsText("rule").stream()
                        .distinct()
                        .sorted())
                .containsExactly(rules.trim().split(", "));
    }
}
