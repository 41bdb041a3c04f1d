package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an invoice ends without being paid: it is void, or what is due of it is written off. */
class InvoiceClosingIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = new UUID(0, 0);
    private JsonNode invoice = Body.parse("{}");

    /** 29.00 + 4.00 + 2.50 with 20 % tax: 35.50 + 7.10 = 42.60, due on 15 February. */
    @BeforeEach
    void makeAnInvoice() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        customer = tenant.customer("ada", "Europe/Paris");
        tenant.subscribe(customer, "2024-01-01");
        tenant.use(customer, "e", "2024-01-10T00:00:00Z", "100");
        tenant.awaitSettled();
        tenant.advance("2024-02-01T12:00:00Z");
        invoice = tenant.invoices().get(1);
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        assertThat(api.get("/ledger/verification").expect(200).json().path("differences"))
                .isEmpty();
    }

    private String path() {
        return "/invoices/" + invoice.path("id").asText();
    }

    private JsonNode again() {
        return api.get(path()).expect(200).json();
    }

    private Answer close(String how) {
        return api.post(path() + "/" + how, Body.of("reason", "Wrong customer"));
    }

    private Answer pay(String amount, String reference) {
        return api.post(
                path() + "/payments",
                Body.of("amount", Body.of("amount", amount, "currency", "EUR"), "reference", reference));
    }

    private static String amounts(JsonNode document, String... fields) {
        List<String> amounts = new ArrayList<>();
        for (String field : fields) {
            amounts.add(document.at("/" + field + "/amount").asText());
        }
        return String.join(" ", amounts);
    }

    private List<String> postings(String entry) {
        JsonNode found = api.get("/ledger/entries/" + entry).expect(200).json();
        return found.path("postings")
                .valueStream()
                .map(posting -> "%s %s %s > %s %s"
                        .formatted(
                                found.path("kind").asText(),
                                found.path("booked_on").asText(),
                                posting.path("credit").asText(),
                                posting.path("debit").asText(),
                                posting.at("/amount/amount").asText()))
                .sorted()
                .toList();
    }

    @Test
    void aVoidInvoiceKeepsItsNumberAndLinesAndNothingOfItIsOwed() {
        JsonNode gone = close("void").expect(200).json();
        assertThat(gone.path("status").asText()).isEqualTo("void");
        assertThat(gone.path("number")).isEqualTo(invoice.path("number"));
        assertThat(gone.path("lines")).isEqualTo(invoice.path("lines"));
        assertThat(amounts(gone, "total", "due")).isEqualTo("42.60 0.00");
        assertThat(gone.at("/closing/reason").asText()).isEqualTo("Wrong customer");
        assertThat(gone.at("/closing/at").asText()).isEqualTo("2024-02-01T12:00:00Z");
        assertThat(again()).isEqualTo(gone);
        assertThat(postings(gone.at("/closing/journal_entry_id").asText()))
                .containsExactly(
                        "void 2024-02-01 receivable > deferred_revenue 29.00",
                        "void 2024-02-01 receivable > revenue 6.50",
                        "void 2024-02-01 receivable > tax_payable 7.10");
        assertThat(api.all("/invoices?status=void")).hasSize(1);
        assertThat(api.all("/events?type=invoice.voided").getFirst().at("/data/number"))
                .isEqualTo(invoice.path("number"));
    }

    @Test
    void ofAVoidInvoiceNothingIsPaidCreditedWrittenOffOrRemindedOf() {
        close("void").expect(200);
        pay("1.00", "r").expectProblem(409, "invoice_not_payable");
        api.post(path() + "/credit-notes", Body.of("reason", "r")).expectProblem(409, "invoice_not_creditable");
        close("uncollectible").expectProblem(409, "nothing_to_write_off");
        close("void").expectProblem(409, "invoice_not_voidable");
        tenant.advance("2024-02-28T00:00:00Z");
        assertThat(remindedNumbers()).doesNotContain(invoice.path("number").asText());
    }

    private List<String> remindedNumbers() {
        return api.all("/events?type=payment_reminder.due").stream()
                .map(event -> event.at("/data/number").asText())
                .toList();
    }

    /** The void one took 100 minutes; 10 come late: they are billed, and the 100 are not. */
    @Test
    void whatAVoidInvoiceBilledIsNotBilledAgainByItself() {
        close("void").expect(200);
        tenant.use(customer, "late", "2024-01-20T00:00:00Z", "10");
        tenant.awaitSettled();
        tenant.advance("2024-03-01T12:00:00Z");
        JsonNode next = tenant.invoices().getLast();
        assertThat(next.path("lines")
                        .valueStream()
                        .filter(line -> line.path("purpose").asText().equals("delta"))
                        .map(line -> line.path("quantity").asText() + " "
                                + line.at("/amount/amount").asText()))
                .containsExactly("10 0.50");
    }

    @Test
    void whatWasPaidOrCreditedIsGivenBackAndNotVoided() {
        pay("1.00", "r").expect(201);
        JsonNode refused = close("void").expect(409).json();
        assertThat(refused.path("code").asText()).isEqualTo("invoice_not_voidable");
        assertThat(refused.path("detail").asText()).contains("credit note");
        invoice = tenant.invoices().getFirst();
        api.post(path() + "/credit-notes", Body.of("reason", "r")).expect(201);
        close("void").expectProblem(409, "invoice_not_voidable");
    }

    @Test
    void whatIsDueIsWrittenOffAndNobodyIsRemindedOfIt() {
        pay("40.00", "r").expect(201);
        JsonNode lost = close("uncollectible").expect(200).json();
        assertThat(lost.path("status").asText()).isEqualTo("uncollectible");
        assertThat(amounts(lost, "total", "paid", "written_off", "recovered", "due"))
                .isEqualTo("42.60 40.00 2.60 0.00 0.00");
        assertThat(postings(lost.at("/closing/journal_entry_id").asText()))
                .containsExactly("write_off 2024-02-01 receivable > write_off 2.60");
        assertThat(api.all("/events?type=invoice.written_off")
                        .getFirst()
                        .at("/data/amount/amount")
                        .asText())
                .isEqualTo("2.60");
        close("uncollectible").expectProblem(409, "nothing_to_write_off");
        close("void").expectProblem(409, "invoice_not_voidable");
        api.post(path() + "/credit-notes", Body.of("reason", "r")).expectProblem(409, "invoice_not_creditable");
        tenant.advance("2024-02-28T00:00:00Z");
        assertThat(remindedNumbers()).doesNotContain(invoice.path("number").asText());
    }

    @Test
    void whatComesInAfterAllIsTakenFromWhatWasWrittenOffUntilThatIsPaid() {
        close("uncollectible").expect(200);
        JsonNode payment = pay("12.60", "first").expect(201).json();
        assertThat(payment.path("recovers").asBoolean()).isTrue();
        assertThat(postings(payment.path("id").asText()))
                .containsExactly("payment 2024-02-01 write_off > cash_manual 12.60");
        assertThat(again().path("status").asText()).isEqualTo("uncollectible");
        assertThat(amounts(again(), "paid", "written_off", "recovered", "due")).isEqualTo("12.60 42.60 12.60 0.00");
        pay("30.01", "second").expectProblem(409, "payment_exceeds_due");
        pay("30.00", "second").expect(201);
        assertThat(again().path("status").asText()).isEqualTo("paid");
        pay("0.01", "third").expectProblem(409, "invoice_not_payable");
        assertThat(api.get("/ledger/accounts").expect(200).json().path("data"))
                .filteredOn(account -> account.path("account").asText().equals("write_off"))
                .extracting(account -> account.at("/balance/amount").asText())
                .containsExactly("0.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"void", "uncollectible"})
    void ofManyAtOnceOneEndsIt(String how) {
        List<Answer> answers = Together.run(6, i -> close(how));
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(5);
        assertThat(api.all("/audit-log?action=invoice." + (how.equals("void") ? "void" : "write_off")))
                .hasSize(1);
    }

    @Test
    void aVoidAndPaymentsAtOnceAreNeverBothDone() {
        List<Answer> answers = Together.run(6, i -> i % 2 == 0 ? close("void") : pay("1.00", "r" + i));
        boolean isVoid = again().path("status").asText().equals("void");
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(isVoid ? 1 : 0);
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(isVoid ? 0 : 3);
        assertThat(answers).allMatch(answer -> List.of(200, 201, 409).contains(answer.status()));
        assertThat(api.all("/payments")).hasSize(isVoid ? 0 : 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"void", "uncollectible"})
    void whatIsAskedWronglyIsNamed(String how) {
        api.post(path() + "/" + how, Body.of()).expectProblem(422, "validation_failed", "reason");
        api.post(path() + "/" + how, Body.of("reason", " ")).expectProblem(422, "validation_failed", "reason");
        api.post("/invoices/" + UUID.randomUUID() + "/" + how, Body.of("reason", "r"))
                .expectProblem(404, "not_found");
        TestTenant.register()
                .api()
                .post(path() + "/" + how, Body.of("reason", "r"))
                .expectProblem(404, "not_found");
        assertThat(again()).isEqualTo(invoice);
    }
}
