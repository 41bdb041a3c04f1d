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

/** From "team" (29.00, minutes at 0.10) to "business" (49.00, minutes at 0.04), by calendar months, in June. */
class PlanChangesIT {
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
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
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

    private static String path(UUID subscription) {
        return "/subscriptions/" + subscription + "/change";
    }

    private List<String> billed(UUID subscription) {
        return tenant.invoices().stream()
                .filter(invoice -> invoice.path("subscription_id").asText().equals(subscription.toString()))
                .flatMap(invoice -> StreamSupport.stream(invoice.path("lines").spliterator(), false)
                        .map(line -> invoice.path("issued_on").asText() + ": "
                                + line.path("purpose").asText() + " "
                                + line.path("description").asText() + " "
                                + line.path("quantity").asText() + " x "
                                + line.path("unit_amount").asText()))
                .toList();
    }

    @ParameterizedTest(name = "in {0} July begins at {1}")
    @CsvSource({"America/Los_Angeles, 2024-07-01T07:00:00Z", "Pacific/Kiritimati, 2024-06-30T10:00:00Z"})
    void fromTheNextPeriodOnAnotherPlanIsBilledAndTheOneBeforeByTheOldOne(String zone, String effective) {
        UUID customer = tenant.customer("ada", zone);
        UUID subscription = subscribe(customer, TEAM);
        tenant.use(customer, "june", "2024-06-11T11:00:00Z", "10");
        tenant.awaitSettled();
        Map<String, @Nullable Object> wanted = Body.of("at", "period_end", "plan", BUSINESS, "quantity", 3);
        JsonNode shown =
                api.post(path(subscription) + "/preview", wanted).expect(200).json();
        assertThat(shown.path("effective_at").asText()).isEqualTo(effective);
        assertThat(shown.at("/before/plan").asText()).isEqualTo(TEAM);
        assertThat(shown.at("/before/fee/amount").asText()).isEqualTo("58.00");
        assertThat(shown.at("/after/plan").asText()).isEqualTo(BUSINESS);
        assertThat(shown.at("/after/fee/amount").asText()).isEqualTo("147.00");
        api.post(
                        path(subscription),
                        Body.like(wanted, "token", shown.path("token").asText()))
                .expect(200);
        JsonNode pending = api.get("/subscriptions/" + subscription).expect(200).json();
        assertThat(pending.path("plan").asText()).isEqualTo(TEAM);
        assertThat(pending.at("/pending_version/plan").asText()).isEqualTo(BUSINESS);
        assertThat(pending.at("/pending_version/effective_at").asText()).isEqualTo(effective);
        tenant.advance("2024-07-02T12:00:00Z");
        tenant.use(customer, "july", "2024-07-02T11:00:00Z", "100");
        tenant.use(customer, "late", "2024-06-20T11:00:00Z", "5");
        tenant.awaitSettled();
        tenant.advance("2024-08-02T12:00:00Z");
        assertThat(billed(subscription))
                .containsExactly(
                        "2024-06-01: regular small fee 2 x 29",
                        "2024-07-01: regular Build minutes 10 x 0.1",
                        "2024-07-01: regular business fee 3 x 49",
                        "2024-08-01: delta Build minutes, late usage of 2024-06-01 5 x 0.1",
                        "2024-08-01: regular business fee 3 x 49",
                        "2024-08-01: regular Build minutes 100 x 0.04");
        assertThat(api.get("/subscriptions/" + subscription).json().path("plan").asText())
                .isEqualTo(BUSINESS);
        assertThat(api.all("/events?type=subscription.changed")).hasSize(1);
    }

    /** Its migrations are those of the plan that it has then. */
    @Test
    void whoHasAnotherPlanMovesWithItsVersions() {
        UUID subscription = subscribe(tenant.customer("ada", "UTC"), TEAM);
        api.post(path(subscription), Body.of("at", "period_end", "plan", BUSINESS, "quantity", 2))
                .expect(200); // the quantity that it has
        assertThat(migrations(TEAM)).isZero();
        assertThat(migrations(BUSINESS)).isEqualTo(1);
        api.post(path(subscription), Body.of("at", "period_end", "plan", TEAM)).expectProblem(409, "conflict");
        api.post(path(subscription), Body.of("at", "now", "quantity", 4)).expect(200);
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(billed(subscription))
                .contains("2024-07-01: change small fee, from 2 to 4 (20 of 30 days) 1.333333333333 x 29")
                .contains("2024-07-01: regular business fee 4 x 49");
        api.post(path(subscription), Body.of("at", "period_end", "plan", TEAM)).expect(200);
        tenant.advance("2024-08-02T12:00:00Z");
        assertThat(billed(subscription)).contains("2024-08-01: regular small fee 4 x 29");
    }

    private int migrations(String code) {
        UUID plan = api.all("/plans").stream()
                .filter(one -> one.path("code").asText().equals(code))
                .map(one -> UUID.fromString(one.path("id").asText()))
                .findFirst()
                .orElseThrow();
        api.post("/plans/" + plan + "/versions", Body.of("minimum_commitment", Body.of("amount", "1.00")))
                .expect(201);
        api.post("/plans/" + plan + "/versions/2/publish").expect(200);
        return api.post("/plans/" + plan + "/versions/2/migration/preview", Body.of())
                .expect(200)
                .json()
                .path("selected")
                .asInt();
    }

    @Test
    void aMetricThatAnotherSubscriptionBillsStandsInTheWay() {
        api.post("/plans", Body.like(Samples.plan("fees", "5.00", "1"), "charges", List.of(Samples.fee())))
                .expect(201);
        UUID customer = tenant.customer("ada", "UTC");
        subscribe(customer, TEAM);
        UUID second = subscribe(customer, "fees");
        api.post(path(second), Body.of("at", "period_end", "plan", BUSINESS))
                .expectProblem(409, "metric_already_billed");
    }

    @TestFactory
    Stream<DynamicTest> aPlanThatCannotBeTakenIsRefused() {
        api.post("/plans", Body.like(Samples.plan("dollars", "5.00", "1"), "currency", "USD"))
                .expect(201);
        api.post("/plans", Body.like(Samples.plan("yearly", "5.00", "1"), "interval", "year"))
                .expect(201);
        Object launch = Body.of(
                "name", "Launch", "periods", 2, "prices", Map.of("fee", Map.of("EUR", Map.of("unit_amount", "9.00"))));
        api.post(
                        "/plans",
                        Body.like(
                                Samples.plan("phased", "5.00", "1"),
                                "phases",
                                List.of(launch, Body.of("name", "Regular"))))
                .expect(201);
        UUID subscription = subscribe(tenant.customer("ada", "UTC"), TEAM);
        return Cases.of("""
                small | unchanged
                none | unknown
                dollars | currency_mismatch
                yearly | periods_differ
                phased | has_phases""", row -> {
            JsonNode problem = api.post(path(subscription), Body.of("at", "period_end", "plan", row.get(0)))
                    .expectProblem(422, "validation_failed", "plan")
                    .json();
            assertThat(problem.at("/errors/0/code").asText()).isEqualTo(row.get(1));
            assertThat(tenant.count("SELECT count(*) FROM %s.subscription_items"))
                    .isEqualTo(1);
        });
    }
}
