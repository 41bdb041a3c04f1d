package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is invoiced in advance is earned day by day, and what the tenant's own books get of it. */
class RevenueIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = new UUID(0, 0);

    /** A year for 1200.00 and 20 % tax, invoiced on its first day; the clock stands twelve hours after January: it is over everywhere. */
    @BeforeEach
    void sellAYear() {
        tenant.startClock("2025-01-01T00:00:00Z");
        tenant.makeCatalog();
        api.post("/plans", Body.like(Samples.plan("yearly", "1200.00", "1"), "interval", "year"))
                .expect(201);
        customer = tenant.customer("ada", "UTC");
        subscribe();
        tenant.advance("2025-02-01T12:00:00Z");
    }

    private void subscribe() {
        api.post("/subscriptions", Body.of("customer_id", customer, "plan", "yearly", "start_date", "2025-01-01"))
                .expect(201);
        tenant.awaitSettled();
    }

    private String invoice(int number) {
        return tenant.invoices().get(number).path("id").asText();
    }

    private List<String> postings(String entry) {
        List<String> postings = new ArrayList<>();
        api.get("/ledger/entries/" + entry)
                .expect(200)
                .json()
                .path("postings")
                .forEach(posting -> postings.add("%s > %s %s"
                        .formatted(
                                posting.path("credit").asText(),
                                posting.path("debit").asText(),
                                posting.at("/amount/amount").asText())));
        return postings;
    }

    /** What is on an account at the end of a day, on its own side. */
    private String balance(String account, String day) {
        JsonNode accounts =
                api.get("/ledger/trial-balance?at=" + day).expect(200).json().at("/currencies/0/accounts");
        for (JsonNode row : accounts) {
            if (row.path("account").asText().equals(account)) {
                return row.at("/credit/amount").asText();
            }
        }
        return "none";
    }

    private JsonNode verification() {
        return api.get("/ledger/verification").expect(200).json();
    }

    private void assertHold() {
        Invariants.assertHold(tenant);
        assertThat(verification().path("differences")).isEmpty();
    }

    private List<String> months(String query) {
        List<String> months = new ArrayList<>();
        api.get("/ledger/revenue" + query)
                .expect(200)
                .json()
                .path("data")
                .forEach(month -> months.add("%s %s %s %s %s %s"
                        .formatted(
                                month.path("month").asText(),
                                month.path("currency").asText(),
                                month.at("/invoiced/amount").asText(),
                                month.at("/credited/amount").asText(),
                                month.at("/recognized/amount").asText(),
                                month.at("/deferred/amount").asText())));
        return months;
    }

    @Test
    void aYearInAdvanceIsEarnedDayByDayAndItsLastDayTakesTheRest() {
        assertThat(postings(invoice(0)))
                .containsExactlyInAnyOrder("deferred_revenue > receivable 1200.00", "tax_payable > receivable 240.00");
        assertThat(balance("revenue", "2025-01-31")).isEqualTo("101.92");
        assertThat(balance("deferred_revenue", "2025-01-31")).isEqualTo("1098.08");
        assertThat(balance("revenue", "2025-01-01")).isEqualTo("3.29");
        JsonNode day = api.all("/ledger/entries?account=revenue").getFirst();
        assertThat(api.all("/ledger/entries?account=revenue")).hasSize(31);
        assertThat(day.path("kind").asText() + day.path("booked_on").asText()).isEqualTo("recognition2025-01-31");
        assertThat(day.path("invoice_id").isNull() && day.path("customer_id").isNull())
                .isTrue();
        assertHold();

        tenant.advance("2026-01-01T12:00:00Z");
        assertThat(balance("revenue", "2025-12-30")).isEqualTo("1196.71");
        assertThat(balance("revenue", "2025-12-31")).isEqualTo("1200.00");
        assertThat(balance("deferred_revenue", "2025-12-31")).isEqualTo("0.00");
        assertThat(months("?from=2025-12-15"))
                .containsExactly("2025-12 EUR 0.00 0.00 101.92 0.00", "2026-01 EUR 1200.00 0.00 0.00 1200.00");
        assertThat(months("?to=2025-01-01")).containsExactly("2025-01 EUR 1200.00 0.00 101.92 1098.08");
        assertThat(api.get("/ledger/revenue?format=csv&to=2025-01-31")
                        .expect(200)
                        .text())
                .isEqualTo("""
                        month,currency,invoiced,credited,recognized,deferred\r
                        "2025-01","EUR",1200.00,0.00,101.92,1098.08\r
                        """);
        api.get("/ledger/revenue?from=2025-02-01&to=2025-01-31").expectProblem(422, "validation_failed", "to");
        api.get("/ledger/revenue?format=pdf").expectProblem(422, "validation_failed", "format");
        assertHold();
    }

    @Test
    void aCreditTakesWhatIsNotEarnedFirstAndTheRestIsEarnedOverTheDaysThatAreLeft() {
        String path = "/invoices/" + invoice(0);
        String line = api.get(path).json().at("/lines/0/id").asText();
        String first = api.post(
                        path + "/credit-notes",
                        Body.of(
                                "reason",
                                "Outage",
                                "lines",
                                List.of(Body.of(
                                        "line_id", line, "amount", Body.of("amount", "431.08", "currency", "EUR")))))
                .expect(201)
                .id()
                .toString();
        assertThat(postings(first))
                .contains("receivable > deferred_revenue 431.08")
                .hasSize(2);
        tenant.advance("2025-02-02T12:00:00Z");
        assertThat(balance("revenue", "2025-02-01"))
                .as("667.00 are left for 334 days")
                .isEqualTo("103.92");
        assertHold();

        String second = api.post(path + "/credit-notes", Body.of("reason", "Gone"))
                .expect(201)
                .id()
                .toString();
        assertThat(postings(second)).contains("receivable > deferred_revenue 665.00", "receivable > revenue 103.92");
        tenant.advance("2025-04-01T12:00:00Z");
        assertThat(balance("revenue", "2025-03-31")).isEqualTo("0.00");
        assertThat(balance("deferred_revenue", "2025-03-31")).isEqualTo("0.00");
        assertHold();
    }

    @Test
    void aVoidInvoiceTakesBackBothAndTheOneInItsPlaceEarnsWhatHasPassedAtOnce() {
        String path = "/invoices/" + invoice(0);
        JsonNode gone = api.post(path + "/void", Body.of("reason", "Wrong customer"))
                .expect(200)
                .json();
        assertThat(postings(gone.at("/closing/journal_entry_id").asText()))
                .contains("receivable > deferred_revenue 1098.08", "receivable > revenue 101.92");
        tenant.advance("2025-02-03T12:00:00Z");
        assertThat(balance("deferred_revenue", "2025-02-02")).isEqualTo("0.00");
        assertHold();

        String replacement = api.post(path + "/replacement").expect(201).id().toString();
        assertThat(postings(replacement))
                .as("33 days are over")
                .contains("revenue > receivable 108.49", "deferred_revenue > receivable 1091.51");
        tenant.advance("2025-02-10T12:00:00Z");
        assertThat(balance("revenue", "2025-02-09")).as("40 of 365 days").isEqualTo("131.51");
        assertHold();
    }

    @Test
    void aServiceThatBeginsLaterEarnsNothingBeforeAlsoWhenItIsCreditedOrVoided() {
        String kept = march();
        String credited = march();
        String gone = march();
        assertThat(postings(kept)).containsExactly("deferred_revenue > receivable 310.00");
        String line = api.get("/invoices/" + credited).json().at("/lines/0/id").asText();
        Object amount = Body.of("amount", "155.00", "currency", "EUR");
        api.post(
                        "/invoices/" + credited + "/credit-notes",
                        Body.of("reason", "Half", "lines", List.of(Body.of("line_id", line, "amount", amount))))
                .expect(201);
        api.post("/invoices/" + gone + "/void", Body.of("reason", "Wrong")).expect(200);
        assertHold();

        tenant.advance("2025-03-03T12:00:00Z");
        assertThat(balance("revenue", "2025-02-28")).as("59 days of the year").isEqualTo("193.97");
        assertThat(balance("revenue", "2025-03-02"))
                .as("61 days of the year, and two of 31 for 310.00 and 155.00")
                .isEqualTo("230.55");
        assertHold();
        tenant.advance("2025-04-01T12:00:00Z");
        assertThat(balance("revenue", "2025-03-31")).as("90 days of the year").isEqualTo("760.89");
        assertHold();
    }

    /** 310.00 for March, without tax: the invoice's id. */
    private String march() {
        Object line = Body.of(
                "description",
                "March",
                "unit_amount",
                "310.00",
                "period_start",
                "2025-03-01",
                "period_end",
                "2025-04-01",
                "tax_rates",
                List.of());
        return api.post("/invoices", Body.of("customer_id", customer, "lines", List.of(line)))
                .expect(201)
                .id()
                .toString();
    }

    /** A year that is entered a month after it began: nothing of January, which is recognised, changes. */
    @Test
    void whatIsInvoicedLateIsEarnedOnTheFirstDayThatIsNotRecognised() {
        UUID late = tenant.customer("late", "UTC");
        api.post("/subscriptions", Body.of("customer_id", late, "plan", "yearly", "start_date", "2025-01-01"))
                .expect(201);
        tenant.awaitSettled();
        assertThat(postings(invoice(1)))
                .containsExactlyInAnyOrder("deferred_revenue > receivable 1200.00", "tax_payable > receivable 240.00");
        assertThat(balance("revenue", "2025-01-31")).isEqualTo("101.92");
        tenant.advance("2025-02-03T12:00:00Z");
        assertThat(balance("revenue", "2025-01-31")).isEqualTo("101.92");
        assertThat(balance("revenue", "2025-02-01")).as("32 days of both").isEqualTo("210.42");
        assertThat(balance("revenue", "2025-02-02")).as("33 days of both").isEqualTo("216.98");
        assertHold();
    }

    @Test
    void whateverIsChangedOfWhatDaysEarnedIsFound() {
        tamper(
                "UPDATE %s.transfers SET amount_minor = amount_minor %s 1 WHERE kind = 'recognition' AND booked_on = '2025-01-05'");
        tamper("UPDATE %s.revenue_recognition SET through = through %s 1");
        tamper("UPDATE %s.transfers SET booked_on = booked_on %s 31 WHERE kind = 'recognition'");
        assertThat(verification().path("differences")).isEmpty();
        tenant.execute("UPDATE %1$s.invoices SET deferred_from = deferred_from + 1".formatted(tenant.schema()));
        assertThat(verification().path("differences").findValuesAsText("rule"))
                .as("its first day comes with the second one")
                .contains("recognition_earns_its_days");
    }

    private void tamper(String change) {
        tenant.execute(change.formatted(tenant.schema(), "+"));
        assertThat(verification().path("differences").findValuesAsText("rule"))
                .as(change)
                .contains("recognition_earns_its_days");
        tenant.execute(change.formatted(tenant.schema(), "-"));
    }

    @Test
    void theTenantsOwnBooksGetTheJournalByTheirOwnNumbers() {
        assertThat(api.get("/ledger/account-mapping").expect(200).json().path("accounts"))
                .allSatisfy(account -> assertThat(account.path("number")).isEqualTo(account.path("account")));
        Object revenue = Body.of("account", "revenue", "number", "8400", "name", "=Umsatz \"19 %\"");
        Object receivable = Body.of("account", "receivable", "number", "1400", "name", "Forderungen");
        api.put("/ledger/account-mapping", Body.of("accounts", List.of(revenue, revenue)))
                .expectProblem(422, "validation_failed", "accounts[1].account");
        api.put("/ledger/account-mapping", Body.of("accounts", List.of(receivable)))
                .expect(200);
        JsonNode mapped = api.put("/ledger/account-mapping", Body.of("accounts", List.of(revenue)))
                .expect(200)
                .json();
        assertThat(mapped).isEqualTo(api.get("/ledger/account-mapping").json());
        assertThat(mapped.path("accounts").findValuesAsText("number"))
                .contains("8400", "receivable")
                .doesNotContain("1400");

        String days = api.get("/ledger/export?by=day&from=2025-01-01&to=2025-01-01")
                .expect(200)
                .text();
        assertThat(days.lines())
                .containsExactly(
                        "date,account,number,name,currency,debit,credit",
                        "\"2025-01-01\",\"deferred_revenue\",\"deferred_revenue\",\"Deferred revenue\",\"EUR\",3.29,1200.00",
                        "\"2025-01-01\",\"receivable\",\"receivable\",\"Receivable\",\"EUR\",1440.00,0.00",
                        "\"2025-01-01\",\"revenue\",\"8400\",\"'=Umsatz \"\"19 %\"\"\",\"EUR\",0.00,3.29",
                        "\"2025-01-01\",\"tax_payable\",\"tax_payable\",\"Tax payable\",\"EUR\",0.00,240.00");
        List<String> entries =
                api.get("/ledger/export").expect(200).text().lines().toList();
        assertThat(entries).as("two lines for each transfer").hasSize(1 + 2 * (2 + 31));
        assertThat(entries.get(1)).startsWith("\"2025-01-01\",\"" + invoice(0) + "\",\"invoice\",\"receivable\"");
        api.get("/ledger/export?by=week").expectProblem(422, "validation_failed", "by");
        assertHold();
    }

    @Test
    void theBalanceOfACustomerIsWhatTheLedgerSays() {
        assertThat(api.get("/customers/" + customer + "/balance")
                        .expect(200)
                        .json()
                        .path("currencies"))
                .singleElement()
                .satisfies(euros -> {
                    assertThat(euros.at("/receivable/amount").asText()).isEqualTo("1440.00");
                    assertThat(euros.at("/credit/amount").asText()).isEqualTo("0.00");
                    assertThat(euros.at("/wallets/amount").asText()).isEqualTo("0.00");
                });
        UUID other = tenant.customer("eve", "UTC");
        assertThat(api.get("/customers/" + other + "/balance")
                        .expect(200)
                        .json()
                        .path("currencies"))
                .isEmpty();
        api.get("/customers/" + UUID.randomUUID() + "/balance").expectProblem(404, "not_found");
    }
}
