package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Giving back: what is credited, what of it is due no more and what is refunded, and what is refused. */
class CreditNotesIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private JsonNode invoice = Body.parse("{}");

    /** 29.00 + 4.00 + 2.50 with 20 % tax: 35.50 + 7.10 = 42.60. */
    @BeforeEach
    void makeAnInvoice() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        UUID customer = tenant.customer("ada", "Europe/Paris");
        tenant.subscribe(customer, "2024-01-01");
        tenant.use(customer, "e", "2024-01-10T00:00:00Z", "100");
        tenant.awaitSettled();
        tenant.advance("2024-02-01T12:00:00Z");
        invoice = tenant.invoices().get(1);
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        assertThat(api.get("/ledger/verification")
                        .expect(200)
                        .json()
                        .path("valid")
                        .asBoolean())
                .isTrue();
    }

    private String path() {
        return "/invoices/" + invoice.path("id").asText();
    }

    private JsonNode again() {
        return api.get(path()).expect(200).json();
    }

    private String line(int index) {
        return invoice.at("/lines/" + index + "/id").asText();
    }

    private Map<String, @Nullable Object> ofLine(int index, String amount) {
        return Body.of("line_id", line(index), "amount", Body.of("amount", amount, "currency", "EUR"));
    }

    private Answer credit(Map<String, @Nullable Object> body) {
        return api.post(path() + "/credit-notes", Body.like(body, "reason", "Outage"));
    }

    private Answer creditLine(int index, String amount) {
        return credit(Body.of("lines", List.of(ofLine(index, amount))));
    }

    private void pay(String amount) {
        api.post(
                        path() + "/payments",
                        Body.of("amount", Body.of("amount", amount, "currency", "EUR"), "reference", amount))
                .expect(201);
    }

    private static String amounts(JsonNode document, String... fields) {
        List<String> amounts = new ArrayList<>();
        for (String field : fields) {
            amounts.add(document.at("/" + field + "/amount").asText());
        }
        return String.join(" ", amounts);
    }

    private static final String[] OF_NOTE = {"subtotal", "tax", "total", "taken_off_due"};
    private static final String[] OF_INVOICE = {"total", "paid", "credited", "refunded", "due"};

    @Test
    void aLineOfAnUnpaidInvoiceIsDueNoMore() {
        JsonNode note = credit(Body.of("lines", List.of(Body.of("line_id", line(1)))))
                .expect(201)
                .json();
        assertThat(note.path("number").asText()).endsWith("-CN-000001");
        assertThat(note.path("issued_on").asText()).isEqualTo("2024-02-01");
        assertThat(note.path("reason").asText()).isEqualTo("Outage");
        assertThat(amounts(note, OF_NOTE)).isEqualTo("4.00 0.80 4.80 4.80");
        assertThat(note.path("refund").isNull()).isTrue();
        assertThat(note.at("/lines/0/position").asInt()).isEqualTo(2);
        assertThat(note.at("/lines/0/tax_percent").asText()).isEqualTo("20");
        assertThat(amounts(again(), OF_INVOICE)).isEqualTo("42.60 0.00 4.80 0.00 37.80");
        assertThat(again().path("status").asText()).isEqualTo("finalized");
        assertThat(api.get("/credit-notes/" + note.path("id").asText())
                        .expect(200)
                        .json())
                .isEqualTo(note);
        assertThat(api.all("/credit-notes?invoice_id=" + invoice.path("id").asText()))
                .containsExactly(note);
        assertThat(api.all("/credit-notes?customer_id=" + UUID.randomUUID())).isEmpty();
        assertThat(api.all("/events?type=credit_note.created")).hasSize(1);
    }

    @Test
    void theWholeOfAnUnpaidInvoiceLeavesNothingDue() {
        JsonNode note = credit(Body.of()).expect(201).json();
        assertThat(note.path("lines")).hasSize(3);
        assertThat(amounts(note, OF_NOTE)).isEqualTo("35.50 7.10 42.60 42.60");
        assertThat(amounts(again(), OF_INVOICE)).isEqualTo("42.60 0.00 42.60 0.00 0.00");
        assertThat(again().path("status").asText()).isEqualTo("paid");
        pay409("invoice_not_payable");
        credit(Body.of()).expectProblem(409, "credit_exceeds_invoice");
    }

    private void pay409(String problem) {
        api.post(
                        path() + "/payments",
                        Body.of("amount", Body.of("amount", "0.01", "currency", "EUR"), "reference", "late"))
                .expectProblem(409, problem);
    }

    @Test
    void whatWasPaidIsRefundedAndPostedFromCash() {
        pay("40.00");
        Map<String, @Nullable Object> wanted = Body.of("lines", List.of(ofLine(0, "10.00")));
        credit(wanted).expectProblem(422, "validation_failed", "refund.reference");
        JsonNode note = credit(Body.like(wanted, "refund", Body.of("reference", "bank-7")))
                .expect(201)
                .json();
        assertThat(amounts(note, OF_NOTE)).isEqualTo("10.00 2.00 12.00 2.60");
        assertThat(note.at("/refund/amount/amount").asText()).isEqualTo("9.40");
        assertThat(note.at("/refund/reference").asText()).isEqualTo("bank-7");
        assertThat(amounts(again(), OF_INVOICE)).isEqualTo("42.60 40.00 12.00 9.40 0.00");
        assertThat(again().path("status").asText()).isEqualTo("paid");
        assertThat(api.get("/ledger/entries/" + note.path("id").asText())
                        .expect(200)
                        .json()
                        .path("postings")
                        .valueStream()
                        .map(posting -> posting.path("credit").asText() + " > "
                                + posting.path("debit").asText() + " "
                                + posting.at("/amount/amount").asText()))
                .containsExactlyInAnyOrder(
                        "receivable > deferred_revenue 10.00",
                        "receivable > tax_payable 2.00",
                        "cash_manual > receivable 9.40");
    }

    @Test
    void aRefundThatIsNotDueIsRefused() {
        credit(Body.of("refund", Body.of("reference", "bank-7"))).expectProblem(422, "validation_failed", "refund");
        assertThat(again()).isEqualTo(invoice);
    }

    /** 2.50 with 0.50 tax in five parts of 0.50 and then the rest of all: the tax of each by remainder, and all equal the whole. */
    @Test
    void partsAndTheRestAreTheInvoiceToTheCent() {
        for (String part : List.of("0.33", "0.33", "0.33", "0.01")) {
            creditLine(2, part).expect(201);
        }
        assertThat(amounts(again(), "credited")).isEqualTo("1.20");
        JsonNode rest = credit(Body.of()).expect(201).json();
        assertThat(amounts(rest, OF_NOTE)).isEqualTo("34.50 6.90 41.40 41.40");
        assertThat(amounts(again(), "credited", "due")).isEqualTo("42.60 0.00");
    }

    @Test
    void noMoreThanIsLeftOfALineIsCredited() {
        creditLine(1, "3.00").expect(201);
        JsonNode refused = creditLine(1, "1.01").expect(409).json();
        assertThat(refused.path("code").asText()).isEqualTo("credit_exceeds_invoice");
        assertThat(refused.at("/errors/0/field").asText()).isEqualTo("lines[0].amount");
        assertThat(refused.path("detail").asText()).contains("1.00 EUR").contains("line 2");
        creditLine(1, "1.00").expect(201);
    }

    @Test
    void aPreviewShowsWhatWouldComeAndWritesNothing() {
        pay("42.60");
        JsonNode preview = api.post(path() + "/credit-notes/preview", Body.of("lines", List.of(ofLine(0, "10.00"))))
                .expect(200)
                .json();
        assertThat(amounts(preview, "subtotal", "tax", "total", "taken_off_due", "refund"))
                .isEqualTo("10.00 2.00 12.00 0.00 12.00");
        assertThat(preview.path("lines")).hasSize(1);
        assertThat(api.all("/credit-notes")).isEmpty();
        assertThat(amounts(again(), "credited")).isEqualTo("0.00");
        api.post(path() + "/credit-notes/preview", Body.of("lines", List.of(ofLine(0, "29.01"))))
                .expectProblem(409, "credit_exceeds_invoice");
    }

    @TestFactory
    Stream<DynamicTest> anAmountIsMoneyOfTheInvoicesCurrency() {
        return Cases.of("""
                0     | EUR | amount
                -1    | EUR | amount
                0.001 | EUR | amount
                1.00  | USD | currency
                1.00  | XXX | currency""", row -> {
            Object amount = Body.of("amount", row.get(0), "currency", row.get(1));
            credit(Body.of("lines", List.of(Body.of("line_id", line(0), "amount", amount))))
                    .expectProblem(422, "validation_failed", "lines[0].amount." + row.get(2));
        });
    }

    @Test
    void whateverElseIsWrongIsNamed() {
        api.post(path() + "/credit-notes", Body.of()).expectProblem(422, "validation_failed", "reason");
        credit(Body.of("lines", List.of())).expectProblem(422, "validation_failed", "lines");
        credit(Body.of("lines", List.of(Body.of()))).expectProblem(422, "validation_failed", "lines[0].line_id");
        credit(Body.of("lines", List.of(Body.of("line_id", UUID.randomUUID()))))
                .expectProblem(422, "validation_failed", "lines[0].line_id");
        credit(Body.of("lines", List.of(ofLine(0, "1.00"), ofLine(0, "1.00"))))
                .expectProblem(422, "validation_failed", "lines[1].line_id");
        api.post("/invoices/" + UUID.randomUUID() + "/credit-notes", Body.of("reason", "r"))
                .expectProblem(404, "not_found");
        api.get("/credit-notes/" + UUID.randomUUID()).expectProblem(404, "not_found");
        assertThat(again()).isEqualTo(invoice);
    }

    @Test
    void ofCreditsAtOnceForTheSameLineOneIsMade() {
        List<Answer> answers = Together.run(6, i -> creditLine(0, "20.00"));
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        answers.stream()
                .filter(answer -> answer.status() != 201)
                .forEach(answer -> answer.expectProblem(409, "credit_exceeds_invoice"));
        assertThat(amounts(again(), "credited")).isEqualTo("24.00");
    }

    @Test
    void paymentsAndCreditsAtOnceNeverSettleMoreThanThereIs() {
        List<Answer> answers = Together.run(
                8,
                i -> i % 2 == 0
                        ? creditLine(0, "7.00")
                        : api.post(
                                path() + "/payments",
                                Body.of("amount", Body.of("amount", "9.00", "currency", "EUR"), "reference", "r" + i)));
        assertThat(answers)
                .allMatch(answer -> answer.status() == 201 || answer.status() == 409 || answer.status() == 422);
        assertThat(new BigDecimal(again().at("/due/amount").asText()).signum()).isNotNegative();
    }

    @Test
    void theSameRequestWithItsKeyIsAnsweredOnce() {
        Api keyed = api.with("Idempotency-Key", "k-" + TestTenant.unique());
        Map<String, @Nullable Object> wanted = Body.of("reason", "r", "lines", List.of(ofLine(0, "1.00")));
        Answer first = keyed.post(path() + "/credit-notes", wanted).expect(201);
        assertThat(keyed.post(path() + "/credit-notes", wanted).expect(201).text())
                .isEqualTo(first.text());
        assertThat(api.all("/credit-notes")).hasSize(1);
    }

    @Test
    void anotherTenantsInvoiceAndCreditNoteAreNotThere() {
        String note = creditLine(0, "1.00").expect(201).id().toString();
        Api other = TestTenant.register().api();
        other.post(path() + "/credit-notes", Body.of("reason", "r")).expectProblem(404, "not_found");
        other.get("/credit-notes/" + note).expectProblem(404, "not_found");
    }
}
