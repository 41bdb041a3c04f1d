package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every aggregation from the events that came in to the line of an invoice, for a customer whose days begin at half past. The
 * figures are those of docs/BILLING.md.
 */
class UsageQuantitiesIT {
    private static final String JANUARY = "2024-01-01";
    private static final String FEBRUARY = "2024-02-01";
    private static final String BEGIN = "2023-12-31T18:30:00Z";

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = new UUID(0, 0);
    private int events;

    @BeforeEach
    void makeCustomer() {
        tenant.startClock("2023-12-01T00:00:00Z");
        customer = tenant.customer("ada", "Asia/Kolkata");
    }

    private void metric(String code, String aggregation, @Nullable Object... fields) {
        Map<String, @Nullable Object> metric = Body.of("code", code, "name", code, "aggregation", aggregation);
        if (!aggregation.equals("count")) {
            metric.put("field_name", "value");
        }
        api.post("/billable-metrics", Body.like(metric, fields)).expect(201);
    }

    /** A plan that asks one euro for a unit of each of the metrics, and a subscription to it from January. */
    private void subscribe(String... metrics) {
        List<Object> charges = new ArrayList<>();
        for (String metric : metrics) {
            charges.add(Body.like(
                    Body.of("code", metric, "name", metric, "kind", "usage", "timing", "arrears"),
                    "model",
                    "standard",
                    "metric",
                    metric,
                    "unit_amount",
                    "1"));
        }
        plan(charges);
    }

    /** A plan of these charges, and a subscription to it from January. */
    private void plan(List<?> charges) {
        Map<String, @Nullable Object> plan = Body.of(
                "code", "metered", "name", "Metered", "currency", "EUR", "interval", "month", "interval_count", 1);
        plan.put("anchor", "calendar");
        plan.put("charges", charges);
        api.post("/plans", plan).expect(201);
        api.post("/subscriptions", Body.of("customer_id", customer, "plan", "metered", "start_date", JANUARY))
                .expect(201);
    }

    private void use(String metric, String timestamp, Map<String, Object> properties) {
        api.post(
                        "/usage",
                        Body.of(
                                "transaction_id",
                                "e" + events++,
                                "customer_id",
                                customer,
                                "metric",
                                metric,
                                "timestamp",
                                timestamp,
                                "properties",
                                properties))
                .expect(201);
    }

    private void use(String metric, String timestamp, String value) {
        use(metric, timestamp, Map.of("value", value));
    }

