package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a void invoice billed is billed again, once, by an invoice with the same lines. */
class InvoiceReplacementIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = new UUID(0, 0);
    private JsonNode invoice = Body.parse("{}");

    /** 29.00 + 4.00 + 2.50 with 20 % tax: 35.50 + 7.10 = 42.60. */
    @BeforeEach
    void makeAnInvoice() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        customer = tenant.customer("ada", "Europe/Paris");
        tenant.subscribe(customer, "2024-01-01");
        tenant.use(customer, "e", "2024-01-10T00:00:00Z", "100");
        tenant.awaitSettled();
        tenant.advance("2024-02-03T12:00:00Z");
        invoice = tenant.invoices().get(1);
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
        assertThat(api.get("/ledger/verification").expect(200).json().path("differences"))
                .isEmpty();
    }

    private static String path(JsonNode invoice) {
        return "/invoices/" + invoice.path("id").asText();
    }

    private void makeVoid(JsonNode wrong) {
        api.post(path(wrong) + "/void", Body.of("reason", "wrong address")).expect(200);
    }

    private Answer replace(JsonNode wrong) {
        return api.post(path(wrong) + "/replacement");
    }

    private static List<String> lines(JsonNode invoice) {
        return invoice.path("lines")
                .valueStream()
                .map(line -> "%s %s %s %s %s"
                        .formatted(
                                line.path("purpose").asText(),
                                line.path("description").asText(),
                                line.path("period_start").asText(),
                                line.path("quantity").asText(),
                                line.at("/amount/amount").asText()))
                .toList();
    }

    @Test
    void theNewOneHasTheSameLinesAndANumberDateAndCustomerOfItsOwn() {
        makeVoid(invoice);
        api.patch("/customers/" + customer, Body.of("name", "Ada Lovelace")).expect(200);
        JsonNode again = replace(invoice).expect(201).json();
        assertThat(lines(again)).isEqualTo(lines(invoice));
        assertThat(again.path("taxes")).isEqualTo(invoice.path("taxes"));
        assertThat(again.at("/total/amount").asText()).isEqualTo("42.60");
        assertThat(again.at("/due/amount").asText()).isEqualTo("42.60");
        assertThat(again.path("status").asText()).isEqualTo("finalized");
        assertThat(again.path("number").asText()).endsWith("-000003");
        assertThat(again.path("issued_on").asText()).isEqualTo("2024-02-03");
        assertThat(again.path("due_on").asText()).isEqualTo("2024-02-17");
        assertThat(again.path("period_start")).isEqualTo(invoice.path("period_start"));
        assertThat(again.at("/customer/name").asText()).isEqualTo("Ada Lovelace");
        assertThat(again.path("replaces_id")).isEqualTo(invoice.path("id"));
        assertThat(api.get(path(invoice)).json().path("replaced_by_id")).isEqualTo(again.path("id"));
        assertThat(api.get(path(again)).expect(200).json()).isEqualTo(again);
        api.post(
                        path(again) + "/payments",
                        Body.of("amount", Body.of("amount", "42.60", "currency", "EUR"), "reference", "r"))
                .expect(201);
    }

    @Test
    void onlyAVoidInvoiceIsReplacedAndOnce() {
        replace(invoice).expectProblem(409, "invoice_not_replaceable");
        makeVoid(invoice);
        replace(invoice).expect(201);
        replace(invoice).expectProblem(409, "invoice_not_replaceable");
        api.post("/invoices/" + UUID.randomUUID() + "/replacement").expectProblem(404, "not_found");
        TestTenant.register().api().post(path(invoice) + "/replacement").expectProblem(404, "not_found");
    }

    @Test
    void ofReplacementsAtOnceOneIsMade() {
        makeVoid(invoice);
        List<Answer> answers = Together.run(6, i -> replace(invoice));
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        answers.stream()
                .filter(answer -> answer.status() != 201)
                .forEach(answer -> answer.expectProblem(409, "invoice_not_replaceable"));
        assertThat(tenant.invoices()).hasSize(3);
    }

    @Test
    void theNewOneCanBeVoidedAndReplacedToo() {
        makeVoid(invoice);
        JsonNode second = replace(invoice).expect(201).json();
        makeVoid(second);
        JsonNode third = replace(second).expect(201).json();
        assertThat(lines(third)).isEqualTo(lines(invoice));
        assertThat(third.path("number").asText()).endsWith("-000004");
    }

    /** 100 minutes were billed, void and billed again; 10 come late: the next invoice has these 10, before and after it. */
    @Test
    void whatComesLateIsBilledOnceWhicheverInvoiceStands() {
        makeVoid(invoice);
        tenant.use(customer, "late", "2024-01-20T00:00:00Z", "10");
        tenant.awaitSettled();
        tenant.advance("2024-03-02T12:00:00Z");
        assertThat(late(tenant.invoices().getLast())).containsExactly("10 0.50");
        replace(invoice).expect(201);
        tenant.use(customer, "later", "2024-01-21T00:00:00Z", "20");
        tenant.awaitSettled();
        tenant.advance("2024-04-02T12:00:00Z");
        assertThat(late(tenant.invoices().getLast())).containsExactly("20 1.00");
    }

    private static List<String> late(JsonNode invoice) {
        return invoice.path("lines")
                .valueStream()
                .filter(line -> line.path("purpose").asText().equals("delta"))
                .map(line -> line.path("quantity").asText() + " "
                        + line.at("/amount/amount").asText())
                .toList();
    }
}
