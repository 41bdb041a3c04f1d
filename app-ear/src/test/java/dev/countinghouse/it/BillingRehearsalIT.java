package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a rehearsal says is what the run writes, and nothing is changed by asking. */
class BillingRehearsalIT {
    private static final String APRIL = "2024-04-02T00:00:00Z";

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @BeforeEach
    void startTheClock() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
    }

    private void plan(String code, Map<String, @Nullable Object> usage, Object... fields) {
        Map<String, @Nullable Object> plan = Body.like(Samples.plan(), "code", code);
        plan.put("charges", List.of(Samples.fee(), usage));
        api.post("/plans", Body.like(plan, fields)).expect(201);
    }

    private UUID subscribe(UUID customer, String plan, Object... fields) {
        Map<String, @Nullable Object> wanted =
                Body.of("customer_id", customer, "plan", plan, "start_date", "2024-01-01");
        return api.post("/subscriptions", Body.like(wanted, fields)).expect(201).id();
    }

    private JsonNode rehearse(String query) {
        return api.post("/billing-runs/rehearsal" + query, Body.of("through", APRIL))
                .expect(200)
                .json();
    }

    private static String text(JsonNode invoice, String customer) {
        return String.join(
                " ",
                customer,
                invoice.path("issued_on").asText(),
                invoice.path("period_start").asText(),
                invoice.path("period_end").asText(),
                invoice.at("/subtotal/amount").asText(),
                invoice.at("/tax/amount").asText(),
                invoice.at("/total/amount").asText());
    }

    private static List<String> rehearsed(JsonNode rehearsal) {
        List<String> invoices = new ArrayList<>();
        for (JsonNode subscription : rehearsal.path("data")) {
            for (JsonNode invoice : subscription.path("invoices")) {
                invoices.add(text(invoice, invoice.path("customer_id").asText()) + " "
                        + invoice.path("lines").asInt());
            }
        }
        return invoices;
    }

    private static List<String> written(List<JsonNode> invoices) {
        return invoices.stream()
                .map(invoice -> text(invoice, invoice.at("/customer/id").asText()) + " "
                        + invoice.path("lines").size())
                .toList();
    }

    /** Each table of the tenant's with a hash of its rows. */
    private Map<String, String> books() {
        Map<String, String> hashes = new TreeMap<>();
        try (Connection owner = tenant.database().owner();
                Statement statement = owner.createStatement()) {
            for (String table : tables(statement)) {
                String sql = "SELECT coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') FROM "
                        + tenant.schema() + "." + table + " t";
                try (ResultSet row = statement.executeQuery(sql)) {
                    row.next();
                    hashes.put(table, row.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return hashes;
    }

    private List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT tablename FROM pg_tables WHERE schemaname = '" + tenant.schema() + "'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    /** Fees and usage in arrears, in advance and to a threshold, late usage, a commitment, an end, and one that cannot be billed. */
    private void fillTheBooks() {
        plan("advance", Body.like(Samples.minutes(), "timing", "advance"));
        plan("committed", Samples.minutes(), "minimum_commitment", Body.of("amount", "50.00"));
        Map<String, @Nullable Object> costs = Body.like(Samples.minutes(), "model", "dynamic", "tiers", null);
        costs.put("amount_field", "cost");
        plan("costs", costs);
        plan("thresholds", Samples.minutes(), "usage_thresholds", Body.of("amounts", List.of("0.50", "100.00")));
        List<String> plans = List.of(Samples.PLAN, "advance", "committed", "costs", Samples.PLAN, "thresholds");
        List<UUID> customers = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            customers.add(tenant.customer("c" + i, i % 2 == 0 ? "UTC" : "America/New_York"));
            subscribe(customers.get(i), plans.get(i), i == 4 ? new Object[] {"end_date", "2024-03-10"} : new Object[0]);
            tenant.use(customers.get(i), "a" + i, "2024-01-10T00:00:00Z", i == 3 ? "0" : "77.5");
        }
        tenant.awaitSettled();
    }

    @Test
    void itsInvoicesAreThoseOfTheRunToTheCentAndNothingIsChangedByIt() {
        fillTheBooks();
        tenant.advance("2024-02-02T00:00:00Z");
        for (JsonNode customer : api.all("/customers")) {
            UUID id = UUID.fromString(customer.path("id").asText());
            tenant.use(id, "late " + id, "2024-01-20T00:00:00Z", "500");
            tenant.use(id, "now " + id, "2024-02-02T00:00:00Z", "12.25");
        }
        tenant.awaitSettled();
        tenant.awaitSealed();
        List<JsonNode> before = tenant.invoices();
        Map<String, String> books = books();

        JsonNode rehearsal = rehearse("?limit=100");
        assertThat(books()).isEqualTo(books);
        tenant.advance(APRIL);

        List<JsonNode> invoices = tenant.invoices();
        List<JsonNode> run = invoices.subList(before.size(), invoices.size());
        assertThat(rehearsed(rehearsal)).isNotEmpty().containsExactlyInAnyOrderElementsOf(written(run));
        JsonNode total = rehearsal.at("/totals/0");
        assertThat(total.path("invoices").asInt()).isEqualTo(run.size());
        assertThat(new BigDecimal(total.at("/total/amount").asText()))
                .isEqualByComparingTo(run.stream()
                        .map(invoice ->
                                new BigDecimal(invoice.at("/total/amount").asText()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(rehearsal.path("totals")).hasSize(1);
        Invariants.assertHold(tenant);
    }

    @Test
    void whatWouldBeParkedIsToldWithItsReasonAndStopsNobody() {
        fillTheBooks();
        JsonNode rehearsal = rehearse("?limit=100");
        assertThat(rehearsal
                        .path("data")
                        .valueStream()
                        .filter(one -> !one.path("parked_reason").isNull()))
                .singleElement()
                .satisfies(parked -> {
                    assertThat(parked.path("parked_reason").asText()).contains("no amount in its property cost");
                    assertThat(parked.path("invoices")).isEmpty();
                });
        assertThat(api.all("/subscriptions?parked=true")).isEmpty();
        tenant.advance(APRIL);
        assertThat(api.all("/subscriptions?parked=true")).hasSize(1);
    }

    @Test
    void boundariesUnlikeTheOneBeforeAreNamed() {
        UUID customer = tenant.customer("ada", "UTC");
        subscribe(customer, Samples.PLAN, "end_date", "2024-03-01");
        tenant.use(customer, "much", "2024-01-10T00:00:00Z", "1000");
        tenant.awaitSettled();
        assertThat(rehearse("")
                        .at("/data/0/anomalies")
                        .valueStream()
                        .map(anomaly -> "%s %s %s %s"
                                .formatted(
                                        anomaly.path("kind").asText(),
                                        anomaly.path("on").asText(),
                                        anomaly.at("/before/amount").asText(),
                                        anomaly.at("/now/amount").asText())))
                .containsExactly("more_than_double 2024-02-01 29.00 70.50", "zero 2024-03-01 70.50 0.00");
    }

    /** 29.00, then 58.00 for two: not more than double, whatever was billed in between. */
    @Test
    void anInvoiceOfAChangeIsNotTheBoundaryBefore() {
        UUID subscription = subscribe(tenant.customer("ada", "UTC"), Samples.PLAN);
        tenant.awaitSettled();
        tenant.advance("2024-01-31T12:00:00Z");
        api.post(
                        "/subscriptions/" + subscription + "/change",
                        Body.of("at", "now", "quantity", 2, "proration", "at_once"))
                .expect(200);
        assertThat(tenant.invoices()).hasSize(2);
        assertThat(rehearse("").at("/data/0/invoices")).hasSize(3);
        assertThat(rehearse("").at("/data/0/anomalies")).isEmpty();
    }

    @Test
    void pagesTogetherAreTheWholeAndWhatIsNotDueIsOnNone() {
        for (int i = 0; i < 3; i++) {
            subscribe(tenant.customer("c" + i, "UTC"), Samples.PLAN);
        }
        tenant.awaitSettled();
        List<String> whole = rehearsed(rehearse(""));
        List<String> pages = new ArrayList<>();
        String query = "?limit=1";
        for (int page = 0; page < 3; page++) {
            JsonNode rehearsal = rehearse(query);
            assertThat(rehearsal.path("data")).hasSize(1);
            pages.addAll(rehearsed(rehearsal));
            query = "?limit=1&cursor=" + rehearsal.path("next_cursor").asText();
        }
        assertThat(pages).hasSize(9).isEqualTo(whole);
        JsonNode now =
                api.post("/billing-runs/rehearsal", Body.of()).expect(200).json();
        assertThat(now.path("data")).isEmpty();
        assertThat(now.path("totals")).isEmpty();
        assertThat(now.path("through").asText()).isEqualTo("2024-01-01T00:00:00Z");
    }

    @Test
    void aRehearsalLooksAYearAheadAndNoFurther() {
        api.post("/billing-runs/rehearsal", Body.of("through", "2025-01-02T00:00:01Z"))
                .expectProblem(422, "validation_failed", "through");
        api.post("/billing-runs/rehearsal", Body.of("through", "2025-01-01T00:00:00Z"))
                .expect(200);
    }

    @Test
    void withAKeyItIsAnsweredOnceAndChangesNothingEither() {
        subscribe(tenant.customer("ada", "UTC"), Samples.PLAN);
        tenant.awaitSettled();
        Api keyed = api.with("Idempotency-Key", "k-" + TestTenant.unique());
        String first = keyed.post("/billing-runs/rehearsal", Body.of("through", APRIL))
                .expect(200)
                .text();
        assertThat(keyed.post("/billing-runs/rehearsal", Body.of("through", APRIL))
                        .expect(200)
                        .text())
                .isEqualTo(first);
        assertThat(tenant.invoices()).hasSize(1);
    }
}
