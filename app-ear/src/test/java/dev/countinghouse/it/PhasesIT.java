package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/**
 * Two months at 9.00 and 0.05 a minute, one at 19.00 and then 29.00, with 0.10 a minute; in yen 1400 and 7, 3000, 4500 and 15. The
 * figures are worked out by hand.
 */
class PhasesIT {
    private static final String PLAN = "ramp";
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID plan = new UUID(0, 0);

    @BeforeEach
    void makeCatalog() {
        tenant.startClock("2024-01-10T12:00:00Z");
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
        Map<String, @Nullable Object> plan = Body.like(Samples.plan(), "code", PLAN);
        plan.put(
                "charges",
                List.of(
                        Body.like(Samples.fee(), "prices", Body.of("JPY", unit("4500"))),
                        Body.like(minutes, "prices", Body.of("JPY", unit("15")))));
        plan.put(
                "phases",
                List.of(
                        phase("Launch", 2, "fee", prices("9.00", "1400"), "minutes", prices("0.05", "7")),
                        phase("Ramp", 1, "fee", prices("19.00", "3000")),
                        Body.of("name", "Regular")));
        return plan;
    }

    private static Map<String, @Nullable Object> phase(
            String name, @Nullable Integer periods, @Nullable Object... prices) {
        return Body.of("name", name, "periods", periods, "prices", Body.of(prices));
    }

    private static Map<String, @Nullable Object> prices(String euros, String yen) {
        return Body.of("EUR", unit(euros), "JPY", unit(yen));
    }

    private static Map<String, @Nullable Object> unit(String amount) {
        return Body.of("unit_amount", amount);
    }

    private UUID subscribe(String currency, @Nullable Object... fields) {
        UUID customer = tenant.customer(currency, "UTC");
        Map<String, @Nullable Object> wanted =
                Body.of("customer_id", customer, "plan", PLAN, "currency", currency, "start_date", "2024-01-10");
        api.post("/subscriptions", Body.like(wanted, fields)).expect(201);
        return customer;
    }

    private List<String> lines(String customer) {
        return api.all("/invoices?include=lines&external_customer_id=" + customer).stream()
                .sorted((one, other) -> one.path("number")
                        .asText()
                        .compareTo(other.path("number").asText()))
                .flatMap(invoice -> invoice.path("lines").valueStream().map(PhasesIT::line))
                .toList();
    }

    private static String line(JsonNode line) {
        return line.path("period_start").asText() + " "
                + line.at("/calculation/phase").asText() + " "
                + line.path("quantity").asText() + " x "
                + line.path("unit_amount").asText() + " = "
                + line.at("/amount/amount").asText()
                + (line.path("purpose").asText().equals("delta") ? " late" : "");
    }

    private void useHundredAMonth(UUID customer, String... days) {
        for (String day : days) {
            tenant.use(customer, customer + day, day + "T06:00:00Z", "100");
        }
        tenant.awaitSettled();
    }

    /** Ten minutes of January come in March: at the price of January. */
    @Test
    void eachPeriodIsBilledByThePhaseThatItIsInAlsoWhenItsUsageComesLate() {
        UUID customer = subscribe("EUR");
        useHundredAMonth(customer, "2024-01-10");
        tenant.advance("2024-02-01T12:00:00Z");
        useHundredAMonth(customer, "2024-02-01");
        tenant.advance("2024-03-01T12:00:00Z");
        useHundredAMonth(customer, "2024-03-01");
        tenant.use(customer, "late", "2024-01-31T06:00:00Z", "10");
        tenant.awaitSettled();
        tenant.advance("2024-04-01T12:00:00Z");
        assertThat(lines("EUR"))
                .containsExactly(
                        "2024-01-10 Launch 0.709677419355 x 9 = 6.39",
                        "2024-02-01 Launch 1 x 9 = 9.00",
                        "2024-01-10 Launch 100 x 0.05 = 5.00",
                        "2024-03-01 Ramp 1 x 19 = 19.00",
                        "2024-02-01 Launch 100 x 0.05 = 5.00",
                        "2024-04-01 Regular 1 x 29 = 29.00",
                        "2024-03-01 Ramp 100 x 0.1 = 10.00",
                        "2024-01-10 Launch 10 x 0.05 = 0.50 late");
    }

    @Test
    void aPhaseHasItsPricesInEveryCurrencyAlsoForUsageThatIsNotBilledYet() {
        UUID customer = subscribe("JPY");
        useHundredAMonth(customer, "2024-01-10");
        assertThat(current(customer)).isEqualTo("700 JPY");
        tenant.advance("2024-03-01T12:00:00Z");
        useHundredAMonth(customer, "2024-03-01");
        assertThat(current(customer)).isEqualTo("1500 JPY");
        assertThat(lines("JPY"))
                .containsExactly(
                        "2024-01-10 Launch 0.709677419355 x 1400 = 994",
                        "2024-02-01 Launch 1 x 1400 = 1400",
                        "2024-01-10 Launch 100 x 7 = 700",
                        "2024-03-01 Ramp 1 x 3000 = 3000",
                        "2024-02-01 Launch 0 x 7 = 0");
    }

