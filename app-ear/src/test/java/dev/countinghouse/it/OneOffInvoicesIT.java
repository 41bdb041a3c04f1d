package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invoices of lines that somebody writes by hand, on 10 June 2024 in Paris: 7.5 hours and what is taken off of them. */
class OneOffInvoicesIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = tenant.tenantId();

    @BeforeEach
    void haveACustomer() {
        tenant.startClock("2024-06-09T22:30:00Z");
        tenant.makeCatalog();
        customer = api.post(
                        "/customers",
                        Body.of(
                                "name",
                                "Ada & Co",
                                "time_zone",
                                "Europe/Paris",
                                "country",
                                "FR",
                                "vat_id",
                                "FR12345678901"))
                .expect(201)
                .id();
    }

    /** 7.5 x 96.333 = 722.4975 and -10.00 with 20 %, 12.00 without: 724.50 + 142.50 = 867.00. */
    private Map<String, @Nullable Object> body() {
        Map<String, @Nullable Object> hours =
                line("Set-up", "96.333", "quantity", "7.5", "tax_rates", List.of("vat20"));
        hours.putAll(Body.of("period_start", "2024-05-01", "period_end", "2024-06-01"));
        return body(hours, line("Goodwill", "-10", "tax_rates", List.of("vat20")), line("Postage", "12"));
    }

    @SafeVarargs
    private Map<String, @Nullable Object> body(Map<String, @Nullable Object>... lines) {
        return Body.of("customer_id", customer, "lines", List.of(lines));
    }

    private static Map<String, @Nullable Object> line(String description, String unitAmount, Object... more) {
        Map<String, @Nullable Object> line = Body.of("description", description, "unit_amount", unitAmount);
        line.putAll(Body.of(more));
        return line;
    }

    private JsonNode write() {
        return write(body());
    }

    private JsonNode write(Map<String, @Nullable Object> body) {
        return api.post("/invoices", body).expect(201).json();
    }

    private static String path(JsonNode invoice) {
        return "/invoices/" + invoice.path("id").asText();
    }

    private void assertInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
        assertThat(api.get("/ledger/verification").expect(200).json().path("differences"))
                .isEmpty();
    }

    private static List<String> lines(JsonNode invoice) {
        return invoice.path("lines")
                .valueStream()
                .map(line -> "%s %s %s/%s: %s x %s = %s %s"
                        .formatted(
                                line.path("purpose").asText(),
                                line.path("description").asText(),
                                line.path("period_start").asText(),
                                line.path("period_end").asText(),
                                line.path("quantity").asText(),
                                line.path("unit_amount").asText(),
                                line.at("/amount/amount").asText(),
                                line.path("tax_rates")))
                .toList();
    }

    private static List<String> sums(JsonNode invoice, String... fields) {
        return Arrays.stream(fields)
                .map(field -> invoice.at("/" + field + "/amount").asText())
                .toList();
    }

    @Test
    void itHasTheLinesThatWereWrittenAndIsDatedTodayInTheCustomersZone() {
        JsonNode invoice = write();
        assertThat(lines(invoice))
                .containsExactly(
                        "one_off Set-up 2024-05-01/2024-06-01: 7.5 x 96.333 = 722.50 [\"vat20\"]",
                        "one_off Goodwill 2024-06-10/2024-06-11: 1 x -10 = -10.00 [\"vat20\"]",
                        "one_off Postage 2024-06-10/2024-06-11: 1 x 12 = 12.00 []");
        assertThat(sums(invoice, "subtotal", "tax", "total", "due"))
                .containsExactly("724.50", "142.50", "867.00", "867.00");
        assertThat(invoice.path("issued_on").asText()).isEqualTo("2024-06-10");
        assertThat(invoice.path("due_on").asText()).isEqualTo("2024-06-24");
        assertThat(invoice.path("subscription_id").isNull()).isTrue();
        assertThat(invoice.path("status").asText()).isEqualTo("finalized");
        assertThat(invoice.path("number").asText()).endsWith("-000001");
        assertThat(api.get(path(invoice)).expect(200).json()).isEqualTo(invoice);
        assertThat(api.all("/invoices?customer_id=" + customer)).hasSize(1);
        assertThat(lines(write()).getFirst())
                .as("the same again is another invoice")
                .contains("Set-up");
        assertInOrder();
    }

    @Test
    void aPreviewComesToWhatIsWrittenAndWritesNothing() {
        JsonNode preview = api.post("/invoices/preview", body()).expect(200).json();
        assertThat(tenant.invoices()).isEmpty();
        JsonNode invoice = write();
        assertThat(lines(preview)).isEqualTo(lines(invoice));
        for (String same : List.of(
                "currency",
                "time_zone",
                "issued_on",
                "due_on",
                "subtotal",
                "taxes",
                "tax",
                "total",
                "applied",
                "due")) {
            assertThat(preview.path(same)).as(same).isEqualTo(invoice.path(same));
        }
    }

    /** What of a paid invoice goes back to the customer's credit settles the next one. */
    @Test
    void theCreditBalanceSettlesIt() {
        JsonNode first = write(body(line("Deposit", "20")));
        Map<String, @Nullable Object> money = Body.of("amount", "20.00", "currency", "EUR");
        api.post(path(first) + "/payments", Body.of("amount", money, "reference", "r"))
                .expect(201);
        api.post(path(first) + "/credit-notes", Body.of("reason", "too much", "to_credit_balance", true))
                .expect(201);
        Map<String, @Nullable Object> next = body(line("Postage", "12"));
        JsonNode preview = api.post("/invoices/preview", next).expect(200).json();
        JsonNode second = write(next);
        assertThat(sums(preview, "applied", "due")).containsExactly("12.00", "0.00");
        assertThat(sums(second, "applied", "due")).containsExactly("12.00", "0.00");
        assertThat(second.path("status").asText()).isEqualTo("paid");
        assertThat(sums(write(), "applied", "due")).containsExactly("8.00", "859.00");
        assertInOrder();
    }

    @Test
    void oneThatComesToNothingIsPaidAndOneThatComesToLessIsRefused() {
        JsonNode nothing = write(body(line("Work", "10"), line("Goodwill", "-10")));
        assertThat(nothing.path("status").asText()).isEqualTo("paid");
        api.post("/invoices", body(line("Work", "10"), line("Goodwill", "-10.01")))
                .expectProblem(422, "validation_failed", "lines");
        assertInOrder();
    }

    @Test
    void aRequestThatIsSentAgainWritesNoOther() {
        Api again = api.with("Idempotency-Key", "one-off-" + TestTenant.unique());
        JsonNode invoice = again.post("/invoices", body()).expect(201).json();
        assertThat(again.post("/invoices", body()).expect(201).json()).isEqualTo(invoice);
        assertThat(tenant.invoices()).hasSize(1);
    }

    @Test
    void itIsVoidedReplacedCreditedAndWrittenOffLikeAnyOther() {
        JsonNode wrong = write();
        api.post(path(wrong) + "/void", Body.of("reason", "wrong address")).expect(200);
        JsonNode again = api.post(path(wrong) + "/replacement").expect(201).json();
        assertThat(lines(again)).isEqualTo(lines(wrong));
        Map<String, @Nullable Object> postage =
                Body.of("line_id", again.at("/lines/2/id").asText());
        api.post(path(again) + "/credit-notes", Body.of("reason", "lost", "lines", List.of(postage)))
                .expect(201);
        JsonNode lost = api.post(path(again) + "/uncollectible", Body.of("reason", "gone"))
                .expect(200)
                .json();
        assertThat(sums(lost, "credited", "written_off", "due")).containsExactly("12.00", "855.00", "0.00");
        assertInOrder();
    }

    @Test
    void itsLinesAreExplained() {
        JsonNode invoice = write();
        JsonNode explained = api.get(path(invoice) + "/explain").expect(200).json();
        assertThat(explained.path("lines"))
                .extracting(line -> line.path("text").asText())
                .containsExactly(
                        "Set-up from 2024-05-01 to 2024-05-31 (Europe/Paris): 7.5 at 96.333 EUR = 722.50 EUR.",
                        "Goodwill on 2024-06-10 (Europe/Paris): 1 at -10.00 EUR = -10.00 EUR.",
                        "Postage on 2024-06-10 (Europe/Paris): 1 at 12.00 EUR = 12.00 EUR.");
        String line = path(invoice) + "/lines/" + invoice.at("/lines/0/id").asText() + "/explain";
        JsonNode one = api.get(line).expect(200).json();
        assertThat(one).isEqualTo(explained.at("/lines/0"));
        assertThat(one.path("precise_amount").asText()).isEqualTo("722.4975");
        assertThat(one.path("plan").isNull() && one.path("charge").isNull()).isTrue();
        assertThat(one.at("/calculation/steps/steps/0/rule").asText()).isEqualTo("units_times_price");
        assertThat(api.all(line + "/events")).isEmpty();
    }

    @Test
    void itIsADocumentToBeSent() {
        Map<String, @Nullable Object> seller =
                Body.of("legal_name", "Nordwind GmbH", "country", "DE", "vat_id", "DE123456789");
        api.patch("/tenant", Body.of("seller", seller)).expect(200);
        JsonNode invoice = write();
        assertThat(Jobs.download(api, path(invoice) + "/pdf").statusCode()).isEqualTo(200);
        var xml = Jobs.download(api, path(invoice) + "/e-invoice?format=cii");
        assertThat(new String(xml.body(), StandardCharsets.UTF_8)).contains(">867.00<", "Set-up");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no lines | \"lines\":[] | lines",
                "no customer of ours | \"customer_id\":\"01980000-0000-7000-8000-000000000000\" | customer_id",
                "no currency | \"currency\":\"XXX\" | currency",
                "nothing said | \"lines\":[{\"description\":\" \",\"unit_amount\":1}] | lines[0].description",
                "no price | \"lines\":[{\"description\":\"W\"}] | lines[0].unit_amount",
                "a price too fine | \"lines\":[{\"description\":\"W\",\"unit_amount\":\"0.0000000000001\"}] | lines[0].unit_amount",
                "none of it | \"lines\":[{\"description\":\"W\",\"unit_amount\":1,\"quantity\":0}] | lines[0].quantity",
                "too much of it | \"lines\":[{\"description\":\"W\",\"unit_amount\":\"999999999999999\",\"quantity\":\"999999999999999\"}] | lines[0].unit_amount",
                "too much of all | \"lines\":[{\"description\":\"W\",\"unit_amount\":\"900000000\",\"quantity\":1000},{\"description\":\"W\",\"unit_amount\":\"900000000\",\"quantity\":1000}] | lines",
                "no end | \"lines\":[{\"description\":\"W\",\"unit_amount\":1,\"period_start\":\"2024-01-01\"}] | lines[0].period_end",
                "an end at its start | \"lines\":[{\"description\":\"W\",\"unit_amount\":1,\"period_start\":\"2024-01-01\",\"period_end\":\"2024-01-01\"}] | lines[0].period_end",
                "a tax nobody knows | \"lines\":[{\"description\":\"W\",\"unit_amount\":1},{\"description\":\"W\",\"unit_amount\":1,\"tax_rates\":[\"vat20\",\"none\"]}] | lines[1].tax_rates[1]",
                "a tax twice | \"lines\":[{\"description\":\"W\",\"unit_amount\":1,\"tax_rates\":[\"vat20\",\"vat20\"]}] | lines[0].tax_rates[1]"
            })
    void whatCannotBeIsRefusedByItsField(String what, String fields, String field) {
        Map<String, @Nullable Object> body = body();
        Body.parse("{" + fields + "}").properties().forEach(entry -> body.put(entry.getKey(), entry.getValue()));
        for (String path : List.of("/invoices", "/invoices/preview")) {
            api.post(path, body).expectProblem(422, "validation_failed", field);
        }
        assertThat(tenant.invoices()).as(what).isEmpty();
    }

    /** 2 x 49.00 with 20 % is 117.60; its later price is for what is sold later. */
    @Test
    void anAddOnIsSoldAtItsPriceWithItsTaxes() {
        UUID addOn = api.post(
                        "/add-ons",
                        Body.of(
                                "code",
                                "setup",
                                "name",
                                "Set-up",
                                "amount",
                                Body.of("amount", "49.00", "currency", "EUR"),
                                "tax_rates",
                                List.of("vat20")))
                .expect(201)
                .id();
        Map<String, @Nullable Object> sold = body(Body.of("add_on", "setup", "quantity", 2));
        assertThat(api.post("/invoices/preview", sold)
                        .expect(200)
                        .json()
                        .at("/total/amount")
                        .asText())
                .isEqualTo("117.60");
        JsonNode invoice = write(sold);
        assertThat(invoice.at("/lines/0/description").asText()).isEqualTo("Set-up");
        assertThat(invoice.at("/lines/0/calculation/add_on").asText()).isEqualTo("setup");
        assertThat(invoice.at("/total/amount").asText()).isEqualTo("117.60");
        api.patch("/add-ons/" + addOn, Body.of("amount", Body.of("amount", "59.00", "currency", "EUR")))
                .expect(200);
        assertThat(api.get(path(invoice)).expect(200).json().at("/total/amount").asText())
                .isEqualTo("117.60");
        assertThat(write(body(Body.of("add_on", "setup", "tax_rates", List.of())))
                        .at("/total/amount")
                        .asText())
                .isEqualTo("59.00");
        assertInOrder();
        api.post("/invoices", Body.like(sold, "currency", "JPY"))
                .expectProblem(422, "validation_failed", "lines[0].add_on");
        api.post("/add-ons/" + addOn + "/archive").expect(200);
        api.post("/invoices", sold).expectProblem(422, "validation_failed", "lines[0].add_on");
    }

    /** Each is changed by the owner of the tables: nobody else can. */
    @Test
    void whateverIsChangedIsNamed() {
        write();
        assertInOrder();
        String where = " WHERE position = 1";
        execute("UPDATE %s.invoice_lines SET unit_amount = unit_amount + 1" + where);
        assertThat(differences()).contains("1 amount: 722.50, not 730.00", "1 precise_amount: 722.4975, not 729.9975");
        execute("UPDATE %s.invoice_lines SET unit_amount = unit_amount - 1, tax_percent = 19" + where);
        assertThat(differences()).containsExactly("1 tax_percent: 19, not 20");
        execute("UPDATE %s.invoice_lines SET tax_percent = 20" + where);
        execute("UPDATE %s.invoices SET customer_id = '" + tenant.customer("other", "UTC") + "'");
        assertThat(differences())
                .contains("null invoice: written by hand, not an entry in the audit log that somebody wrote it");
        execute("UPDATE %s.invoices SET customer_id = '" + customer + "'");
        assertInOrder();
        execute("UPDATE %s.audit_log SET resource_id = 'x' WHERE action = 'invoice.create'");
        assertThat(differences())
                .contains("null invoice: written by hand, not an entry in the audit log that somebody wrote it");
    }

    private void execute(String statement) {
        assertThat(tenant.execute(statement.formatted(tenant.schema()))).isPositive();
    }

    private List<String> differences() {
        return Jobs.result(api, api.post("/invoices/verification"))
                .path("differences")
                .valueStream()
                .map(difference -> "%s %s: %s, not %s"
                        .formatted(
                                difference.path("line").asText(),
                                difference.path("field").asText(),
                                difference.path("stored").asText(),
                                difference.path("computed").asText()))
                .toList();
    }
}
