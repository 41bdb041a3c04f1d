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

class SubscriptionsIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
    }

    @BeforeEach
    void makeCatalog() {
        tenant.startClock("2024-01-15T12:00:00Z");
        tenant.makeCatalog();
    }

    private static List<String> lines(JsonNode invoice) {
        return invoice.path("lines")
                .valueStream()
                .map(line -> line.path("quantity").asText() + " x "
                        + line.path("unit_amount").asText() + " = "
                        + line.at("/amount/amount").asText() + " "
                        + line.path("period_start").asText() + "/"
                        + line.path("period_end").asText())
                .toList();
    }

    /** A plan of one fee. */
    private void planOfAFee(String code, Object... fields) {
        Map<String, @Nullable Object> plan = Body.like(Samples.plan(), "code", code, "tax_rate", null);
        plan.put("charges", List.of(Samples.fee()));
        api.post("/plans", Body.like(plan, fields)).expect(201);
    }

    private UUID subscribe(String plan, String start, Object... fields) {
        UUID customer = tenant.customer("c-" + TestTenant.unique(), "UTC");
        return api.post(
                        "/subscriptions",
                        Body.like(Body.of("customer_id", customer, "plan", plan, "start_date", start), fields))
                .expect(201)
                .id();
    }

    @Test
    void aSubscriptionIsShownAsItWasMade() {
        UUID customer = tenant.customer("ada", "Europe/Paris");
        Answer made = api.post(
                        "/subscriptions",
                        Body.of(
                                "external_id",
                                "s-1",
                                "external_customer_id",
                                "ada",
                                "plan",
                                Samples.PLAN,
                                "start_date",
                                "2024-01-01",
                                "end_date",
                                "2025-01-01",
                                "metadata",
                                Map.of("a", "b")))
                .expect(201);
        JsonNode made1 = made.json();
        assertThat(made1.path("customer_id").asText()).isEqualTo(customer.toString());
        assertThat(made1.path("status").asText()).isEqualTo("active");
        assertThat(made1.path("time_zone").asText()).isEqualTo("Europe/Paris");
        assertThat(made1.path("started_on").asText()).isEqualTo("2024-01-01");
        assertThat(made1.path("ends_on").asText()).isEqualTo("2025-01-01");
        assertThat(made1.path("next_billing_at").asText()).isEqualTo("2023-12-31T23:00:00Z");
        assertThat(api.all("/subscriptions?external_id=s-1")).hasSize(1);
        assertThat(api.all("/subscriptions?customer_id=" + customer)).hasSize(1);
        assertThat(api.all("/subscriptions?status=canceled")).isEmpty();
        assertThat(api.get("/subscriptions/" + made.id())
                        .expect(200)
                        .json()
                        .at("/metadata/a")
                        .asText())
                .isEqualTo("b");
    }

    @Test
    void withoutADayItBeginsTodayByTheTenantsClockInTheCustomersZone() {
        UUID customer = tenant.customer("kiri", "Pacific/Kiritimati"); // fourteen hours ahead: already the 16th
        JsonNode made = api.post("/subscriptions", Body.of("customer_id", customer, "plan", Samples.PLAN))
                .expect(201)
                .json();
        assertThat(made.path("started_on").asText()).isEqualTo("2024-01-16");
    }

    @Test
    void whoOrWhatIsNotThereIsRefusedByItsField() {
        UUID customer = tenant.customer("ada", "UTC");
        api.post("/subscriptions", Body.of("customer_id", UUID.randomUUID(), "plan", Samples.PLAN))
                .expectProblem(422, "validation_failed", "customer_id");
        api.post("/subscriptions", Body.of("external_customer_id", "nobody", "plan", Samples.PLAN))
                .expectProblem(422, "validation_failed", "external_customer_id");
        api.post("/subscriptions", Body.of("customer_id", customer, "plan", "none"))
                .expectProblem(422, "validation_failed", "plan");
        api.post("/subscriptions", Body.of("plan", Samples.PLAN)).expectProblem(422, "validation_failed", "customer");
        api.post(
                        "/subscriptions",
                        Body.of("customer_id", customer, "external_customer_id", "ada", "plan", Samples.PLAN))
                .expectProblem(422, "validation_failed", "customer");
        api.post(
                        "/subscriptions",
                        Body.of(
                                "customer_id",
                                customer,
                                "plan",
                                Samples.PLAN,
                                "start_date",
                                "2024-02-01",
                                "end_date",
                                "2024-02-01"))
                .expectProblem(422, "validation_failed", "end_date");
        api.post("/subscriptions", Body.of("customer_id", customer, "plan", Samples.PLAN, "quantity", 0))
                .expectProblem(422, "validation_failed", "quantity");
    }

    @Test
    void planAndCustomerHaveOneCurrency() {
        UUID id = api.post("/customers", Body.of("name", "x", "currency", "USD"))
                .expect(201)
                .id();
        api.post("/subscriptions", Body.of("customer_id", id, "plan", Samples.PLAN))
                .expectProblem(422, "validation_failed", "plan");
    }

    @Test
    void usageOfAMetricBelongsToOneSubscriptionAtATime() {
        UUID customer = tenant.customer("ada", "UTC");
        Map<String, @Nullable Object> first = Body.of(
                "customer_id", customer, "plan", Samples.PLAN, "start_date", "2024-01-01", "end_date", "2024-03-01");
        api.post("/subscriptions", first).expect(201);
        api.post("/subscriptions", Body.like(first, "start_date", "2024-02-01", "end_date", "2024-05-01"))
                .expectProblem(409, "metric_already_billed");
        assertThat(api.all("/subscriptions")).hasSize(1);
        assertThat(api.all("/events?type=subscription.created")).hasSize(1);
        api.post("/subscriptions", Body.like(first, "start_date", "2024-03-01", "end_date", null))
                .expect(201);
    }

    @Test
    void aPastStartIsBilledPeriodByPeriod() {
        subscribe(Samples.PLAN, "2023-11-01");
        tenant.awaitSettled();
        assertThat(tenant.invoices())
                .extracting(invoice -> invoice.path("period_start").asText() + "/"
                        + invoice.path("period_end").asText())
                .containsExactly("2023-11-01/2023-11-01", "2023-11-01/2023-12-01", "2023-12-01/2024-01-01");
        TestTenant.assertGapless(tenant.invoices(), tenant.slug());
    }

    @Test
    void aFutureStartWaits() {
        UUID id = subscribe(Samples.PLAN, "2024-02-10");
        assertThat(api.get("/subscriptions/" + id).json().path("status").asText())
                .isEqualTo("pending");
        tenant.advance("2024-02-09T23:59:59Z");
        assertThat(tenant.invoices()).isEmpty();
        tenant.advance("2024-02-10T00:00:00Z");
        assertThat(lines(tenant.onlyInvoice())).containsExactly("0.689655172414 x 29 = 20.00 2024-02-10/2024-03-01");
        assertThat(api.get("/subscriptions/" + id).json().path("status").asText())
                .isEqualTo("active");
    }

    @Test
    void theLastPeriodIsChargedForItsDaysAndThenNothingMore() {
        UUID id = subscribe(Samples.PLAN, "2024-01-01", "end_date", "2024-02-11");
        tenant.advance("2024-06-01T00:00:00Z");
        List<JsonNode> invoices = tenant.invoices();
        assertThat(invoices).hasSize(3);
        assertThat(lines(invoices.get(0))).containsExactly("1 x 29 = 29.00 2024-01-01/2024-02-01");
        assertThat(lines(invoices.get(1)))
                .containsExactly(
                        "0.344827586207 x 29 = 10.00 2024-02-01/2024-02-11", "0 x 0.08 = 0.00 2024-01-01/2024-02-01");
        assertThat(lines(invoices.get(2))).containsExactly("0 x 0.08 = 0.00 2024-02-01/2024-02-11");
        JsonNode ended = api.get("/subscriptions/" + id).json();
        assertThat(ended.path("status").asText()).isEqualTo("ended");
        assertThat(ended.path("next_billing_at").isNull()).isTrue();
    }

    @ParameterizedTest(name = "from {0}: {1}")
    @CsvSource({
        "2024-01-31, 2024-01-31/2024-02-29 2024-02-29/2024-03-31 2024-03-31/2024-04-30",
        "2023-12-30, 2023-12-30/2024-01-30 2024-01-30/2024-02-29 2024-02-29/2024-03-30 2024-03-30/2024-04-30"
    })
    void anAnniversaryReturnsToItsDayAfterAShortMonth(String start, String periods) {
        planOfAFee("anniversary", "anchor", "anniversary");
        subscribe("anniversary", start);
        tenant.advance("2024-04-15T00:00:00Z");
        assertThat(tenant.invoices().stream()
                        .map(invoice -> invoice.at("/lines/0/period_start").asText() + "/"
                                + invoice.at("/lines/0/period_end").asText()))
                .containsExactly(periods.split(" ", -1));
    }

    @ParameterizedTest(name = "{0} {1} from 2024-01-10: {2}")
    @CsvSource({"week, 2, 2024-01-08/2024-01-22", "year, 1, 2024-01-10/2025-01-01", "month, 3, 2024-01-10/2024-04-01"})
    void aCalendarPeriodEndsWithItsCalendar(String unit, int count, String period) {
        planOfAFee("p", "interval", unit, "interval_count", count);
        subscribe("p", "2024-01-10");
        tenant.awaitSettled();
        JsonNode line = tenant.onlyInvoice().at("/lines/0");
        assertThat(line.path("period_end").asText()).isEqualTo(period.substring(11));
    }

    @Test
    void aQuantityMultipliesTheFee() {
        planOfAFee("seats");
        subscribe("seats", "2024-01-01", "quantity", 3);
        tenant.awaitSettled();
        assertThat(lines(tenant.onlyInvoice())).containsExactly("3 x 29 = 87.00 2024-01-01/2024-02-01");
    }

    @Test
    void aSubscriptionWhoseInvoiceCannotBeMadeIsParkedAndStopsNobody() {
        Map<String, @Nullable Object> fee =
                Body.like(Samples.fee(), "unit_amount", "999999999999999", "prorated", false);
        planOfAFee("absurd", "charges", List.of(fee));
        UUID bad = subscribe("absurd", "2024-01-01", "quantity", 1_000_000);
        UUID good = subscribe(Samples.PLAN, "2024-01-01");
        tenant.awaitSettled();

        JsonNode parked = api.get("/subscriptions/" + bad).json();
        assertThat(parked.path("parked_at").isNull()).isFalse();
        assertThat(parked.path("parked_reason").asText()).isNotEmpty();
        assertThat(tenant.onlyInvoice().path("subscription_id").asText()).isEqualTo(good.toString());
        TestTenant.assertGapless(tenant.invoices(), tenant.slug());
        assertThat(api.all("/billing-runs"))
                .extracting(run -> run.path("parked").asInt())
                .contains(1);
    }

    @Test
    void whatIsBilledOneByOneBecauseOneFailsIsStillNumberedInTheOrderOfTime() {
        planOfAFee("yearly", "interval", "year");
        subscribe("yearly", "2024-01-01");
        subscribe(Samples.PLAN, "2024-01-01");
        tenant.awaitSettled();
        planOfAFee(
                "absurd",
                "charges",
                List.of(Body.like(Samples.fee(), "unit_amount", "999999999999999", "prorated", false)));
        UUID bad = subscribe("absurd", "2024-02-01", "quantity", 1_000_000);
        tenant.advance("2025-03-02T00:00:00Z");

        assertThat(api.get("/subscriptions/" + bad).json().path("parked_at").isNull())
                .isFalse();
        TestTenant.assertGapless(tenant.invoices(), tenant.slug());
    }

    @Test
    void movingACustomerDoesNotMoveThePeriodsThatWereAgreed() {
        UUID customer = tenant.customer("mover", "Asia/Tokyo");
        tenant.subscribe(customer, "2024-01-01");
        api.patch("/customers/" + customer, Body.of("time_zone", "America/New_York"))
                .expect(200);
        tenant.use(customer, "e", "2024-01-31T15:00:00Z", "5"); // February in Tokyo, January in New York
        tenant.advance("2024-02-02T00:00:00Z");
        assertThat(usage(tenant.invoices().get(1))).isEqualByComparingTo("0");
        tenant.advance("2024-03-02T00:00:00Z");
        assertThat(usage(tenant.invoices().get(2))).isEqualByComparingTo("5");
    }

    private static BigDecimal usage(JsonNode invoice) {
        return invoice.path("lines")
                .valueStream()
                .filter(line -> line.path("metric").isTextual())
                .map(line -> new BigDecimal(line.path("quantity").asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
