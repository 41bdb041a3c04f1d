package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Usage in arrears that is invoiced within its period when it reaches a threshold, five minutes after it was rolled up. */
class UsageThresholdsIT {
    private static final String NINE = "2024-01-10T09:00:00Z";
    private static final String FIVE_PAST = "2024-01-10T09:05:00Z";
    private static final String TEN = "2024-01-10T10:00:00Z";
    private static final String USED = "2024-01-10T08:00:00Z";

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @BeforeEach
    void makeCatalog() {
        tenant.startClock(NINE);
        tenant.makeCatalog();
    }

    @AfterEach
    void theBooksAreInOrder() {
        TestTenant.assertGapless(tenant.invoices(), tenant.slug());
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    static Map<String, @Nullable Object> thresholds(@Nullable String recurring, String... amounts) {
        return Body.of("amounts", List.of(amounts), "recurring", recurring);
    }

    /** A minute at a price. */
    private static Map<String, @Nullable Object> minutes(String price) {
        return Body.like(Samples.minutes(), "model", "standard", "tiers", null, "unit_amount", price);
    }

    /** 31.00 a month, when it is over. */
    private static Map<String, @Nullable Object> fee() {
        return Body.like(Samples.fee(), "unit_amount", "31.00", "timing", "arrears");
    }

    private static Map<String, @Nullable Object> plan(
            String code, @Nullable Map<String, @Nullable Object> thresholds, Object... charges) {
        Map<String, @Nullable Object> plan = Body.like(Samples.plan(), "code", code, "charges", List.of(charges));
        plan.put("usage_thresholds", thresholds);
        return plan;
    }

    /** A customer who subscribes from January on to a plan, under its code. */
    private UUID subscribe(Map<String, @Nullable Object> plan, @Nullable Object... fields) {
        api.post("/plans", plan).expect(201);
        String code = String.valueOf(plan.get("code"));
        UUID customer = tenant.customer(code, "UTC");
        Map<String, @Nullable Object> wanted =
                Body.of("customer_id", customer, "plan", code, "start_date", "2024-01-01");
        api.post("/subscriptions", Body.like(wanted, fields)).expect(201);
        return customer;
    }

    private UUID use(UUID customer, String timestamp, String minutes) {
        UUID event = tenant.use(customer, TestTenant.unique(), timestamp, minutes);
        tenant.awaitSettled();
        return event;
    }

    private List<String> subtotals() {
        return tenant.invoices().stream()
                .map(invoice -> invoice.at("/subtotal/amount").asText())
                .toList();
    }

    private JsonNode last() {
        return tenant.invoices().getLast();
    }

    /** 0.0002 a unit: example prog-01 of the vectors. */
    @Test
    void usageIsInvoicedWhenItReachesAThresholdAndTheEndOfThePeriodBillsTheRest() {
        UUID ada = subscribe(plan("ada", thresholds(null, "200"), fee(), minutes("0.0002")));
        use(ada, USED, "999999");
        tenant.advance(TEN);
        assertThat(tenant.invoices()).as("199.9998 are 200.00").hasSize(1);
        JsonNode first = tenant.onlyInvoice();
        assertThat(InvoiceLines.amounts(first)).containsExactly("progressive 999999 = 200.00");
        assertThat(first.path("finalized_at").asText()).isEqualTo(FIVE_PAST);
        assertThat(first.path("period_start").asText() + "/"
                        + first.path("period_end").asText())
                .isEqualTo("2024-01-01/2024-02-01");

        use(ada, USED, "1000001");
        tenant.advance("2024-01-11T00:00:00Z");
        assertThat(tenant.invoices()).as("a threshold is used once").hasSize(1);
        JsonNode shown = api.get("/customers/" + ada + "/usage").expect(200).json();
        assertThat(shown.at("/subscriptions/0/amount/amount").asText()).isEqualTo("400.00");

        tenant.advance("2024-02-02T00:00:00Z");
        assertThat(InvoiceLines.amounts(last())).containsExactly("regular 1 = 31.00", "progressive 1000001 = 200.00");
        assertThat(subtotals()).containsExactly("200.00", "231.00");
        String explained = api.get("/invoices/" + last().path("id").asText() + "/explain")
                .expect(200)
                .text();
        assertThat(explained)
                .contains("2000000 at 0.0002 EUR = 400.00 EUR in all, of which 200.00 EUR was billed before");

        use(ada, "2024-01-20T12:00:00Z", "50000");
        tenant.advance("2024-03-02T00:00:00Z");
        assertThat(InvoiceLines.amounts(last()))
                .as("late usage, whose threshold is another period's")
                .containsExactly("regular 1 = 31.00", "delta 50000 = 10.00");
        assertThat(ReconciliationIT.hours(tenant).stream()
                        .mapToInt(hour -> hour.path("invoiced").asInt())
                        .sum())
                .isEqualTo(3);
    }

    /** Example prog-02 of the vectors. */
    @Test
    void anEndWithinThePeriodBillsTheRestOfIt() {
        UUID ada = subscribe(plan("ada", thresholds(null, "200"), fee(), minutes("1")));
        use(ada, USED, "200");
        tenant.advance("2024-01-18T12:00:00Z");
        String subscription = api.all("/subscriptions?customer_id=" + ada)
                .getFirst()
                .path("id")
                .asText();
        api.post("/subscriptions/" + subscription + "/cancel", Body.of("at", "now"))
                .expect(200);
        tenant.advance("2024-01-20T00:00:00Z");
        assertThat(subtotals()).containsExactly("200.00", "18.00");
        assertThat(last().path("lines")).hasSize(1);
    }

    @Test
    void eachThresholdIsReachedOnceAndOneHugeEventReachesSeveral() {
        UUID ada = subscribe(plan("ada", thresholds("100", "200", "400"), minutes("1")));
        String[][] usage = {
            {"150", "10:00"}, {"100", "11:00"}, {"100", "12:00"}, {"50", "13:00"}, {"99.99", "14:00"}, {"0.01", "15:00"}
        };
        for (String[] some : usage) {
            use(ada, USED, some[0]);
            tenant.advance("2024-01-10T" + some[1] + ":00Z");
        }
        assertThat(subtotals()).containsExactly("250.00", "150.00", "100.00");

        UUID bob = subscribe(plan("bob", thresholds("100", "200", "400"), minutes("1")));
        use(bob, USED, "1234.56");
        tenant.advance("2024-01-10T16:00:00Z");
        use(bob, USED, "65.43");
        tenant.advance("2024-01-10T17:00:00Z");
        assertThat(subtotals()).as("1299.99").endsWith("100.00", "1234.56");
        use(bob, USED, "0.01");
        tenant.advance("2024-01-10T18:00:00Z");
        assertThat(subtotals()).endsWith("1234.56", "65.44");
        tenant.advance("2024-02-02T00:00:00Z");
        assertThat(tenant.invoices()).as("nothing is left").hasSize(5);
    }

    @Test
    void allUsageOfThePlanCountsTogetherAndIsInvoicedTogether() {
        api.post(
                        "/billable-metrics",
                        Body.like(
                                Body.of("code", "calls", "name", "Calls", "aggregation", "count"),
                                "group_keys",
                                List.of("region")))
                .expect(201);
        Map<String, @Nullable Object> calls =
                Body.like(minutes("20"), "code", "calls", "name", "Calls", "metric", "calls");
        calls.put("group_by", List.of("region"));
        UUID ada = subscribe(plan("ada", thresholds(null, "100"), Samples.fee(), minutes("1"), calls));
        use(ada, USED, "50");
        call(ada, "eu", 2);
        tenant.advance(TEN);
        assertThat(subtotals())
                .as("90.00 of usage, and a fee that does not count")
                .containsExactly("29.00");
        call(ada, "us", 1);
        tenant.advance("2024-01-10T11:00:00Z");
        assertThat(last().path("lines").findValuesAsText("description"))
                .containsExactly("Build minutes", "Calls, region=eu", "Calls, region=us");
        assertThat(subtotals()).containsExactly("29.00", "110.00");
    }

    private void call(UUID customer, String region, int times) {
        for (int i = 0; i < times; i++) {
            Map<String, @Nullable Object> event = Body.like(
                    Samples.usage(customer, TestTenant.unique(), USED, "1"),
                    "metric",
                    "calls",
                    "properties",
                    Map.of("region", region));
            api.post("/usage", event).expect(201);
        }
        tenant.awaitSettled();
    }

    @Test
    void whatIsVoidedAfterItWasInvoicedGoesToTheCreditBalanceWhenThePeriodEnds() {
        UUID ada = subscribe(plan("ada", thresholds(null, "200", "300"), minutes("1")));
        UUID wrong = use(ada, USED, "250");
        tenant.advance(TEN);
        api.post("/usage/" + wrong + "/amendments", Body.of("kind", "void", "reason", "sent by mistake"))
                .expect(201);
        use(ada, USED, "220");
        tenant.advance("2024-01-10T11:00:00Z");
        assertThat(subtotals()).as("200 was used by what was voided").containsExactly("250.00");
        tenant.advance("2024-02-02T00:00:00Z");
        assertThat(InvoiceLines.amounts(last())).containsExactly("progressive -30 = -30.00");
        assertThat(last().at("/total/amount").asText()).isEqualTo("-36.00");
        assertThat(api.get("/customers/" + ada + "/credit-balance")
                        .expect(200)
                        .json()
                        .at("/balances/0/amount")
                        .asText())
                .isEqualTo("36.00");
    }

    @Test
    void aPeriodThatReachesNoThresholdIsBilledAsWithoutThem() {
        Object[] charges = {Samples.fee(), Samples.minutes()};
        UUID ada = subscribe(plan("ada", thresholds(null, "100"), charges));
        UUID bob = subscribe(plan("bob", null, charges));
        use(ada, USED, "60");
        use(bob, USED, "60");
        tenant.advance("2024-03-02T00:00:00Z");
        assertThat(lines(ada)).isEqualTo(lines(bob)).anyMatch(line -> line.contains(" 0 x "));
    }

    private List<String> lines(UUID customer) {
        return of(customer).stream()
                .flatMap(invoice -> InvoiceLines.all(invoice).stream())
                .toList();
    }

    private List<JsonNode> of(UUID customer) {
        return tenant.invoices().stream()
                .filter(invoice -> invoice.at("/customer/id").asText().equals(customer.toString()))
                .toList();
    }

    /** The same usage twice, with and without thresholds; some of it late. */
    @Test
    void allInvoicesOfAMonthTogetherAreWhatItCostsWithoutThresholds() {
        Map<String, @Nullable Object> volume = Body.like(Samples.minutes(), "model", "volume");
        volume.putAll(Body.of("minimum_amount", "12.50", "maximum_amount", "20"));
        UUID ada = subscribe(plan("ada", thresholds("0.35", "1.50", "2"), volume));
        UUID bob = subscribe(plan("bob", null, volume));
        String[][] usage = {
            {"2024-01-10T08:00:00Z", "33.333", "2024-01-10T12:00:00Z"},
            {"2024-01-09T23:00:00Z", "41.417", "2024-01-20T00:30:00Z"},
            {"2024-01-31T23:30:00Z", "90.909", "2024-02-01T01:00:00Z"},
            {"2024-01-31T22:30:00Z", "7.07", "2024-02-20T00:00:00Z"},
            {"2024-02-01T00:00:00Z", "500.123", "2024-02-20T06:00:00Z"},
            {"2024-02-29T23:59:59Z", "0.001", "2024-03-05T00:00:00Z"},
            {"2024-03-01T00:00:00Z", "12.5", "2024-03-05T01:00:00Z"},
        };
        for (String[] some : usage) {
            tenant.use(bob, "bob " + some[0], some[0], some[1]);
            tenant.use(ada, "ada " + some[0], some[0], some[1]);
            tenant.awaitSettled();
            tenant.advance(some[2]);
        }
        tenant.advance("2024-05-02T00:00:00Z");
        assertThat(byMonth(ada)).isEqualTo(byMonth(bob)).containsKeys("2024-01-01", "2024-02-01", "2024-03-01");
        assertThat(of(ada)).hasSizeGreaterThan(of(bob).size());
    }

    private Map<String, BigDecimal> byMonth(UUID customer) {
        Map<String, BigDecimal> months = new TreeMap<>();
        of(customer).stream()
                .flatMap(invoice -> invoice.path("lines").valueStream())
                .forEach(line -> months.merge(
                        line.path("period_start").asText(),
                        new BigDecimal(line.at("/amount/amount").asText()),
                        BigDecimal::add));
        return months;
    }

    @Test
    void whatWasInvoicedCountsForTheMinimumCommitment() {
        Map<String, @Nullable Object> plan = plan("ada", thresholds(null, "200"), minutes("1"));
        plan.put("minimum_commitment", Body.of("amount", "300.00"));
        UUID ada = subscribe(plan);
        use(ada, USED, "250");
        tenant.advance("2024-02-02T00:00:00Z");
        assertThat(subtotals()).containsExactly("250.00", "50.00");
        assertThat(InvoiceLines.amounts(last())).containsExactly("true_up 1 = 50.00");
    }

    /** From a version without thresholds to one with them, and on to one that bills in advance: each by its own periods. */
    @Test
    void thresholdsAreThoseOfTheVersionThatBillsThePeriod() {
        UUID ada = subscribe(plan("ada", null, minutes("1")));
        String versions =
                "/plans/" + api.all("/plans?code=ada").getFirst().path("id").asText() + "/versions";
        use(ada, USED, "250");
        tenant.advance(TEN);
        assertThat(tenant.invoices()).isEmpty();
        move(versions, 2, Body.of("usage_thresholds", thresholds(null, "200")));
        tenant.advance("2024-02-10T09:00:00Z");
        use(ada, "2024-02-10T08:00:00Z", "260");
        tenant.advance("2024-02-10T12:00:00Z");
        Map<String, @Nullable Object> advance =
                Body.of("charges", List.of(Body.like(minutes("1"), "timing", "advance")));
        move(versions, 3, Body.like(advance, "usage_thresholds", thresholds(null)));
        tenant.advance("2024-03-10T09:00:00Z");
        use(ada, "2024-03-10T08:00:00Z", "10");
        tenant.advance("2024-03-10T12:00:00Z");
        assertThat(tenant.invoices())
                .extracting(invoice -> invoice.path("finalized_at").asText() + " "
                        + invoice.at("/subtotal/amount").asText())
                .containsExactly(
                        "2024-02-01T00:00:00Z 250.00", "2024-02-10T09:05:00Z 260.00", "2024-03-10T10:00:00Z 10.00");
    }

    private void move(String versions, int number, Map<String, @Nullable Object> change) {
        api.post(versions, change).expect(201);
        api.post(versions + "/" + number + "/publish").expect(200);
        JsonNode shown = api.post(versions + "/" + number + "/migration/preview", Body.of())
                .expect(200)
                .json();
        assertThat(shown.at("/diffs/0/terms").findValuesAsText("field")).contains("usage_thresholds");
        api.post(
                        versions + "/" + number + "/migration",
                        Body.of("token", shown.path("token").asText()))
                .expect(200);
    }

    /** The period that was billed waits for its grace; what is used meanwhile is looked at after it. */
    @Test
    void thresholdsOfThePeriodThatRunsWaitForTheDraft() {
        api.patch("/tenant", Body.of("grace_period_days", 5)).expect(200);
        UUID ada = subscribe(plan("ada", thresholds(null, "200"), minutes("1")));
        use(ada, USED, "150");
        tenant.advance("2024-02-02T12:00:00Z");
        use(ada, "2024-01-31T12:00:00Z", "100"); // by the draft's end it is of its period
        use(ada, "2024-02-02T08:00:00Z", "201");
        tenant.advance("2024-02-05T12:00:00Z");
        assertThat(tenant.invoices()).isEmpty();
        tenant.advance("2024-02-07T00:00:00Z");
        assertThat(tenant.invoices())
                .extracting(invoice -> InvoiceLines.amounts(invoice).toString())
                .containsExactly("[regular 250 = 250.00]", "[progressive 201 = 201.00]");
    }

    @Test
    void aSubscriptionHasTheThresholdsOfItsCurrency() {
        Map<String, @Nullable Object> inYen = Body.like(minutes("1"), "prices", Body.of("JPY", unit("100.5")));
        Map<String, @Nullable Object> thresholds = thresholds("5", "200");
        thresholds.put("currencies", Body.of("JPY", thresholds(null, "16000.5")));
        Map<String, @Nullable Object> plan = plan("ada", thresholds, inYen);
        api.post("/plans", plan).expectProblem(422, "validation_failed", "usage_thresholds.currencies.JPY.amounts[0]");
        thresholds.put("currencies", Body.of("JPY", thresholds(null, "16000")));
        UUID ada = subscribe(plan, "currency", "JPY");
        use(ada, USED, "159.19");
        tenant.advance(TEN);
        assertThat(tenant.invoices()).as("15998.595").isEmpty();
        use(ada, USED, "0.01");
        tenant.advance("2024-01-10T11:00:00Z");
        assertThat(subtotals()).as("15999.6").containsExactly("16000");
        use(ada, USED, "400");
        tenant.advance("2024-02-02T00:00:00Z");
        assertThat(subtotals()).containsExactly("16000", "40200");
    }

    private static Map<String, @Nullable Object> unit(String amount) {
        return Body.of("unit_amount", amount);
    }
}
