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

/** Ten seats at 15.00 with 20 % tax in June 2024, one from the second day on: each kind of document, and what is owed after it. */
class StatementIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = tenant.tenantId();

    @BeforeEach
    void billThreeMonths() {
        tenant.startClock("2024-06-02T12:00:00Z");
        tenant.makeCatalog();
        Map<String, @Nullable Object> seats = Body.like(Samples.fee(), "unit_amount", "15.00", "name", "Seats");
        api.post("/plans", Body.like(Samples.plan(), "code", "seats", "charges", List.of(seats)))
                .expect(201);
        customer = tenant.customer("ada", "UTC");
        Object wanted = Body.of("customer_id", customer, "plan", "seats", "start_date", "2024-06-01", "quantity", 10);
        UUID subscription = api.post("/subscriptions", wanted).expect(201).id();
        tenant.awaitSettled();
        api.post("/subscriptions/" + subscription + "/change", Body.of("at", "now", "quantity", 1))
                .expect(200);
        tenant.advance("2024-07-02T12:00:00Z");
        api.post(
                        invoice(0) + "/payments",
                        Body.of("amount", amount("100.00"), "reference", "bank-1", "paid_on", "2024-06-20"))
                .expect(201);
        tenant.advance("2024-08-01T12:00:00Z");
        api.post(invoice(0) + "/uncollectible", Body.of("reason", "r")).expect(200);
        api.post(invoice(2) + "/void", Body.of("reason", "r")).expect(200);
        tenant.advance("2024-09-01T12:00:00Z");
        api.post(invoice(3) + "/credit-notes", Body.of("reason", "r")).expect(201);
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    private static Object amount(String amount) {
        return Body.of("amount", amount, "currency", "EUR");
    }

    private String invoice(int index) {
        return "/invoices/" + tenant.invoices().get(index).path("id").asText();
    }

    private JsonNode statement(String query) {
        return api.get("/customers/" + customer + "/statement" + query)
                .expect(200)
                .json();
    }

    private static String text(JsonNode entry) {
        String reference = entry.path("reference").asText();
        return "%s %s %s: %s, %s"
                .formatted(
                        entry.path("booked_on").asText(),
                        entry.path("kind").asText(),
                        reference.substring(reference.length() - 6),
                        entry.at("/amount/amount").asText(),
                        entry.at("/balance/amount").asText());
    }

    private static List<String> texts(Stream<JsonNode> entries) {
        return entries.map(StatementIT::text).toList();
    }

    @Test
    void eachDocumentChangesWhatIsOwedByItself() {
        JsonNode all = statement("");
        assertThat(texts(all.path("data").valueStream()))
                .containsExactly(
                        "2024-06-01 invoice 000001: 180.00, 180.00",
                        "2024-06-20 payment bank-1: -100.00, 80.00",
                        "2024-07-01 invoice 000002: -138.60, -58.60",
                        "2024-08-01 invoice 000003: 18.00, -40.60",
                        "2024-08-01 write_off 000001: -80.00, -120.60",
                        "2024-08-01 void 000003: -18.00, -138.60",
                        "2024-09-01 invoice 000004: 18.00, -120.60",
                        "2024-09-01 credit_note 000001: -18.00, -138.60");
        assertThat(all.at("/opening_balance/amount").asText()).isEqualTo("0.00");
        assertThat(all.at("/closing_balance/amount").asText()).isEqualTo("-138.60");
        assertThat(all.path("through").asText()).isEqualTo("2024-09-01");
        assertThat(all.at("/data/0/due_on").asText()).isEqualTo("2024-06-15");
        assertThat(all.at("/data/7/invoice_number").asText()).endsWith("000004");
    }

    @Test
    void whatIsOwedAtTheEndIsWhatIsDueLessTheCreditBalance() {
        BigDecimal due = tenant.invoices().stream()
                .map(invoice -> new BigDecimal(invoice.at("/due/amount").asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        JsonNode balances = api.get("/customers/" + customer + "/credit-balance")
                .expect(200)
                .json()
                .path("balances");
        BigDecimal credit = new BigDecimal(balances.at("/0/amount").asText());
        assertThat(new BigDecimal(statement("").at("/closing_balance/amount").asText()))
                .isEqualByComparingTo(due.subtract(credit));
    }

    @Test
    void theDaysThatAreAskedForBeginWithWhatWasOwedBefore() {
        JsonNode july = statement("?from=2024-07-01&through=2024-07-31");
        assertThat(july.at("/opening_balance/amount").asText()).isEqualTo("80.00");
        assertThat(july.at("/closing_balance/amount").asText()).isEqualTo("-58.60");
        assertThat(texts(july.path("data").valueStream()))
                .containsExactly("2024-07-01 invoice 000002: -138.60, -58.60");
        JsonNode before = statement("?through=2024-05-31");
        assertThat(before.path("data")).isEmpty();
        assertThat(before.at("/closing_balance/amount").asText()).isEqualTo("0.00");
    }

    @Test
    void pagesGoOnWithTheBalanceOfTheOneBefore() {
        List<JsonNode> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = statement("?limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(page.path("data").size()).isBetween(1, 3);
            assertThat(page.at("/closing_balance/amount").asText()).isEqualTo("-138.60");
            page.path("data").forEach(read::add);
            cursor = page.path("next_cursor").isNull()
                    ? ""
                    : page.path("next_cursor").asText();
        } while (!cursor.isEmpty());
        assertThat(read).isEqualTo(api.all("/customers/" + customer + "/statement"));
    }

    @Test
    void currenciesAreApart() {
        JsonNode dollars = statement("?currency=USD");
        assertThat(dollars.path("data")).isEmpty();
        assertThat(dollars.at("/closing_balance/amount").asText()).isEqualTo("0.00");
        assertThat(dollars.at("/closing_balance/currency").asText()).isEqualTo("USD");
    }

    @TestFactory
    Stream<DynamicTest> whatIsWrongIsNamed() {
        return Cases.of(
                """
                currency=XXX | currency
                currency=eur | currency
                from=2024-7-1 | from
                through=tomorrow | through
                from=2024-07-02&through=2024-07-01 | through
                limit=0 | limit""",
                row -> api.get("/customers/" + customer + "/statement?" + row.get(0))
                        .expectProblem(422, "validation_failed", row.get(1)));
    }

    @Test
    void anotherTenantsCustomerIsNotThere() {
        TestTenant.register().api().get("/customers/" + customer + "/statement").expectProblem(404, "not_found");
    }
}
