package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One subscription pays 19.00 a month and 0.05 a minute where the plan says 29.00 and 0.10. The figures are worked out by hand. */
class PriceOverridesIT {
    private static final String PLAN = "custom";
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID plan = new UUID(0, 0);

    @BeforeEach
    void makeCatalog() {
        tenant.startClock("2024-01-01T12:00:00Z");
        tenant.makeCatalog();
        plan = api.post("/plans", plan()).expect(201).id();
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    private static Map<String, @Nullable Object> plan() {
        Map<String, @Nullable Object> minutes =
                Body.like(Samples.minutes(), "model", "standard", "tiers", null, "unit_amount", "0.10");
        return Body.like(
                Samples.plan(),
                "code",
                PLAN,
                "charges",
                List.of(
                        Body.like(Samples.fee(), "prices", Body.of("JPY", unit("4500"))),
                        Body.like(minutes, "prices", Body.of("JPY", unit("15")))));
    }

    private static Map<String, @Nullable Object> unit(String amount) {
        return Body.of("unit_amount", amount);
    }

    private static Map<String, @Nullable Object> prices(String fee, String minute) {
        return Body.of("prices", Body.of("fee", unit(fee), "minutes", unit(minute)));
    }

    private Map<String, @Nullable Object> wanted(UUID customer, @Nullable Object... fields) {
        return Body.like(Body.of("customer_id", customer, "plan", PLAN), fields);
    }

    private JsonNode subscribe(String customer, @Nullable Object... fields) {
        return api.post("/subscriptions", wanted(tenant.customer(customer, "UTC"), fields))
                .expect(201)
                .json();
    }

    private List<String> lines(String customer) {
        return api.all("/invoices?include=lines&external_customer_id=" + customer).stream()
                .sorted((one, other) -> one.path("number")
                        .asText()
                        .compareTo(other.path("number").asText()))
                .flatMap(invoice -> invoice.path("lines").valueStream())
                .map(line -> line.path("period_start").asText() + " "
                        + line.path("quantity").asText() + " x "
                        + line.path("unit_amount").asText() + " = "
                        + line.at("/amount/amount").asText())
                .toList();
    }

    private void use(String id, String customer, String day) {
        UUID known = UUID.fromString(api.all("/customers?external_id=" + customer)
                .getFirst()
                .path("id")
                .asText());
        tenant.use(known, id, day + "T06:00:00Z", "100");
    }

    /** 19.00 and 100 minutes at 0.05 beside 29.00 and 0.10; 100 that come late cost what January's did. */
    @Test
    void aSubscriptionPaysItsOwnPricesAndOthersPayThePlans() {
        JsonNode own = subscribe("own", "overrides", prices("19.00", "0.05"));
        subscribe("list");
        assertThat(own.at("/overrides/prices/fee/unit_amount").asText()).isEqualTo("19.00");
        assertThat(own.path("plan_version").asInt()).isEqualTo(1);
        use("a", "own", "2024-01-10");
        use("b", "list", "2024-01-10");
        tenant.awaitSettled();
        tenant.advance("2024-02-01T12:00:00Z");
        assertThat(lines("own"))
                .containsExactly(
                        "2024-01-01 1 x 19 = 19.00", "2024-02-01 1 x 19 = 19.00", "2024-01-01 100 x 0.05 = 5.00");
        assertThat(lines("list"))
                .containsExactly(
                        "2024-01-01 1 x 29 = 29.00", "2024-02-01 1 x 29 = 29.00", "2024-01-01 100 x 0.1 = 10.00");
        use("late", "own", "2024-01-20");
        tenant.awaitSettled();
        tenant.advance("2024-03-01T12:00:00Z");
        assertThat(lines("own")).endsWith("2024-01-01 100 x 0.05 = 5.00");
    }

    @Test
    void aPreviewShowsWhatTheSubscriptionWouldPayAndLeavesNothing() {
        UUID customer = tenant.customer("own", "UTC");
        JsonNode preview = api.post("/subscriptions/preview", wanted(customer, "overrides", prices("19.00", "0.05")))
                .expect(200)
                .json();
        assertThat(preview.at("/invoices/0/lines/0/amount/amount").asText()).isEqualTo("19.00");
        assertThat(tenant.count("SELECT count(*) FROM %s.plan_versions WHERE base_id IS NOT NULL"))
                .isZero();
    }

    @Test
    void itIsInTheCurrencyOfTheSubscription() {
        subscribe("yen", "currency", "JPY", "overrides", Body.of("prices", Body.of("fee", unit("3000"))));
        use("a", "yen", "2024-01-10");
        tenant.awaitSettled();
        tenant.advance("2024-02-01T12:00:00Z");
        assertThat(lines("yen"))
                .containsExactly(
                        "2024-01-01 1 x 3000 = 3000", "2024-02-01 1 x 3000 = 3000", "2024-01-01 100 x 15 = 1500");
    }

    /** 80.00 at least, a fee of 29.00 in advance: 51.00 are filled up; nothing in the seven days of the trial, 29.00 x 24 / 31 after. */
    @Test
    void commitmentAndTrialCanBeItsOwn() {
        subscribe("least", "overrides", Body.of("minimum_commitment", "80.00"));
        JsonNode tried = subscribe("tried", "overrides", Body.of("trial_days", 7));
        assertThat(tried.path("trial_ends_on").asText()).isEqualTo("2024-01-08");
        tenant.advance("2024-02-01T12:00:00Z");
        assertThat(lines("least")).contains("2024-01-01 1 x 51 = 51.00");
        assertThat(lines("tried")).first().asString().endsWith("= 22.45");
    }

    /** Versions of the plan are what they were: no one of a subscription is listed, sold, exported, or moved. */
    @Test
    void nobodyElseSeesItsVersionAndItStaysWhenThePlanMovesOn() {
        UUID own = UUID.fromString(subscribe("own", "overrides", prices("19.00", "0.05"))
                .path("id")
                .asText());
        assertThat(api.all("/plans/" + plan + "/versions")).hasSize(1);
        assertThat(api.get("/plans/" + plan)
                        .expect(200)
                        .json()
                        .at("/charges/0/unit_amount")
                        .asText())
                .isEqualTo("29.00");
        assertThat(api.get("/catalog/export").expect(200).text()).doesNotContain("\"19");
        api.post(
                        "/plans/" + plan + "/versions",
                        Body.of("charges", List.of(Body.like(Samples.fee(), "unit_amount", "39.00"))))
                .expect(201);
        api.post("/plans/" + plan + "/versions/2/publish").expect(200);
        subscribe("new");
        JsonNode move = api.post("/plans/" + plan + "/versions/2/migration/preview", Body.of())
                .expect(200)
                .json();
        assertThat(move.findValuesAsText("problem")).containsExactly("has_overrides");
        assertThat(api.post("/plans/" + plan + "/versions/2/migration/preview", Body.of("from_version", 1))
                        .expect(200)
                        .json()
                        .findValuesAsText("problem"))
                .containsExactly("has_overrides");
        assertThat(api.get("/subscriptions/" + own)
                        .expect(200)
                        .json()
                        .at("/overrides/prices/fee/unit_amount")
                        .asText())
                .isEqualTo("19.00");
    }

    /** A manager subscribes, and has no permission to change the catalog. */
    @Test
    void whoMaySellAtListPricesAloneMakesNoneUp() {
        Api manager = Person.with(tenant, "manager").api();
        UUID customer = tenant.customer("own", "UTC");
        for (String path : List.of("/subscriptions", "/subscriptions/preview")) {
            manager.post(path, wanted(customer, "overrides", prices("0", "0"))).expectProblem(403, "forbidden");
        }
        manager.post("/subscriptions", wanted(customer)).expect(201);
    }

    @Test
    void anotherPlanIsTakenAtItsListPrice() {
        String own = subscribe("own", "overrides", prices("19.00", "0.05"))
                .path("id")
                .asText();
        api.post("/subscriptions/" + own + "/change", Body.of("at", "period_end", "plan", "team"))
                .expect(200);
        tenant.advance("2024-02-01T12:00:00Z");
        JsonNode moved = api.get("/subscriptions/" + own).expect(200).json();
        assertThat(moved.path("plan").asText()).isEqualTo("team");
        assertThat(moved.path("overrides").isNull()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing | {} | overrides",
                "no charge of it | {\"prices\":{\"none\":{\"unit_amount\":1}}} | overrides.prices.none",
                "another model | {\"prices\":{\"fee\":{\"rate\":1}}} | overrides.prices.fee.unit_amount",
                "below zero | {\"prices\":{\"fee\":{\"unit_amount\":-1}}} | overrides.prices.fee.unit_amount",
                "a commitment below zero | {\"minimum_commitment\":\"-1\"} | overrides.minimum_commitment",
                "too long a trial | {\"trial_days\":731} | overrides.trial_days"
            })
    void whatCannotBeIsRefusedByItsField(String what, String overrides, String field) {
        api.post("/subscriptions", wanted(tenant.customer("own", "UTC"), "overrides", Body.parse(overrides)))
                .expectProblem(422, "validation_failed", field);
        assertThat(tenant.count("SELECT count(*) FROM %s.plan_versions WHERE base_id IS NOT NULL"))
                .as(what)
                .isZero();
    }
}