    /** What was billed of a metric in a month. */
    private String billed(String metric, String month) {
        return tenant.invoices().stream()
                .flatMap(invoice -> StreamSupport.stream(invoice.path("lines").spliterator(), false))
                .filter(line -> line.path("metric").asText().equals(metric)
                        && line.path("period_start").asText().equals(month))
                .map(line -> new BigDecimal(line.path("quantity").asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .stripTrailingZeros()
                .toPlainString();
    }

    @Test
    void eachAggregationIsBilledAsItSays() {
        List<String> all = List.of("count", "sum", "min", "max", "average", "latest", "unique_count");
        all.forEach(aggregation -> metric("m_" + aggregation, aggregation));
        subscribe(all.stream().map(aggregation -> "m_" + aggregation).toArray(String[]::new));
        for (String aggregation : all) {
            use("m_" + aggregation, "2023-12-31T18:29:59Z", "500"); // of the month before
            use("m_" + aggregation, "2024-01-10T12:00:00Z", "20");
            use("m_" + aggregation, BEGIN, "10");
            use("m_" + aggregation, "2024-01-31T18:29:59.999999Z", "20");
            use("m_" + aggregation, "2024-01-31T18:29:59.999999Z", "15");
            use("m_" + aggregation, "2024-01-31T18:30:00Z", "900"); // of the month after
        }
        tenant.awaitSettled();
        tenant.advance("2024-02-02T00:00:00Z");
        assertThat(billed("m_count", JANUARY)).isEqualTo("4");
        assertThat(billed("m_sum", JANUARY)).isEqualTo("65");
        assertThat(billed("m_min", JANUARY)).isEqualTo("10");
        assertThat(billed("m_max", JANUARY)).isEqualTo("20");
        assertThat(billed("m_average", JANUARY)).isEqualTo("16.25");
        assertThat(billed("m_latest", JANUARY)).isEqualTo("15");
        assertThat(billed("m_unique_count", JANUARY)).isEqualTo("3");
    }

    /** Three for all of the month but its first hour are 2.99597, of which two more are carried into the next. */
    @Test
    void aLevelIsWeighedByTimeAndCarriedOver() {
        metric("level", "weighted_sum", "recurring", true);
        metric("once", "weighted_sum");
        subscribe("level", "once");
        for (String metric : List.of("level", "once")) {
            use(metric, "2023-12-31T19:30:00Z", "3");
        }
        tenant.awaitSettled();
        tenant.advance("2024-02-02T00:00:00Z");
        tenant.advance("2024-03-02T00:00:00Z");
        for (String metric : List.of("level", "once")) {
            assertThat(new BigDecimal(billed(metric, JANUARY)).setScale(5, RoundingMode.HALF_UP))
                    .isEqualTo("2.99597");
        }
        assertThat(billed("level", FEBRUARY)).isEqualTo("3");
        assertThat(billed("once", FEBRUARY)).isEqualTo("0");
    }

    @Test
    void aRecurringMetricGoesOnFromWhereItWas() {
        for (String aggregation : List.of("sum", "max", "latest", "unique_count")) {
            metric("r_" + aggregation, aggregation, "recurring", true);
        }
        subscribe("r_sum", "r_max", "r_latest", "r_unique_count");
        for (String aggregation : List.of("sum", "max", "latest", "unique_count")) {
            use("r_" + aggregation, "2024-01-10T12:00:00Z", "7");
            use("r_" + aggregation, "2024-01-11T12:00:00Z", "5");
            use("r_" + aggregation, "2024-02-11T12:00:00Z", "5");
        }
        tenant.awaitSettled();
        tenant.advance("2024-02-02T00:00:00Z");
        tenant.advance("2024-03-02T00:00:00Z");
        assertThat(billed("r_sum", JANUARY)).isEqualTo("12");
        assertThat(billed("r_sum", FEBRUARY)).isEqualTo("17");
        assertThat(billed("r_max", FEBRUARY)).isEqualTo("7");
        assertThat(billed("r_latest", FEBRUARY)).isEqualTo("5");
        assertThat(billed("r_unique_count", FEBRUARY)).isEqualTo("2");
    }

    @Test
    void whatAMetricsFilterDoesNotHoldCountsForNothingAndItsRoundingIsDoneOnce() {
        metric(
                "filtered",
                "sum",
                "filter",
                Map.of("region", List.of("eu", "us"), "paid", List.of("true")),
                "group_keys",
                List.of("region"),
                "rounding",
                Body.of("mode", "ceil", "precision", -1));
        subscribe("filtered");
        use("filtered", "2024-01-10T12:00:00Z", Map.of("value", "10.4", "region", "eu", "paid", true));
        use("filtered", "2024-01-10T12:10:00Z", Map.of("value", "10.3", "region", "us", "paid", true));
        use("filtered", "2024-01-10T12:20:00Z", Map.of("value", "1000", "region", "ap", "paid", true));
        use("filtered", "2024-01-10T12:30:00Z", Map.of("value", "1000", "region", "eu", "paid", false));
        use("filtered", "2024-01-10T12:40:00Z", Map.of("value", "1000", "region", "eu"));
        tenant.awaitSettled();
        tenant.advance("2024-02-02T00:00:00Z");
        assertThat(billed("filtered", JANUARY)).isEqualTo("30"); // 20.7, not 10.4 and 10.3 rounded each
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_metrics")).isEqualTo(2);
    }

    /** The same key in two groups is one key of the metric. */
    @Test
    void aKeyThatIsInTwoGroupsCountsOnce() {
        metric("users", "unique_count", "group_keys", List.of("region"));
        subscribe("users");
        use("users", "2024-01-10T12:00:00Z", Map.of("value", "1", "region", "eu"));
        use("users", "2024-01-10T12:00:00Z", Map.of("value", "1", "region", "us"));
        use("users", "2024-01-11T12:00:00Z", Map.of("value", "1", "region", "us"));
        use("users", "2024-01-11T12:00:00Z", Map.of("value", "2"));
        use("users", BEGIN, Map.of("value", "3", "region", "ap")); // in the hour that the period cuts
        tenant.awaitSettled();
        tenant.advance("2024-02-02T00:00:00Z");
        assertThat(billed("users", JANUARY)).isEqualTo("3");
    }

    /** One charge divided by region, seen while the month runs and billed to the cent as it was seen. */
    @Test
    void whatIsShownBeforeTheEndIsWhatIsBilled() {
        metric("calls", "sum", "group_keys", List.of("region", "plan"));
        plan(List.of(dividedByRegion()));
        use("calls", "2024-01-10T12:00:00Z", Map.of("value", "8", "region", "us"));
        use("calls", "2024-01-10T12:30:00Z", Map.of("value", "7", "region", "ap"));
        use("calls", "2024-01-11T12:00:00Z", Map.of("value", "20", "region", "eu", "plan", "x"));
        tenant.awaitSettled();
        tenant.advance("2024-01-15T00:00:00Z");
        use("calls", "2024-01-12T12:00:00Z", Map.of("value", "1", "region", "eu")); // rolled up or not
        JsonNode shown = api.get("/customers/" + customer + "/usage")
                .expect(200)
                .json()
                .path("subscriptions")
                .path(0);
        assertThat(shown.at("/amount/amount").asText()).isEqualTo("100.00");
        assertThat(shown.at("/charges/0/quantity").asText()).isEqualTo("36");
        assertThat(shown.at("/charges/0/groups")).hasSize(4);
        assertThat(amounts(shown.at("/charges/0/lines"))).containsExactly(" 15 15.00", "Europe 21 10.50", " 1 74.50");
        tenant.advance("2024-02-02T00:00:00Z");
        assertThat(amounts(tenant.invoices().getLast().path("lines")))
                .containsExactly(" 15 15.00", "Europe 21 10.50", " 1 74.50");
        assertThat(tenant.count(
                        "SELECT count(*) FROM %s.invoice_lines WHERE calculation -> 'steps' ->> 'amount' IS NOT NULL"))
                .isEqualTo(3);
        api.get("/customers/" + UUID.randomUUID() + "/usage").expectProblem(404, "not_found");
    }

    private static Map<String, @Nullable Object> dividedByRegion() {
        return Body.like(
                Body.of("code", "calls", "name", "Calls", "kind", "usage", "timing", "arrears"),
                "model",
                "volume",
                "metric",
                "calls",
                "tiers",
                List.of(Samples.tier("10", "2"), Samples.tier(null, "1")),
                "filters",
                List.of(Body.of(
                        "name",
                        "Europe",
                        "values",
                        Map.of("region", List.of("eu")),
                        "tiers",
                        List.of(Samples.tier(null, "0.5")))),
                "minimum_amount",
                "100");
    }

    private static List<String> amounts(JsonNode lines) {
        return StreamSupport.stream(lines.spliterator(), false)
                .map(line -> line.path("bucket").asText() + " "
                        + new BigDecimal(line.path("quantity").asText())
                                .stripTrailingZeros()
                                .toPlainString() + " "
                        + line.at("/amount/amount").asText())
                .toList();
    }

    @Test
    void transactionsArePricedInTheOrderOfTimeAndAmountsThatCameWithEventsAreSummed() {
        metric("money", "sum");
        metric("trips", "count");
        plan(List.of(
                Body.like(
                        Body.of("code", "fees", "name", "Fees", "kind", "usage", "timing", "arrears"),
                        "model",
                        "percentage",
                        "metric",
                        "money",
                        "rate",
                        "1",
                        "fixed_fee",
                        "0.10",
                        "free_transactions",
                        1),
                Body.like(
                        Body.of("code", "trips", "name", "Trips", "kind", "usage", "timing", "arrears"),
                        "model",
                        "dynamic",
                        "metric",
                        "trips",
                        "amount_field",
                        "price")));
        use("money", "2024-01-12T12:00:00Z", "300");
        use("money", "2024-01-10T12:00:00Z", "100"); // the first, so it is free
        use("money", "2024-01-11T12:00:00Z", "50");
        use("trips", "2024-01-11T12:00:00Z", Map.of("price", "12.34"));
        use("trips", "2024-01-11T13:00:00Z", Map.of("price", 5));
        tenant.awaitSettled();
        tenant.advance("2024-02-02T00:00:00Z");
        assertThat(amounts(tenant.invoices().getLast().path("lines")))
                .containsExactly(" 350 3.50", " 2 0.20", " 1 17.34");
    }

    /** The day of Kolkata begins at half past: that hour is read from the events, the others from the roll-up. */
    @Test
    void theSummaryAggregatesAsEachMetricSaysAndByGroup() {
        metric("peak", "max", "group_keys", List.of("region"));
        metric("users", "unique_count", "group_keys", List.of("region"));
        for (String metric : List.of("peak", "users")) {
            use(metric, "2024-01-09T18:29:59Z", Map.of("value", "9", "region", "eu"));
            use(metric, "2024-01-09T18:30:00Z", Map.of("value", "5", "region", "eu"));
            use(metric, "2024-01-10T12:00:00Z", Map.of("value", "5", "region", "us"));
            use(metric, "2024-01-10T13:00:00Z", Map.of("value", "7", "region", "us"));
        }
        tenant.awaitSettled();
        use("peak", "2024-01-10T13:30:00Z", Map.of("value", "8", "region", "us")); // rolled up or not
        String days = "granularity=day&time_zone=Asia/Kolkata";
        assertThat(summary("metric=peak&" + days))
                .containsExactly("2024-01-08T18:30:00Z {} 9 of 1", "2024-01-09T18:30:00Z {} 8 of 4");
        assertThat(summary("metric=users&" + days + "&from=2024-01-09T18:30:00Z&group_by=region"))
                .containsExactly(
                        "2024-01-09T18:30:00Z {\"region\":\"eu\"} 1 of 1",
                        "2024-01-09T18:30:00Z {\"region\":\"us\"} 2 of 2");
        assertThat(summary("metric=users&granularity=month")).containsExactly("2024-01-01T00:00:00Z {} 3 of 4");
    }

    private List<String> summary(String query) {
        return StreamSupport.stream(
                        api.get("/usage/summary?" + query)
                                .expect(200)
                                .json()
                                .path("data")
                                .spliterator(),
                        false)
                .map(one -> one.path("start").asText() + " " + one.path("group") + " "
                        + one.path("quantity").asText() + " of "
                        + one.path("events").asText())
                .toList();
    }
}
