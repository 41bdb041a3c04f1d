package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every line is explained down to its events, and is what they come to; whatever is changed in the database is named. Three months
 * of several charge models, with tax, late usage, amendments, usage in advance, a payment and a credit note.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvoiceProofIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @BeforeAll
    void billThreeMonths() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        UUID ada = subscribe("ada", Samples.fee(), Samples.minutes(), packages(), volume());
        UUID bob = subscribe("bob", Body.like(Samples.minutes(), "timing", "advance"));
        UUID voided = tenant.use(ada, "1", "2024-01-10T12:00:00Z", "100");
        tenant.use(ada, "2", "2024-01-31T22:30:00Z", "427.63");
        tenant.use(bob, "3", "2024-01-05T12:00:00Z", "60");
        tenant.awaitSettled();
        tenant.advance("2024-01-20T00:00:00Z");
        tenant.use(bob, "4", "2024-01-21T12:00:00Z", "7");
        tenant.awaitSettled();
        tenant.advance("2024-02-02T00:00:00Z");
        tenant.use(ada, "late", "2024-01-15T12:00:00Z", "10.5");
        api.post("/usage/" + voided + "/amendments", Body.of("kind", "void", "reason", "mistaken"))
                .expect(201);
        tenant.use(ada, "5", "2024-02-15T12:00:00Z", "33");
        tenant.awaitSettled();
        tenant.advance("2024-03-02T00:00:00Z");
        tenant.use(ada, "waits", "2024-02-16T12:00:00Z", "5");
        tenant.use(ada, "6", "2024-03-01T12:00:00Z", "1");
        tenant.awaitSettled();
        String paid = of("ada").getFirst().path("id").asText();
        api.post("/invoices/" + paid + "/payments", Body.of("amount", euros("10.00"), "reference", "r"))
                .expect(201);
        JsonNode credited = of("ada").get(1);
        Map<String, @Nullable Object> line =
                Body.of("line_id", credited.at("/lines/0/id").asText(), "amount", euros("3.33"));
        api.post(
                        "/invoices/" + credited.path("id").asText() + "/credit-notes",
                        Body.of("reason", "r", "lines", List.of(line)))
                .expect(201);
        tenant.awaitSealed();
    }

    private static Map<String, @Nullable Object> euros(String amount) {
        return Body.of("amount", amount, "currency", "EUR");
    }

    private UUID subscribe(String name, Object... charges) {
        api.post("/plans", Body.like(Samples.plan(), "code", name, "charges", List.of(charges)))
                .expect(201);
        UUID customer = tenant.customer(name, "Europe/Paris");
        api.post("/subscriptions", Body.of("customer_id", customer, "plan", name, "start_date", "2024-01-01"))
                .expect(201);
        return customer;
    }

    private static Map<String, @Nullable Object> packages() {
        Map<String, @Nullable Object> charge = Body.of("code", "packs", "name", "Packs", "kind", "usage");
        charge.putAll(Body.of("timing", "arrears", "model", "package", "metric", Samples.METRIC));
        charge.putAll(Body.of("package_size", "100", "package_amount", "1.50"));
        return charge;
    }

    private static Map<String, @Nullable Object> volume() {
        return Body.like(Samples.minutes(), "code", "volume", "name", "Volume", "model", "volume");
    }

    private List<JsonNode> of(String customer) {
        return tenant.invoices().stream()
                .filter(invoice -> invoice.at("/customer/external_id").asText().equals(customer))
                .toList();
    }

    private JsonNode verify() {
        return Jobs.result(api, api.post("/invoices/verification"));
    }

    private static List<String> differences(JsonNode result) {
        List<String> differences = new ArrayList<>();
        result.path("differences")
                .forEach(difference -> differences.add("%s %s: %s, not %s"
                        .formatted(
                                difference.path("line").isNull()
                                        ? difference.path("about").asText()
                                        : "line " + difference.path("line").asInt(),
                                difference.path("field").asText(),
                                difference.path("stored").asText(),
                                difference.path("computed").asText())));
        return differences;
    }

    @Test
    void booksThatNobodyTouchedHold() {
        JsonNode result = verify();
        assertThat(differences(result)).isEmpty();
        assertThat(result.path("valid").asBoolean()).isTrue();
        long lines = tenant.count("SELECT count(*) FROM %s.invoice_lines");
        assertThat(result.path("lines").asLong()).isEqualTo(lines);
        assertThat(result.path("recomputed_lines").asLong())
                .as("usage that waits for the next invoice is left out")
                .isEqualTo(lines);
        assertThat(result.path("not_recomputable_lines")).isEmpty();
        assertThat(result.path("invoices").asInt()).isEqualTo(tenant.invoices().size());
        assertThat(result.path("credit_notes").asInt()).isEqualTo(1);
        assertThat(result.path("sealed_audit_entries").asInt()).isPositive();
    }

    /** Each is changed by the owner of the tables: nobody else can. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "invoice_lines SET amount_minor = amount_minor + 1 | invoice_lines SET amount_minor = amount_minor - 1"
                        + " | WHERE description = 'Build minutes (0 to 50)' AND purpose = 'regular' AND quantity = 50"
                        + " | line 2 amount: 4.01, not 4.00",
                "invoice_lines SET quantity = quantity + 1 | invoice_lines SET quantity = quantity - 1"
                        + " | WHERE description LIKE '%late usage%' AND description LIKE 'Build minutes (50%'"
                        + " | quantity: ",
                "invoice_lines SET tax_minor = tax_minor - 1 | invoice_lines SET tax_minor = tax_minor + 1"
                        + " | WHERE description = 'Base fee' AND period_start = '2024-02-01' | line 1 tax: 5.79, not 5.80",
                "invoice_lines SET amount_minor = amount_minor - 1 | invoice_lines SET amount_minor = amount_minor + 1"
                        + " | WHERE description = 'Base fee' AND period_start = '2024-02-01' | line 1 amount: 28.99, not 29.00",
                "invoices SET number = concat(number, 'X') | invoices SET number = trim(trailing 'X' from number)"
                        + " | WHERE sequence = 2 | series of numbers number: ",
                "usage_events SET quantity = quantity + 0.01 | usage_events SET quantity = quantity - 0.01"
                        + " | WHERE transaction_id = '2' | quantity: -61.87, not -61.86",
                "transfers SET amount_minor = amount_minor + 1 | transfers SET amount_minor = amount_minor - 1"
                        + " | WHERE kind = 'payment' | ledger payment_posts_its_amount: ",
                "invoices SET currency = 'USD' | invoices SET currency = 'EUR' | WHERE sequence = 1 | document currency: USD, not EUR",
                "invoice_lines SET unit_amount = unit_amount + 1 | invoice_lines SET unit_amount = unit_amount - 1"
                        + " | WHERE description = 'Build minutes (0 to 50)' AND purpose = 'regular' AND quantity = 50"
                        + " | line 2 unit_amount: 1.08, not 0.08",
                "invoice_lines SET calculation = jsonb_set(calculation, '{billed_amount_minor}', '\"x\"')"
                        + " | invoice_lines SET calculation = jsonb_set(calculation, '{billed_amount_minor}', '2250')"
                        + " | WHERE description = 'Build minutes (50 to 500), late usage of 2024-01-01'"
                        + " | billed_amount_minor: nothing, not 22.5",
                "credit_note_lines SET tax_minor = tax_minor + 1 | credit_note_lines SET tax_minor = tax_minor - 1"
                        + " | WHERE true | line 1 tax: 0.68, not 0.67"
            })
    void whateverIsChangedIsNamed(String change, String back, String where, String difference) {
        assertThat(update(change, where)).isPositive();
        try {
            JsonNode result = verify();
            assertThat(result.path("valid").asBoolean()).isFalse();
            assertThat(differences(result))
                    .anySatisfy(found -> assertThat(found).contains(difference));
            assertThat(result.path("difference_count").asInt()).isLessThan(30);
        } finally {
            update(back, where);
        }
    }

    @Test
    void anInvoiceThatIsOfNoSubscriptionIsNamed() {
        String where = "WHERE sequence = 1";
        String of = tenant.schema() + ".invoices";
        assertThat(tenant.execute("CREATE TABLE " + of + "_kept AS SELECT id, subscription_id, taxes FROM " + of))
                .isNotNegative();
        update("invoices SET subscription_id = NULL, taxes = '[{\"code\": 1}]'", where);
        try {
            JsonNode result = verify();
            assertThat(differences(result))
                    .contains("document subscription: none, not the one that is billed")
                    .anySatisfy(found -> assertThat(found).startsWith("invoice unreadable: "));
        } finally {
            tenant.execute("UPDATE " + of + " i SET subscription_id = k.subscription_id, taxes = k.taxes FROM " + of
                    + "_kept k WHERE k.id = i.id AND i.sequence = 1");
            tenant.execute("DROP TABLE " + of + "_kept");
        }
    }

    private int update(String what, String where) {
        return tenant.execute("UPDATE " + tenant.schema() + "." + what + " " + where);
    }

    @Test
    void anInvoicesTotalThatIsChangedIsNamed() {
        String change = "invoices SET subtotal_minor = subtotal_minor + %1$s, total_minor = total_minor + %1$s";
        String where = "WHERE status = 'finalized' AND sequence = (SELECT max(sequence) FROM " + tenant.schema()
                + ".invoices WHERE status = 'finalized' AND total_minor > 0)";
        update(change.formatted("1"), where);
        try {
            JsonNode result = verify();
            assertThat(result.path("differences"))
                    .extracting(found -> found.path("about").asText() + " "
                            + found.path("field").asText())
                    .containsExactlyInAnyOrder(
                            "invoice subtotal",
                            "invoice total",
                            "ledger invoice_posts_its_total",
                            "ledger receivable_is_due");
            assertThat(result.path("differences").findValuesAsText("document").stream()
                            .distinct())
                    .hasSize(1);
        } finally {
            update(change.formatted("-1"), where);
        }
    }

    /** What a line was billed for is what its events come to, as they stood when it was written. */
    @Test
    void everyLineIsExplainedDownToItsEvents() {
        int explained = 0;
        for (JsonNode invoice : tenant.invoices()) {
            String path = "/invoices/" + invoice.path("id").asText();
            JsonNode whole = api.get(path + "/explain").expect(200).json();
            assertThat(whole.path("lines")).hasSameSizeAs(invoice.path("lines"));
            for (JsonNode line : whole.path("lines")) {
                assertThat(line.path("text").asText())
                        .contains(line.at("/amount/amount").asText());
                assertThat(line.at("/plan/number").asInt()).isEqualTo(1);
                if (line.at("/usage/quantity").isNumber()
                        || line.at("/usage/quantity").isTextual()) {
                    String events = path + "/lines/" + line.path("id").asText() + "/explain/events";
                    assertThat(sum(api.all(events), "quantity"))
                            .as(line.path("text").asText())
                            .isEqualByComparingTo(line.at("/usage/quantity").asText());
                    explained++;
                }
            }
        }
        assertThat(explained).isGreaterThan(10);
    }

    private static BigDecimal sum(Iterable<JsonNode> rows, String field) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode row : rows) {
            sum = sum.add(new BigDecimal(row.path(field).asText()));
        }
        return sum;
    }

    @Test
    void aLineTellsItsHoursAndItsWords() {
        JsonNode line = line("Build minutes (0 to 50)", "regular", "2024-01-01");
        assertThat(line.path("text").asText())
                .isEqualTo("527.63 min of Build minutes from 2024-01-01 to 2024-01-31 (Europe/Paris):"
                        + " the first 50 at 0.08 EUR = 4.00 EUR.");
        assertThat(line.at("/usage/hours"))
                .extracting(hour ->
                        hour.path("hour").asText() + " " + hour.path("quantity").asText())
                .as("as they are now: 100 were voided, 10.5 came late")
                .containsExactly("2024-01-15T12:00:00Z 10.5", "2024-01-31T22:00:00Z 427.63");
        assertThat(line.path("from").asText()).isEqualTo("2023-12-31T23:00:00Z");
        assertThat(line.path("billed_before")).isEmpty();
        assertThat(line.at("/charge/code").asText()).isEqualTo("minutes");
    }

    @Test
    void aDeltaTellsWhatWasBilledBeforeAndWhatIsDueNow() {
        JsonNode line = line("Build minutes (50 to 500), late usage of 2024-01-01", "delta", "2024-01-01");
        assertThat(line.path("text").asText())
                .isEqualTo("Late usage, 438.13 min of Build minutes from 2024-01-01 to 2024-01-31 (Europe/Paris):"
                        + " the 388.13 above 50 at 0.05 EUR = 19.41 EUR in all, of which 22.50 EUR was billed before;"
                        + " -3.09 EUR is due now.");
        assertThat(line.path("billed_before"))
                .singleElement()
                .satisfies(before ->
                        assertThat(before.at("/amount/amount").asText()).isEqualTo("22.50"));
        String events = "/invoices/" + of("ada").get(2).path("id").asText() + "/lines/"
                + line.path("id").asText() + "/explain/events";
        assertThat(api.all(events))
                .extracting(event -> event.path("transaction_id").asText() + " "
                        + event.path("late").asBoolean())
                .containsExactly("late true", "2 false");
        JsonNode page = api.get(events + "?limit=1").expect(200).json();
        assertThat(page.path("data")).hasSize(1);
        assertThat(page.path("next_cursor").isNull()).isFalse();
    }

    private JsonNode line(String description, String purpose, String start) {
        for (JsonNode invoice : of("ada")) {
            for (JsonNode line : invoice.path("lines")) {
                if (line.path("description").asText().equals(description)
                        && line.path("purpose").asText().equals(purpose)
                        && line.path("period_start").asText().equals(start)) {
                    String path = "/invoices/" + invoice.path("id").asText() + "/lines/"
                            + line.path("id").asText() + "/explain";
                    return api.get(path).expect(200).json();
                }
            }
        }
        throw new AssertionError("no line " + description);
    }

    @Test
    void aLineOfAnotherInvoiceIsNotFound() {
        String first = of("ada").get(0).path("id").asText();
        String other = of("ada").get(1).at("/lines/0/id").asText();
        api.get("/invoices/" + first + "/lines/" + other + "/explain").expectProblem(404, "not_found");
        api.get("/invoices/" + first + "/lines/" + other + "/explain/events").expectProblem(404, "not_found");
        api.get("/invoices/" + UUID.randomUUID() + "/explain").expectProblem(404, "not_found");
    }

    /** Its events are told to whoever may read usage, and what is proved to whoever may read all of it. */
    @Test
    void whatIsToldTakesThePermissionsToReadIt() {
        JsonNode invoice = of("ada").get(1);
        String line = "/invoices/" + invoice.path("id").asText() + "/lines/"
                + invoice.at("/lines/0/id").asText() + "/explain";
        Api invoices = key("invoice:read", "job:write");
        invoices.get(line).expect(200);
        invoices.get(line + "/events").expectProblem(403, "forbidden");
        invoices.post("/invoices/verification").expectProblem(403, "forbidden");
        key("invoice:read", "usage:read").get(line + "/events").expect(200);
        Answer asked =
                key("job:write", "invoice:read", "ledger:read", "audit:read").post("/invoices/verification");
        assertThat(Jobs.result(api, asked).path("valid").asBoolean()).isTrue();
    }

    private Api key(String... permissions) {
        JsonNode key = api.post("/api-keys", Body.of("name", "k", "permissions", List.of(permissions)))
                .expect(201)
                .json();
        return tenant.anonymous().withKey(key.path("secret").asText());
    }
}
