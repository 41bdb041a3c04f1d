package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoicesIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = new UUID(0, 0);

    /** An invoice of 29.00 and one of 29.00 + 4.00 + 2.50, both with 20 % tax. */
    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
    }

    @BeforeEach
    void makeTwoInvoices() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        customer = tenant.customer("ada", "Europe/Paris");
        tenant.subscribe(customer, "2024-01-01");
        tenant.use(customer, "e", "2024-01-10T00:00:00Z", "100");
        tenant.beginToAdvance("2024-02-01T12:00:00Z");
        tenant.awaitInvoices(2);
    }

    private JsonNode second() {
        return tenant.invoices().get(1);
    }

    private static Map<String, @Nullable Object> payment(String amount, String reference) {
        return Body.of(
                "amount",
                Body.of("amount", amount, "currency", "EUR"),
                "reference",
                reference,
                "paid_on",
                "2024-02-05");
    }

    private Answer pay(JsonNode invoice, String amount, String reference) {
        return api.post("/invoices/" + invoice.path("id").asText() + "/payments", payment(amount, reference));
    }

    private JsonNode again(JsonNode invoice) {
        return api.get("/invoices/" + invoice.path("id").asText()).expect(200).json();
    }

    @Test
    void anInvoiceShowsWhatItBillsAndHowTheTotalsCome() {
        JsonNode invoice = second();
        assertThat(invoice.path("number").asText()).endsWith("-000002");
        assertThat(invoice.path("status").asText()).isEqualTo("finalized");
        assertThat(invoice.at("/customer/external_id").asText()).isEqualTo("ada");
        assertThat(invoice.path("period_start").asText()).isEqualTo("2024-01-01");
        assertThat(invoice.path("period_end").asText()).isEqualTo("2024-02-01");
        assertThat(invoice.path("issued_on").asText()).isEqualTo("2024-02-01");
        assertThat(invoice.path("due_on").asText()).isEqualTo("2024-02-15");
        assertThat(invoice.path("finalized_at").asText()).isEqualTo("2024-01-31T23:00:00Z");
        assertThat(invoice.path("lines")
                        .valueStream()
                        .map(line -> line.path("metric").asText("") + " "
                                + line.path("quantity").asText() + " x "
                                + line.path("unit_amount").asText() + " = "
                                + line.at("/amount/amount").asText()))
                .containsExactly(" 1 x 29 = 29.00", "builds 50 x 0.08 = 4.00", "builds 50 x 0.05 = 2.50");
        assertThat(invoice.at("/subtotal/amount").asText()).isEqualTo("35.50");
        assertThat(invoice.at("/taxes/0/base/amount").asText()).isEqualTo("35.50");
        assertThat(invoice.at("/tax/amount").asText()).isEqualTo("7.10");
        assertThat(invoice.at("/total/amount").asText()).isEqualTo("42.60");
        assertThat(invoice.at("/due/amount").asText()).isEqualTo("42.60");
        assertThat(invoice.at("/total/currency").asText()).isEqualTo("EUR");
        assertThat(again(invoice)).isEqualTo(invoice);
    }

    @Test
    void theTaxOfTheLinesIsTheTaxOfTheInvoice() {
        for (JsonNode invoice : tenant.invoices()) {
            BigDecimal sum = invoice.path("lines")
                    .valueStream()
                    .map(line -> new BigDecimal(line.at("/tax/amount").asText()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(sum).isEqualByComparingTo(invoice.at("/tax/amount").asText());
        }
    }

    @Test
    void aPaymentSettlesItsInvoice() {
        JsonNode invoice = second();
        JsonNode payment = pay(invoice, "42.60", "bank-1").expect(201).json();
        assertThat(payment.path("paid_on").asText()).isEqualTo("2024-02-05");
        JsonNode paid = again(invoice);
        assertThat(paid.path("status").asText()).isEqualTo("paid");
        assertThat(paid.at("/paid/amount").asText()).isEqualTo("42.60");
        assertThat(paid.at("/due/amount").asText()).isEqualTo("0.00");
        assertThat(api.get("/payments/" + payment.path("id").asText())
                        .expect(200)
                        .json())
                .isEqualTo(payment);
        assertThat(api.all("/payments?invoice_id=" + invoice.path("id").asText()))
                .containsExactly(payment);
        assertThat(api.all("/events?type=payment.succeeded")).hasSize(1);
        assertThat(api.all("/invoices?status=paid")).hasSize(1);
    }

    @Test
    void partsAddUpToThePaidInvoiceAndNoFurther() {
        JsonNode invoice = second();
        pay(invoice, "40.00", "1").expect(201);
        assertThat(again(invoice).path("status").asText()).isEqualTo("partially_paid");
        pay(invoice, "2.61", "2").expectProblem(409, "payment_exceeds_due");
        assertThat(again(invoice).at("/due/amount").asText()).isEqualTo("2.60");
        pay(invoice, "2.60", "3").expect(201);
        pay(invoice, "0.01", "4").expectProblem(409, "invoice_not_payable");
        assertThat(api.all("/payments")).hasSize(2);
    }

    @Test
    void aReferenceIsUsedOnceForAnInvoice() {
        JsonNode invoice = second();
        pay(invoice, "1.00", "bank-1").expect(201);
        pay(invoice, "1.00", "bank-1").expectProblem(409, "conflict");
        assertThat(again(invoice).at("/paid/amount").asText()).isEqualTo("1.00");
        pay(tenant.invoices().getFirst(), "1.00", "bank-1").expect(201);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"0, EUR", "-1, EUR", "1.001, EUR", "1.00, USD", "1.00, XXX", "99999999999999999999, EUR"})
    void aPaymentIsMoneyOfTheInvoicesCurrency(String amount, String currency) {
        JsonNode invoice = second();
        Answer answer = api.post(
                        "/invoices/" + invoice.path("id").asText() + "/payments",
                        Body.like(payment("1", "r"), "amount", Body.of("amount", amount, "currency", currency)))
                .expect(422);
        assertThat(answer.json().at("/errors/0/field").asText()).startsWith("amount.");
        assertThat(again(invoice)).isEqualTo(invoice);
    }

    @Test
    void paymentsAtOnceNeverPayMoreThanIsOpen() {
        JsonNode invoice = second();
        List<Answer> answers = Together.run(8, i -> pay(invoice, "10.00", "r" + i));
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(4);
        answers.stream()
                .filter(answer -> answer.status() != 201)
                .forEach(answer -> answer.expectProblem(409, "payment_exceeds_due"));
        assertThat(again(invoice).at("/due/amount").asText()).isEqualTo("2.60");
    }

    @Test
    void anInvoiceThatWasReadIsReadAnewAfterEachChange() {
        JsonNode invoice = second();
        for (int part = 1; part <= 3; part++) {
            assertThat(again(invoice)).isEqualTo(again(invoice));
            pay(invoice, "1.00", "part " + part).expect(201);
            assertThat(again(invoice).at("/paid/amount").asText()).isEqualTo(part + ".00");
        }
        JsonNode listed = api.get("/invoices?include=lines&number="
                        + invoice.path("number").asText())
                .expect(200)
                .json()
                .at("/data/0");
        assertThat(again(invoice)).isEqualTo(listed);
    }

    @Test
    void anInvoiceIsFoundByItsCustomerSubscriptionNumberAndStatus() {
        JsonNode invoice = second();
        for (String query : List.of(
                "customer_id=" + customer,
                "external_customer_id=ada",
                "subscription_id=" + invoice.path("subscription_id").asText(),
                "status=finalized")) {
            assertThat(api.all("/invoices?" + query)).as(query).hasSize(2);
        }
        assertThat(api.all("/invoices?number=" + invoice.path("number").asText()))
                .hasSize(1);
        assertThat(api.all("/invoices?external_customer_id=nobody")).isEmpty();
        assertThat(api.all("/invoices?customer_id=" + UUID.randomUUID())).isEmpty();
    }

    @Test
    void filtersNarrowEachOther() {
        assertThat(api.all("/invoices?external_customer_id=ada&status=paid")).isEmpty();
        assertThat(api.all("/invoices?external_customer_id=ada&number=none")).isEmpty();
        assertThat(api.all("/invoices?customer_id=" + customer + "&status=paid"))
                .isEmpty();
    }

    @Test
    void aListHasLinesWhenAskedForThem() {
        assertThat(api.get("/invoices").json().at("/data/0/lines").isNull()).isTrue();
        assertThat(api.get("/invoices?include=lines").json().at("/data/0/lines").isArray())
                .isTrue();
    }

    @Test
    void aFinalizedInvoiceKeepsTheCustomerAsHeWas() {
        api.patch("/customers/" + customer, Body.of("name", "New name")).expect(200);
        assertThat(second().at("/customer/name").asText()).isEqualTo("ada");
        tenant.advance("2024-03-01T12:00:00Z");
        assertThat(tenant.invoices().get(2).at("/customer/name").asText()).isEqualTo("New name");
    }

    @Test
    void termsOfPaymentFollowTheTenantsSetting() {
        api.patch("/tenant", Body.of("net_terms_days", 30)).expect(200);
        tenant.advance("2024-03-01T12:00:00Z");
        assertThat(second().path("due_on").asText()).isEqualTo("2024-02-15");
        assertThat(tenant.invoices().get(2).path("due_on").asText()).isEqualTo("2024-03-31");
    }

    @Test
    void aCustomerCanHaveTermsOfPaymentOfHisOwn() {
        api.patch("/customers/" + customer, Body.of("net_terms_days", 60)).expect(200);
        tenant.advance("2024-03-01T12:00:00Z");
        assertThat(tenant.invoices().get(2).path("due_on").asText()).isEqualTo("2024-04-30");
        api.patch("/customers/" + customer, Body.of("net_terms_days", -1)).expect(200);
        tenant.advance("2024-04-01T12:00:00Z");
        assertThat(tenant.invoices().get(3).path("due_on").asText()).isEqualTo("2024-04-15");
    }

    @Test
    void eachInvoiceHasItsEventAndTheRunItsProgress() {
        tenant.awaitSettled();
        assertThat(api.all("/events?type=invoice.finalized"))
                .extracting(event -> event.at("/data/number").asText())
                .containsExactlyInAnyOrderElementsOf(tenant.invoices().stream()
                        .map(invoice -> invoice.path("number").asText())
                        .toList());
        assertThat(api.all("/billing-runs").stream()
                        .mapToInt(run -> run.path("invoices").asInt())
                        .sum())
                .isEqualTo(2);
        assertThat(api.all("/billing-runs"))
                .extracting(run -> run.path("state").asText())
                .containsOnly("done");
    }

    @Test
    void theClockOfATestOnlyGoesForwardAndIsStartedOnce() {
        api.post("/tenant/clock/advance", Body.of("to", "2024-01-31T00:00:00Z")).expectProblem(409, "clock_backwards");
        api.put("/tenant/clock", Body.of("now", "2024-06-01T00:00:00Z")).expectProblem(409, "clock_not_allowed");
        api.post("/tenant/clock/advance", Body.of("to", "2099-01-01T00:00:00Z"))
                .expectProblem(422, "validation_failed", "to");
        TestTenant live = TestTenant.register();
        live.api()
                .post("/tenant/clock/advance", Body.of("to", "2099-01-01T00:00:00Z"))
                .expectProblem(409, "clock_not_allowed");
        assertThat(live.api().get("/tenant/clock").json().path("mode").asText()).isEqualTo("live");
    }

    @Test
    void currenciesWithoutAndWithThreeDecimalsAreRoundedToTheirs() {
        for (String currency : List.of("JPY", "BHD")) {
            Map<String, @Nullable Object> plan =
                    Body.like(Samples.plan(), "code", "p" + currency, "currency", currency);
            plan.put("charges", List.of(Body.like(Samples.fee(), "unit_amount", "10.12345", "prorated", false)));
            api.post("/plans", plan).expect(201);
            UUID id = api.post("/customers", Body.of("name", currency, "external_id", currency, "currency", currency))
                    .expect(201)
                    .id();
            api.post("/subscriptions", Body.of("customer_id", id, "plan", "p" + currency, "start_date", "2024-02-01"))
                    .expect(201);
        }
        tenant.awaitSettled();
        assertThat(totals("JPY")).isEqualTo("10 + 2 = 12");
        assertThat(totals("BHD")).isEqualTo("10.123 + 2.025 = 12.148");
    }

    private String totals(String externalId) {
        JsonNode invoice =
                api.all("/invoices?external_customer_id=" + externalId).getFirst();
        return invoice.at("/subtotal/amount").asText() + " + "
                + invoice.at("/tax/amount").asText() + " = "
                + invoice.at("/total/amount").asText();
    }
}