    private String current(UUID customer) {
        JsonNode amount =
                api.get("/customers/" + customer + "/usage").expect(200).json().at("/subscriptions/0/amount");
        return amount.path("amount").asText() + " " + amount.path("currency").asText();
    }

    /** 31 days from 10 January on are free: the rest of February is of the first phase still. */
    @Test
    void aTrialIsPartOfThePhases() {
        api.post("/plans/" + plan + "/versions", Body.of("trial_days", 31)).expect(201);
        api.post("/plans/" + plan + "/versions/2/publish").expect(200);
        subscribe("EUR");
        tenant.awaitSettled();
        tenant.advance("2024-03-01T12:00:00Z");
        assertThat(lines("EUR"))
                .filteredOn(line -> !line.endsWith("0.00"))
                .containsExactly("2024-02-10 Launch 0.689655172414 x 9 = 6.21", "2024-03-01 Ramp 1 x 19 = 19.00");
    }

    /** The second version's first phase is over when he comes to it. */
    @Test
    void phasesAreCountedFromTheBeginningOfTheSubscriptionAlsoInAnotherVersion() {
        subscribe("EUR");
        tenant.awaitSettled();
        api.post(
                        "/plans/" + plan + "/versions",
                        Body.of(
                                "phases",
                                List.of(
                                        phase("Welcome", 1, "fee", prices("1.00", "100")),
                                        phase("Regular", null, "fee", prices("49.00", "7000")))))
                .expect(201);
        api.post("/plans/" + plan + "/versions/2/publish").expect(200);
        String migration = "/plans/" + plan + "/versions/2/migration";
        JsonNode preview =
                api.post(migration + "/preview", Body.of()).expect(200).json();
        assertThat(preview.at("/subscriptions/0/fee_before/amount").asText()).isEqualTo("9.00");
        assertThat(preview.at("/subscriptions/0/fee_after/amount").asText()).isEqualTo("49.00");
        assertThat(preview.at("/diffs/0/terms").findValuesAsText("field")).containsExactly("phases");
        api.post(migration, Body.of("token", preview.path("token").asText())).expect(200);
        tenant.advance("2024-02-01T12:00:00Z");
        assertThat(lines("EUR"))
                .containsExactly(
                        "2024-01-10 Launch 0.709677419355 x 9 = 6.39",
                        "2024-01-10 Launch 0 x 0.05 = 0.00",
                        "2024-02-01 Regular 1 x 49 = 49.00");
    }

    private record Wrong(List<Map<String, @Nullable Object>> phases, String field) {}

    private static Stream<Wrong> phases() {
        Map<String, @Nullable Object> rest = Body.of("name", "Rest");
        return Stream.of(
                new Wrong(List.of(rest, Body.of("name", "More")), "phases[0].periods"),
                new Wrong(List.of(phase("Launch", 0), rest), "phases[0].periods"),
                new Wrong(List.of(phase("Launch", 2)), "phases[0].periods"),
                new Wrong(List.of(phase("Rest", 2), rest), "phases[1].name"),
                new Wrong(List.of(phase("Launch", 2, "setup", prices("1", "1")), rest), "phases[0].prices.setup"),
                new Wrong(
                        List.of(phase("Launch", 2, "fee", Body.of("EUR", unit("1"))), rest),
                        "phases[0].prices.fee.JPY"),
                new Wrong(
                        List.of(phase("Launch", 2, "fee", Body.of("yen", unit("1"))), rest),
                        "phases[0].prices.fee.yen"),
                new Wrong(
                        List.of(phase("Launch", 2, "fee", prices("1", "-1")), rest),
                        "phases[0].prices.fee.JPY.unit_amount"));
    }

    @TestFactory
    Stream<DynamicTest> whatIsWrongWithAPhaseIsToldByItsPath() {
        return phases().map(wrong -> DynamicTest.dynamicTest(
                wrong.phases() + ": " + wrong.field(), () -> assertRefused(wrong.phases(), wrong.field())));
    }

    private void assertRefused(List<Map<String, @Nullable Object>> phases, String field) {
        api.post("/plans", Body.like(plan(), "code", "p", "phases", phases))
                .expectProblem(422, "validation_failed", field);
        api.post("/plans/" + plan + "/versions", Body.of("phases", phases))
                .expectProblem(422, "validation_failed", field);
    }

    @Test
    void theCatalogsDocumentHoldsPhases() {
        String text = api.get("/catalog/export").expect(200).text();
        assertThat(Body.parse(text).at("/plans/0/phases/1")).isEqualTo(Body.parse("""
                {"name": "Ramp", "periods": 1,
                 "prices": {"fee": {"EUR": {"unit_amount": "19.00"}, "JPY": {"unit_amount": "3000"}}}}"""));
        assertThat(Body.parse(text).at("/plans/1").has("phases")).isFalse();
        TestTenant other = TestTenant.register();
        other.api().post("/catalog/import", Body.parse(text)).expect(200);
        assertThat(other.api().get("/catalog/export").text()).isEqualTo(text);
        JsonNode again =
                api.post("/catalog/import", Body.parse(text)).expect(200).json();
        assertThat(again.path("items").findValuesAsText("action")).containsOnly("unchanged");
    }
}
