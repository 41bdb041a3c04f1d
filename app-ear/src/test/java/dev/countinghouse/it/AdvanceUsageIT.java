package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Usage that is billed while its period runs, an hour after it was rolled up. */
class AdvanceUsageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NINE = "2024-01-10T09:00:00Z";
    private static final String TEN = "2024-01-10T10:00:00Z";

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @BeforeEach
    void makeCatalog() {
        tenant.startClock(NINE);
        tenant.makeCatalog();
    }

    @AfterEach
    void numbersRiseWithDates() {
        TestTenant.assertGapless(tenant.invoices(), tenant.slug());
    }

    /** A subscription from January on to a plan of its own with these charges. */
    private UUID subscribe(String name, Object... charges) {
        api.post("/plans", Body.like(Samples.plan(), "code", name, "charges", List.of(charges)))
                .expect(201);
        UUID customer = tenant.customer(name, "UTC");
        api.post("/subscriptions", Body.of("customer_id", customer, "plan", name, "start_date", "2024-01-01"))
                .expect(201);
        return customer;
    }

    private static Map<String, @Nullable Object> minutes() {
        return Body.like(Samples.minutes(), "timing", "advance");
    }

    private static List<String> lines(JsonNode invoice) {
        return invoice.path("lines")
                .valueStream()
                .map(line -> line.path("purpose").asText() + " "
                        + line.path("description").asText() + ": "
                        + line.path("quantity").asText() + " = "
                        + line.at("/amount/amount").asText())
                .toList();
    }

    private long reconciled(String field) {
        return ReconciliationIT.hours(tenant).stream()
                .mapToLong(hour -> hour.path(field).asLong())
                .sum();
    }

    @Test
    void newUsageIsBilledWithinItsPeriodAndOnce() {
        UUID ada = subscribe("ada", minutes());
        tenant.use(ada, "1", "2024-01-10T08:00:00Z", "60");
        tenant.awaitSettled();
        tenant.advance("2024-01-10T09:59:59Z");
        assertThat(tenant.invoices()).isEmpty();
        assertThat(reconciled("open")).isEqualTo(1);

        tenant.advance(TEN);
        JsonNode invoice = tenant.onlyInvoice();
        assertThat(lines(invoice))
                .containsExactly(
                        "progressive Build minutes (0 to 50): 50 = 4.00",
                        "progressive Build minutes (50 to 500): 10 = 0.50");
        assertThat(invoice.path("finalized_at").asText()).isEqualTo(TEN);
        assertThat(invoice.path("issued_on").asText()).isEqualTo("2024-01-10");
        assertThat(invoice.path("period_start").asText() + "/"
                        + invoice.path("period_end").asText())
                .isEqualTo("2024-01-01/2024-02-01");
        assertThat(reconciled("invoiced")).isEqualTo(1);
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);

        tenant.advance("2024-01-11T00:00:00Z");
        assertThat(tenant.invoices()).as("nothing new").hasSize(1);
        tenant.use(ada, "2", "2024-01-05T08:30:00Z", "10");
        tenant.awaitSettled();
        tenant.advance("2024-01-11T01:00:00Z");
        assertThat(lines(tenant.invoices().getLast()))
                .containsExactly("progressive Build minutes (50 to 500): 10 = 0.50");
    }

    @Test
    void whatComesAfterItsPeriodIsLateUsage() {
        UUID ada = subscribe("ada", minutes());
        tenant.use(ada, "1", "2024-01-10T08:00:00Z", "60");
        tenant.awaitSettled();
        tenant.advance("2024-02-02T00:00:00Z");
        assertThat(tenant.invoices()).as("nothing is left at the end").hasSize(1);
        tenant.use(ada, "2", "2024-01-20T12:00:00Z", "5");
        tenant.awaitSettled();
        tenant.advance("2024-02-03T00:00:00Z");
        assertThat(tenant.invoices())
                .as("late usage waits for the next boundary")
                .hasSize(1);
        tenant.advance("2024-03-02T00:00:00Z");
        assertThat(lines(tenant.invoices().getLast()))
                .containsExactly("delta Build minutes (50 to 500), late usage of 2024-01-01: 5 = 0.25");
        assertThat(reconciled("invoiced")).isEqualTo(2);
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    @Test
    void whatIsVoidedGoesBackWithTheNextInvoice() {
        UUID ada = subscribe("ada", Samples.fee(), minutes());
        UUID wrong = tenant.use(ada, "1", "2024-01-10T08:00:00Z", "60");
        tenant.awaitSettled();
        tenant.advance(TEN);
        api.post("/usage/" + wrong + "/amendments", Body.of("kind", "void", "reason", "sent by mistake"))
                .expect(201);
        tenant.use(ada, "2", "2024-01-10T08:30:00Z", "20");
        tenant.awaitSettled();
        tenant.advance("2024-01-10T11:00:00Z");
        assertThat(tenant.invoices()).as("the fee of January, and 60 minutes").hasSize(2);
        tenant.advance("2024-02-02T00:00:00Z");
        assertThat(lines(tenant.invoices().getLast()))
                .containsExactly(
                        "regular Base fee: 1 = 29.00",
                        "progressive Build minutes (0 to 50): -30 = -2.40",
                        "progressive Build minutes: -10 = -0.50");
    }

    @Test
    void groupsAndAMaximumHoldWhileThePeriodRuns() {
        api.post(
                        "/billable-metrics",
                        Body.of(
                                "code",
                                "calls",
                                "name",
                                "Calls",
                                "aggregation",
                                "count",
                                "group_keys",
                                List.of("region")))
                .expect(201);
        Map<String, @Nullable Object> calls = Body.like(minutes(), "metric", "calls", "tiers", null);
        UUID ada = subscribe(
                "ada",
                Body.like(
                        Body.like(calls, "model", "standard", "unit_amount", "2", "maximum_amount", "10"),
                        "group_by",
                        List.of("region")));
        call(ada, "eu", 3);
        tenant.awaitSettled();
        tenant.advance(TEN);
        call(ada, "us", 4);
        tenant.awaitSettled();
        tenant.advance("2024-01-10T11:00:00Z");
        assertThat(tenant.invoices())
                .extracting(AdvanceUsageIT::lines)
                .containsExactly(
                        List.of("progressive Build minutes, region=eu: 3 = 6.00"),
                        List.of(
                                "progressive Build minutes, region=us: 4 = 8.00",
                                "progressive Build minutes, maximum: 1 = -4.00"));
        call(ada, "eu", 1);
        tenant.awaitSettled();
        tenant.advance("2024-01-11T00:00:00Z");
        assertThat(tenant.invoices()).as("the maximum is reached").hasSize(2);
    }

    private void call(UUID customer, String region, int times) {
        for (int i = 0; i < times; i++) {
            Map<String, @Nullable Object> event =
                    Samples.usage(customer, TestTenant.unique(), "2024-01-10T08:00:00Z", "1");
            api.post("/usage", Body.like(event, "metric", "calls", "properties", Map.of("region", region)))
                    .expect(201);
        }
    }

    /** The same usage twice, billed as it comes and at the end of each month; some of it of the month before. */
    @Test
    void allInvoicesOfAMonthTogetherAreWhatItCostsInArrears() {
        UUID bob = subscribe("bob", Body.like(Samples.minutes(), "minimum_amount", "12.50"));
        UUID ada = subscribe("ada", Body.like(minutes(), "minimum_amount", "12.50"));
        String[][] usage = {
            {"2024-01-10T08:00:00Z", "33.333", "2024-01-10T12:00:00Z"},
            {"2024-01-09T23:00:00Z", "41.417", "2024-01-20T00:30:00Z"},
            {"2024-01-31T23:30:00Z", "90.909", "2024-02-01T01:00:00Z"},
            {"2024-01-31T22:30:00Z", "7.07", "2024-02-20T00:00:00Z"},
            {"2024-02-01T00:00:00Z", "500.123", "2024-02-20T06:00:00Z"},
            {"2024-02-29T23:59:59Z", "0.001", "2024-03-05T00:00:00Z"},
            {"2024-03-01T00:00:00Z", "12.5", "2024-03-05T01:00:00Z"},
        };
        for (String[] use : usage) {
            tenant.use(bob, "bob " + use[0], use[0], use[1]);
            tenant.use(ada, "ada " + use[0], use[0], use[1]);
            tenant.awaitSettled();
            tenant.advance(use[2]);
        }
        tenant.advance("2024-05-02T00:00:00Z");

        assertThat(byMonth(ada))
                .isEqualTo(byMonth(bob))
                .containsKeys("2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01");
        assertThat(invoices(ada)).hasSizeGreaterThan(invoices(bob).size());
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    private List<JsonNode> invoices(UUID customer) {
        return tenant.invoices().stream()
                .filter(invoice -> invoice.at("/customer/id").asText().equals(customer.toString()))
                .toList();
    }

    private Map<String, BigDecimal> byMonth(UUID customer) {
        Map<String, BigDecimal> months = new TreeMap<>();
        invoices(customer).stream()
                .flatMap(invoice -> invoice.path("lines").valueStream())
                .forEach(line -> months.merge(
                        line.path("period_start").asText(),
                        new BigDecimal(line.at("/amount/amount").asText()),
                        BigDecimal::add));
        return months;
    }

    @Test
    void aLeapOfTheClockBillsInTheOrderOfTime() {
        UUID ada = subscribe("ada", minutes());
        subscribe("bob", Samples.fee());
        tenant.use(ada, "1", "2024-01-10T08:00:00Z", "1");
        tenant.use(ada, "2", "2024-02-10T08:00:00Z", "2"); // not there yet: the end of its month bills it
        tenant.awaitSettled();
        tenant.advance("2024-03-02T00:00:00Z");
        assertThat(tenant.invoices())
                .extracting(invoice -> invoice.path("finalized_at").asText().substring(0, 13) + " "
                        + invoice.at("/subtotal/amount").asText())
                .containsExactly(
                        "2024-01-01T00 29.00",
                        "2024-01-10T10 0.08",
                        "2024-02-01T00 29.00",
                        "2024-03-01T00 0.16",
                        "2024-03-01T00 29.00");
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    /** The turn is killed while it waits for a lock that it takes last: nothing of it is there, and it is done again. */
    @Test
    void aTurnThatIsKilledIsDoneAgainAndBillsNothingTwice() throws SQLException {
        UUID ada = subscribe("ada", Samples.fee(), minutes());
        tenant.use(ada, "1", "2024-01-10T08:00:00Z", "60");
        tenant.awaitSettled();
        String waiting = " FROM pg_locks WHERE NOT granted AND relation = '%s.number_series'::regclass";
        try (Connection admin = tenant.database().admin();
                Statement statement = admin.createStatement()) {
            admin.setAutoCommit(false);
            statement.execute("LOCK TABLE " + tenant.schema() + ".number_series IN SHARE MODE");
            tenant.beginToAdvance(TEN);
            await().atMost(PATIENCE).until(() -> tenant.count("SELECT count(*)" + waiting) == 1);
            statement.execute("SELECT pg_terminate_backend(pid)" + waiting.formatted(tenant.schema()));
            admin.rollback();
        }
        tenant.awaitSettled();
        assertThat(tenant.invoices()).hasSize(2);
        assertThat(lines(tenant.invoices().getLast())).hasSize(2);
        tenant.advance("2024-01-11T00:00:00Z");
        assertThat(tenant.invoices()).hasSize(2);
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    @Test
    void aSubscriptionWhoseUsageCannotBeBilledIsParkedAndStopsNobody() {
        Map<String, @Nullable Object> dynamic = Body.like(minutes(), "model", "dynamic", "tiers", null);
        dynamic.put("amount_field", "cost");
        UUID bob = subscribe("bob", dynamic);
        UUID ada = subscribe("ada", minutes());
        tenant.use(bob, "1", "2024-01-10T08:00:00Z", "60"); // without a cost
        tenant.use(ada, "2", "2024-01-10T08:00:00Z", "60");
        tenant.awaitSettled();
        tenant.advance(TEN);
        assertThat(tenant.onlyInvoice().at("/customer/id").asText()).isEqualTo(ada.toString());
        JsonNode parked = api.all("/subscriptions?customer_id=" + bob).getFirst();
        assertThat(parked.path("parked_reason").asText()).contains("no amount in its property cost");
        assertThat(Instant.parse(parked.path("parked_at").asText())).isEqualTo(TEN);
    }

    @Test
    void eventsThatWereBilledInAdvanceAreDeletedWhenTheyAreOld() {
        UUID ada = subscribe("ada", minutes());
        tenant.use(ada, "1", "2024-01-10T08:00:00Z", "60");
        tenant.awaitSettled();
        api.patch("/tenant", Body.of("usage_retention_months", 2)).expect(200);
        tenant.awaitSettled();
        tenant.advance("2024-04-02T00:00:00Z");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(api.all("/usage")).isEmpty());
        assertThat(tenant.invoices()).hasSize(1);
        assertThat(reconciled("deleted")).isEqualTo(1);
    }
}
