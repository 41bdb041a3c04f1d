package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From "team" (29.00 a seat, minutes at 0.10) to "business" (49.00, minutes at 0.04) on 11 June 2024, by calendar months. */
class PlanChangesWithinPeriodsIT {
    private static final String TEAM = "small";
    private static final String BUSINESS = "business";
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @BeforeEach
    void makeCatalog() {
        tenant.startClock("2024-06-11T12:00:00Z");
        tenant.makeCatalog();
        api.post("/plans", Samples.plan(TEAM, "29.00", "0.10")).expect(201);
        api.post("/plans", Samples.plan(BUSINESS, "49.00", "0.04")).expect(201);
    }

    @AfterEach
    void theBooksAreInOrderAndEachLineIsExplained() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
        for (JsonNode invoice : tenant.invoices()) {
            JsonNode explained = api.get("/invoices/" + invoice.path("id").asText() + "/explain")
                    .expect(200)
                    .json();
            assertThat(explained.path("lines")).hasSameSizeAs(invoice.path("lines"));
        }
    }

    private UUID subscribe(UUID customer, String plan) {
        UUID id = api.post(
                        "/subscriptions",
                        Body.of("customer_id", customer, "plan", plan, "quantity", 2, "start_date", "2024-06-01"))
                .expect(201)
                .id();
        tenant.awaitSettled();
        return id;
    }

    private JsonNode change(UUID subscription, String plan) {
        return api.post(path(subscription), Body.of("at", "now", "plan", plan))
                .expect(200)
                .json();
    }

    private static String path(UUID subscription) {
        return "/subscriptions/" + subscription + "/change";
    }

    private void use(UUID customer, String key, String at, String minutes) {
        tenant.use(customer, key, at, minutes);
        tenant.awaitSettled();
    }

    private List<String> billed(UUID subscription) {
        return tenant.invoices().stream()
                .filter(invoice -> invoice.path("subscription_id").asText().equals(subscription.toString()))
                .flatMap(invoice -> StreamSupport.stream(invoice.path("lines").spliterator(), false)
                        .map(line -> invoice.path("issued_on").asText() + ": "
                                + line.path("purpose").asText() + " "
                                + line.path("description").asText() + " = "
                                + line.at("/amount/amount").asText()))
                .toList();
    }

    /** Two seats of 29.00 for 20 of 30 days go back, three of 49.00 come; 10 minutes until the 10th are by the old price. */
    @Test
    void whatIsLeftOfThePeriodGoesBackAndIsBilledByTheOtherPlanAtOnce() {
        UUID customer = tenant.customer("ada", "UTC");
        UUID subscription = subscribe(customer, TEAM);
        use(customer, "before", "2024-06-05T11:00:00Z", "10");
        use(customer, "today", "2024-06-11T08:00:00Z", "100");
        Map<String, @Nullable Object> wanted = Body.of("at", "now", "plan", BUSINESS, "quantity", 3);
        JsonNode shown =
                api.post(path(subscription) + "/preview", wanted).expect(200).json();
        assertThat(shown.path("effective_at").asText()).isEqualTo("2024-06-11T00:00:00Z");
        assertThat(shown.path("proration").asText()).isEqualTo("at_once");
        assertThat(shown.at("/subtotal/amount").asText()).isEqualTo("60.33");
        assertThat(tenant.invoices()).hasSize(1);
        assertThat(tenant.count("SELECT count(*) FROM %s.subscription_items")).isEqualTo(1);
        JsonNode made = api.post(
                        path(subscription),
                        Body.like(wanted, "token", shown.path("token").asText()))
                .expect(200)
                .json();
        assertThat(made.path("lines")).isEqualTo(shown.path("lines"));
        assertThat(made.path("total")).isEqualTo(shown.path("total"));
        assertThat(made.path("invoice_id").asText()).isNotEmpty();
        JsonNode now = api.get("/subscriptions/" + subscription).expect(200).json();
        assertThat(now.path("plan").asText()).isEqualTo(BUSINESS);
        assertThat(now.path("quantity").asInt()).isEqualTo(3);
        assertThat(now.path("next_billing_at").asText()).isEqualTo("2024-07-01T00:00:00Z");
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(billed(subscription))
                .containsExactly(
                        "2024-06-01: regular small fee = 58.00",
                        "2024-06-11: change small fee, unused (20 of 30 days) = -38.67",
                        "2024-06-11: regular Build minutes = 1.00",
                        "2024-06-11: regular business fee (20 of 30 days) = 98.00",
                        "2024-07-01: regular business fee = 147.00",
                        "2024-07-01: regular Build minutes = 4.00");
        assertThat(api.all("/events?type=subscription.changed")).hasSize(1);
    }

    /** The day of the change is that of the customer: noon of the 11th in London is the 12th on Kiritimati. */
    @ParameterizedTest(name = "in {0} from {1} on, {2} of 30 days")
    @CsvSource({"America/Los_Angeles, 2024-06-11, 20", "Pacific/Kiritimati, 2024-06-12, 19"})
    void theDayOfTheChangeIsOfTheCustomersZoneAndBelongsToTheOtherPlan(String zone, String day, int left) {
        UUID customer = tenant.customer("ada", zone);
        UUID subscription = subscribe(customer, TEAM);
        change(subscription, BUSINESS);
        assertThat(billed(subscription))
                .contains(day
                        + ": regular business fee (%d of 30 days) = %s"
                                .formatted(left, left == 20 ? "65.33" : "62.07"));
    }

    @Test
    void lateUsageIsByThePlanOfItsDay() {
        UUID customer = tenant.customer("ada", "UTC");
        UUID subscription = subscribe(customer, TEAM);
        use(customer, "before", "2024-06-05T11:00:00Z", "10");
        change(subscription, BUSINESS);
        use(customer, "late", "2024-06-10T23:59:59Z", "5");
        tenant.advance("2024-07-02T12:00:00Z");
        use(customer, "later", "2024-06-11T00:00:00Z", "50");
        tenant.advance("2024-08-02T12:00:00Z");
        assertThat(billed(subscription))
                .contains(
                        "2024-07-01: delta Build minutes, late usage of 2024-06-01 = 0.50",
                        "2024-08-01: delta Build minutes, late usage of 2024-06-11 = 2.00");
    }

    /** A usage event between preview and execution is billed and does not outdate the token; another quantity does. */
    @Test
    void theTokenIsOfTheFeesAndNotOfUsageThatComesInMeanwhile() {
        UUID customer = tenant.customer("ada", "UTC");
        UUID subscription = subscribe(customer, TEAM);
        Map<String, @Nullable Object> wanted = Body.of("at", "now", "plan", BUSINESS);
        String token = api.post(path(subscription) + "/preview", wanted)
                .expect(200)
                .json()
                .path("token")
                .asText();
        use(customer, "meanwhile", "2024-06-05T11:00:00Z", "10");
        api.post(path(subscription), Body.of("at", "period_end", "quantity", 7)).expect(200);
        api.post(path(subscription), Body.like(wanted, "token", token)).expectProblem(409, "preview_outdated");
        api.delete(path(subscription)).expect(200);
        String anew = api.post(path(subscription) + "/preview", wanted)
                .expect(200)
                .json()
                .path("token")
                .asText();
        use(customer, "again", "2024-06-06T11:00:00Z", "20");
        api.post(path(subscription), Body.like(wanted, "token", anew)).expect(200);
        assertThat(billed(subscription)).contains("2024-06-11: regular Build minutes = 3.00");
    }

    /** Of 100.00 the first ten days have a third: 58.00 - 38.67 + 1.00 = 20.33 leave 13.00, and 0.50 that come late take as much off it. */
    @Test
    void aMinimumCommitmentIsFilledUpForTheDaysOfItsPlan() {
        Map<String, @Nullable Object> committed = Samples.plan("committed", "29.00", "0.10");
        committed.put("minimum_commitment", Body.of("amount", "100.00"));
        api.post("/plans", committed).expect(201);
        UUID customer = tenant.customer("ada", "UTC");
        UUID subscription = subscribe(customer, "committed");
        use(customer, "before", "2024-06-05T11:00:00Z", "10");
        change(subscription, BUSINESS);
        assertThat(billed(subscription)).contains("2024-06-11: true_up Minimum commitment (10 of 30 days) = 13.00");
        use(customer, "late", "2024-06-07T11:00:00Z", "5");
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(billed(subscription))
                .contains(
                        "2024-07-01: delta Build minutes, late usage of 2024-06-01 = 0.50",
                        "2024-07-01: delta Minimum commitment (10 of 30 days), late usage of 2024-06-01 = -0.50");
    }

    @Test
    void itMayChangeAgainAndGoBackWithinThePeriod() {
        UUID customer = tenant.customer("ada", "UTC");
        UUID subscription = subscribe(customer, TEAM);
        change(subscription, BUSINESS);
        api.post(path(subscription), Body.of("at", "now", "plan", TEAM)).expectProblem(409, "conflict");
        tenant.advance("2024-06-21T12:00:00Z");
        use(customer, "between", "2024-06-15T11:00:00Z", "100");
        change(subscription, TEAM);
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(billed(subscription))
                .containsExactly(
                        "2024-06-01: regular small fee = 58.00",
                        "2024-06-11: change small fee, unused (20 of 30 days) = -38.67",
                        "2024-06-11: regular Build minutes = 0.00",
                        "2024-06-11: regular business fee (20 of 30 days) = 65.33",
                        "2024-06-21: change business fee, unused (10 of 30 days) = -32.67",
                        "2024-06-21: regular Build minutes = 4.00",
                        "2024-06-21: regular small fee (10 of 30 days) = 19.33",
                        "2024-07-01: regular small fee = 58.00",
                        "2024-07-01: regular Build minutes = 0.00");
    }

    /** A cheaper plan gives back more than it asks for: the rest is to the customer's credit, and pays July. */
    @Test
    void whatGoesBackBeyondTheOtherPlansFeeIsToTheCustomersCredit() {
        UUID customer = tenant.customer("ada", "UTC");
        UUID subscription = subscribe(customer, BUSINESS);
        JsonNode made = change(subscription, TEAM);
        assertThat(made.at("/subtotal/amount").asText()).isEqualTo("-26.66");
        JsonNode balance = api.get("/customers/" + customer + "/credit-balance")
                .expect(200)
                .json();
        assertThat(balance.toString())
                .contains(made.at("/total/amount").asText().substring(1));
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(billed(subscription)).contains("2024-07-01: regular small fee = 58.00");
    }

    /** Five seats more from the 6th on: 7 × 29.00 for 20 days go back, and business begins with seven. */
    @Test
    void aChangeOfQuantityBeforeItGoesBackWithIt() {
        tenant.advance("2024-06-12T12:00:00Z");
        UUID subscription = subscribe(tenant.customer("ada", "UTC"), TEAM);
        api.post(path(subscription), Body.of("at", "now", "quantity", 7)).expect(200);
        api.post(path(subscription), Body.of("at", "now", "plan", BUSINESS)).expectProblem(409, "conflict");
        tenant.advance("2024-06-16T12:00:00Z");
        change(subscription, BUSINESS);
        assertThat(billed(subscription))
                .containsExactly(
                        "2024-06-01: regular small fee = 58.00",
                        "2024-06-16: change small fee, from 2 to 7 (19 of 30 days) = 91.83",
                        "2024-06-16: change small fee, unused (15 of 30 days) = -101.50",
                        "2024-06-16: regular Build minutes = 0.00",
                        "2024-06-16: regular business fee (15 of 30 days) = 171.50");
    }

    @Test
    void inTheTrialNothingGoesBackAndTheOtherPlanIsPaidWhenItEnds() {
        Map<String, @Nullable Object> tried = Samples.plan("tried", "29.00", "0.10");
        tried.put("trial_days", 14);
        api.post("/plans", tried).expect(201);
        UUID subscription = subscribe(tenant.customer("ada", "UTC"), "tried");
        change(subscription, BUSINESS);
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(billed(subscription))
                .containsExactly(
                        "2024-06-11: regular Build minutes = 0.00",
                        "2024-06-15: regular business fee (16 of 30 days) = 52.27",
                        "2024-07-01: regular business fee = 98.00",
                        "2024-07-01: regular Build minutes = 0.00");
    }

    /** Grace holds nothing up that is billed at once, and July's invoice waits as ever. */
    @Test
    void graceDoesNotDelayIt() {
        UUID customer = tenant.customer("ada", "UTC");
        UUID subscription = subscribe(customer, TEAM);
        api.patch("/tenant", Body.of("grace_period_days", 5)).expect(200);
        assertThat(change(subscription, BUSINESS).path("invoice_id").asText()).isNotEmpty();
        tenant.advance("2024-07-03T12:00:00Z");
        api.post(path(subscription), Body.of("at", "now", "plan", TEAM)).expectProblem(409, "conflict");
        tenant.advance("2024-07-07T12:00:00Z");
        assertThat(billed(subscription)).contains("2024-07-06: regular business fee = 98.00");
    }

    @Test
    void canceledAfterItWhatIsUnusedOfTheOtherPlanGoesBack() {
        UUID subscription = subscribe(tenant.customer("ada", "UTC"), TEAM);
        change(subscription, BUSINESS);
        tenant.advance("2024-06-20T12:00:00Z");
        api.post("/subscriptions/" + subscription + "/cancel", Body.of("at", "now", "unused_days", "credited"))
                .expect(200);
        api.post(path(subscription), Body.of("at", "now", "plan", TEAM)).expectProblem(409, "conflict");
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(billed(subscription)).contains("2024-06-21: change business fee, unused (10 of 30 days) = -32.67");
    }

    @TestFactory
    Stream<DynamicTest> whatCannotBeBilledAtOnceIsRefusedByItsField() {
        api.post("/plans", Body.like(Samples.plan("yearly", "5.00", "1"), "interval", "year"))
                .expect(201);
        UUID subscription = subscribe(tenant.customer("ada", "UTC"), TEAM);
        return Cases.of("""
                business | next_invoice | proration | not_allowed
                business | none         | proration | not_allowed
                small    | at_once      | plan      | unchanged
                yearly   | at_once      | plan      | periods_differ""", row -> {
            for (String operation : List.of("", "/preview")) {
                Object wanted = Body.of("at", "now", "plan", row.get(0), "proration", row.get(1));
                JsonNode problem = api.post(path(subscription) + operation, wanted)
                        .expectProblem(422, "validation_failed", row.get(2))
                        .json();
                assertThat(problem.at("/errors/0/code").asText()).isEqualTo(row.get(3));
            }
            assertThat(tenant.count("SELECT count(*) FROM %s.subscription_items"))
                    .isEqualTo(1);
        });
    }
}
