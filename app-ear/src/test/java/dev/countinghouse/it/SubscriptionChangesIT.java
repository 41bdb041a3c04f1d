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

/** Seats at 15.00 in advance and at 3.00 in arrears, minutes at 0.10, by calendar months, 20 % tax. The eleventh of June is lived. */
class SubscriptionChangesIT {
    private static final String PLAN = "seats";
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @BeforeEach
    void makeCatalog() {
        tenant.startClock("2024-06-11T12:00:00Z");
        tenant.makeCatalog();
        api.post("/plans", plan(PLAN)).expect(201);
    }

    private static Map<String, @Nullable Object> plan(String code) {
        Map<String, @Nullable Object> plan = Body.like(Samples.plan(), "code", code);
        plan.put(
                "charges",
                List.of(
                        Body.like(Samples.fee(), "code", "seats", "name", "Seats", "unit_amount", "15.00"),
                        Body.like(
                                Body.like(Samples.fee(), "code", "support", "name", "Support", "unit_amount", "3.00"),
                                "timing",
                                "arrears"),
                        Body.like(Samples.minutes(), "model", "standard", "tiers", null, "unit_amount", "0.10")));
        return plan;
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
        assertThat(api.get("/ledger/verification")
                        .expect(200)
                        .json()
                        .path("valid")
                        .asBoolean())
                .isTrue();
    }

    private UUID subscribe(String zone, int seats) {
        return subscribe(zone, seats, Body.of("start_date", "2024-06-01"));
    }

    private UUID subscribe(String zone, int seats, Map<String, @Nullable Object> more) {
        Map<String, @Nullable Object> body = Body.of(
                "customer_id", tenant.customer("c-" + TestTenant.unique(), zone), "plan", PLAN, "quantity", seats);
        body.putAll(more);
        UUID id = api.post("/subscriptions", body).expect(201).id();
        tenant.awaitSettled();
        return id;
    }

    private static String path(UUID subscription) {
        return "/subscriptions/" + subscription + "/change";
    }

    private JsonNode preview(UUID subscription, @Nullable Object... fields) {
        return api.post(path(subscription) + "/preview", Body.of(fields))
                .expect(200)
                .json();
    }

    private JsonNode change(UUID subscription, @Nullable Object... fields) {
        return api.post(path(subscription), Body.of(fields)).expect(200).json();
    }

    private JsonNode view(UUID subscription) {
        return api.get("/subscriptions/" + subscription).expect(200).json();
    }

    private String tag(UUID subscription) {
        return "\"" + view(subscription).path("version").asInt() + "\"";
    }

    /** The fees and changes on the invoices of a subscription, in the order of their numbers. */
    private List<String> billed(UUID subscription) {
        return tenant.invoices().stream()
                .filter(invoice -> invoice.path("subscription_id").asText().equals(subscription.toString()))
                .flatMap(invoice -> StreamSupport.stream(invoice.path("lines").spliterator(), false)
                        .filter(line -> line.path("metric").isNull())
                        .map(line -> invoice.path("issued_on").asText() + ": "
                                + line.path("purpose").asText() + " "
                                + line.path("description").asText() + " "
                                + line.at("/amount/amount").asText()))
                .toList();
    }

    @Test
    void fromTheNextPeriodOnAPlannedQuantityIsBilledAndNothingBefore() {
        UUID subscription = subscribe("Europe/Paris", 3);
        JsonNode preview = preview(subscription, "at", "period_end", "quantity", 8);
        assertThat(preview.path("effective_at").asText()).isEqualTo("2024-06-30T22:00:00Z");
        assertThat(preview.path("lines")).isEmpty();
        assertThat(preview.path("executed").asBoolean()).isFalse();
        JsonNode made = change(
                subscription,
                "at",
                "period_end",
                "quantity",
                8,
                "token",
                preview.path("token").asText());
        assertThat(made.path("executed").asBoolean()).isTrue();
        JsonNode shown = view(subscription);
        assertThat(shown.path("quantity").asInt()).isEqualTo(3);
        assertThat(shown.at("/pending_quantity/quantity").asInt()).isEqualTo(8);
        assertThat(shown.at("/pending_quantity/effective_at").asText()).isEqualTo("2024-06-30T22:00:00Z");
        tenant.advance("2024-08-02T12:00:00Z");
        assertThat(view(subscription).path("quantity").asInt()).isEqualTo(8);
        assertThat(view(subscription).path("pending_quantity").isNull()).isTrue();
        assertThat(billed(subscription))
                .containsExactly(
                        "2024-06-01: regular Seats 45.00",
                        "2024-07-01: regular Seats 120.00",
                        "2024-07-01: regular Support 9.00",
                        "2024-08-01: regular Seats 120.00",
                        "2024-08-01: regular Support 24.00");
    }

    /** Noon of the 11th, UTC, is the 12th on Kiritimati. */
    @ParameterizedTest(name = "{0}: from {1} on, {2} of 30 days")
    @CsvSource({
        "UTC,                 2024-06-11T00:00:00Z, 20, 50.00, 3.00 16.00",
        "America/Los_Angeles, 2024-06-11T07:00:00Z, 20, 50.00, 3.00 16.00",
        "Pacific/Kiritimati,  2024-06-11T10:00:00Z, 19, 47.50, 3.30 15.20",
    })
    void theDayOfAChangeBelongsToTheNewQuantityWhereTheCustomerIs(
            String zone, String effective, int days, String more, String support) {
        UUID subscription = subscribe(zone, 3);
        JsonNode preview = preview(subscription, "at", "now", "quantity", 8);
        assertThat(preview.path("effective_at").asText()).isEqualTo(effective);
        assertThat(preview.path("proration").asText()).isEqualTo("next_invoice");
        assertThat(preview.at("/lines/0/amount/amount").asText()).isEqualTo(more);
        assertThat(preview.path("total").isNull()).isTrue();
        change(
                subscription,
                "at",
                "now",
                "quantity",
                8,
                "token",
                preview.path("token").asText());
        assertThat(view(subscription).path("quantity").asInt()).isEqualTo(8);
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(billed(subscription))
                .containsExactly(
                        "2024-06-01: regular Seats 45.00",
                        "2024-07-01: regular Seats 120.00",
                        "2024-07-01: change Seats, from 3 to 8 (%d of 30 days) %s".formatted(days, more),
                        "2024-07-01: regular Support (%d of 30 days) %s".formatted(30 - days, support.substring(0, 4)),
                        "2024-07-01: regular Support (%d of 30 days) %s".formatted(days, support.substring(5)));
    }

    @Test
    void fewerGoBackOnTheNextInvoice() {
        UUID subscription = subscribe("UTC", 8);
        JsonNode made = change(subscription, "at", "now", "quantity", 5, "proration", "next_invoice");
        assertThat(made.at("/subtotal/amount").asText()).isEqualTo("-30.00");
        api.post(path(subscription), Body.of("at", "now", "quantity", 4, "proration", "at_once"))
                .expectProblem(422, "validation_failed", "proration");
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(billed(subscription))
                .contains("2024-07-01: change Seats, from 8 to 5 (20 of 30 days) -30.00")
                .contains("2024-07-01: regular Seats 75.00");
    }

    @Test
    void whatIsNotProratedIsBilledFromTheNextPeriodOn() {
        UUID subscription = subscribe("UTC", 3);
        assertThat(change(subscription, "at", "now", "quantity", 8, "proration", "none")
                        .path("lines"))
                .isEmpty();
        assertThat(view(subscription).path("quantity").asInt()).isEqualTo(8);
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(billed(subscription))
                .containsExactly(
                        "2024-06-01: regular Seats 45.00",
                        "2024-07-01: regular Seats 120.00",
                        "2024-07-01: regular Support 9.00");
    }

    @Test
    void atOnceThereIsAnInvoiceAsItWasShown() {
        UUID subscription = subscribe("UTC", 3);
        JsonNode preview = preview(subscription, "at", "now", "quantity", 8, "proration", "at_once");
        assertThat(preview.at("/subtotal/amount").asText()).isEqualTo("50.00");
        assertThat(preview.at("/tax/amount").asText()).isEqualTo("10.00");
        assertThat(preview.at("/total/amount").asText()).isEqualTo("60.00");
        assertThat(tenant.invoices()).hasSize(1);
        JsonNode made = change(
                subscription,
                "at",
                "now",
                "quantity",
                8,
                "proration",
                "at_once",
                "token",
                preview.path("token").asText());
        JsonNode invoice = api.get("/invoices/" + made.path("invoice_id").asText())
                .expect(200)
                .json();
        assertThat(invoice.at("/total/amount").asText()).isEqualTo("60.00");
        assertThat(invoice.path("issued_on").asText()).isEqualTo("2024-06-11");
        assertThat(invoice.at("/lines/0/calculation/quantity_before").asInt()).isEqualTo(3);
        assertThat(invoice.at("/lines/0/calculation/quantity_after").asInt()).isEqualTo(8);
        assertThat(invoice.at("/lines/0/amount/amount")).isEqualTo(preview.at("/lines/0/amount/amount"));
        tenant.advance("2024-07-02T12:00:00Z");
        TestTenant.assertGapless(tenant.invoices(), tenant.slug());
        assertThat(billed(subscription))
                .containsExactly(
                        "2024-06-01: regular Seats 45.00",
                        "2024-06-11: change Seats, from 3 to 8 (20 of 30 days) 50.00",
                        "2024-07-01: regular Seats 120.00",
                        "2024-07-01: regular Support (10 of 30 days) 3.00",
                        "2024-07-01: regular Support (20 of 30 days) 16.00");
    }

    @Test
    void severalChangesOfADayEachHaveTheirLine() {
        UUID subscription = subscribe("UTC", 3);
        change(subscription, "at", "now", "quantity", 8);
        change(subscription, "at", "now", "quantity", 3);
        change(subscription, "at", "now", "quantity", 4, "proration", "at_once");
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(billed(subscription))
                .containsExactly(
                        "2024-06-01: regular Seats 45.00",
                        "2024-06-11: change Seats, from 3 to 4 (20 of 30 days) 10.00",
                        "2024-07-01: regular Seats 60.00",
                        "2024-07-01: change Seats, from 3 to 8 (20 of 30 days) 50.00",
                        "2024-07-01: change Seats, from 8 to 3 (20 of 30 days) -50.00",
                        "2024-07-01: regular Support (10 of 30 days) 3.00",
                        "2024-07-01: regular Support (20 of 30 days) 8.00");
    }

    @Test
    void whatIsPlannedCanBeTakenBackAndStandsInTheWayUntilThen() {
        UUID subscription = subscribe("UTC", 3);
        api.delete(path(subscription)).expectProblem(409, "conflict");
        String before = tag(subscription);
        change(subscription, "at", "period_end", "quantity", 8);
        api.post(path(subscription), Body.of("at", "now", "quantity", 4)).expectProblem(409, "conflict");
        api.with("If-Match", before).delete(path(subscription)).expectProblem(412, "precondition_failed");
        JsonNode back = api.with("If-Match", tag(subscription))
                .delete(path(subscription))
                .expect(200)
                .json();
        assertThat(back.path("pending_quantity").isNull()).isTrue();
        assertThat(back.path("quantity").asInt()).isEqualTo(3);
        change(subscription, "at", "now", "quantity", 4, "proration", "none");
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(billed(subscription)).contains("2024-07-01: regular Seats 60.00");
        assertThat(api.all("/events?type=subscription.changed")).hasSize(2);
        assertThat(api.all("/events?type=subscription.change_withdrawn")).hasSize(1);
        assertThat(api.all("/audit-log?action=subscription.change")).hasSize(2);
    }

    @Test
    void aPreviewIsOutdatedWhenAnythingItShowedIsDifferent() {
        UUID subscription = subscribe("UTC", 3);
        Map<String, @Nullable Object> wanted = Body.of("at", "now", "quantity", 8, "proration", "next_invoice");
        String token = preview(subscription, "at", "now", "quantity", 8, "proration", "next_invoice")
                .path("token")
                .asText();
        Map<String, @Nullable Object> confirmed = Body.like(wanted, "token", token);
        api.post(path(subscription), Body.like(confirmed, "quantity", 9)).expectProblem(409, "preview_outdated");
        api.post(path(subscription), Body.like(confirmed, "proration", "none")).expectProblem(409, "preview_outdated");
        tenant.advance("2024-06-12T00:00:00Z");
        api.post(path(subscription), confirmed).expectProblem(409, "preview_outdated");
        assertThat(view(subscription).path("quantity").asInt()).isEqualTo(3);
        assertThat(api.all("/events?type=subscription.changed")).isEmpty();
    }

    /** Of as many as come at once, those that were shown the same can be made once. */
    @Test
    void ofTheSamePreviewConfirmedAtOnceOneIsMade() {
        UUID subscription = subscribe("UTC", 3);
        String token = preview(subscription, "at", "now", "quantity", 8, "proration", "at_once")
                .path("token")
                .asText();
        Object confirmed = Body.of("at", "now", "quantity", 8, "proration", "at_once", "token", token);
        List<Integer> statuses =
                Together.run(6, i -> api.post(path(subscription), confirmed).status());
        assertThat(statuses).containsOnlyOnce(200);
        assertThat(tenant.invoices()).hasSize(2);
        assertThat(tenant.count("SELECT count(*) FROM %s.subscription_quantities"))
                .isEqualTo(1);
    }

    /** While July falls due changes are made: each is billed once, by the days it was made on. */
    @Test
    void aChangeAndABoundaryAtOnceAreBilledOnceEach() {
        UUID subscription = subscribe("UTC", 3);
        tenant.beginToAdvance("2024-07-01T00:00:01Z");
        change(subscription, "at", "now", "quantity", 8);
        tenant.awaitSettled();
        tenant.advance("2024-08-01T12:00:00Z");
        assertThat(billed(subscription))
                .containsExactly(
                        "2024-06-01: regular Seats 45.00",
                        "2024-07-01: regular Seats 45.00",
                        "2024-07-01: regular Support 9.00",
                        "2024-08-01: regular Seats 120.00",
                        "2024-08-01: change Seats, from 3 to 8 75.00",
                        "2024-08-01: regular Support 24.00");
    }

    @Test
    void whatWasPaidUntilThePeriodsEndIsChangedUntilThereAlsoIfItEndsEarlier() {
        UUID subscription = subscribe("UTC", 3);
        change(subscription, "at", "now", "quantity", 8);
        api.post("/subscriptions/" + subscription + "/cancel", Body.of("at", "now"))
                .expect(200);
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(billed(subscription))
                .containsExactly(
                        "2024-06-01: regular Seats 45.00",
                        "2024-06-12: change Seats, from 3 to 8 (20 of 30 days) 50.00",
                        "2024-06-12: regular Support (10 of 30 days) 3.00",
                        "2024-06-12: regular Support (1 of 30 days) 0.80");
    }

    @Test
    void aChangeGoesIntoTheNextVersionOfThePlanToo() {
        UUID subscription = subscribe("UTC", 3);
        change(subscription, "at", "now", "quantity", 8, "proration", "none");
        UUID plan = UUID.fromString(api.all("/plans").stream()
                .filter(one -> one.path("code").asText().equals(PLAN))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText());
        api.post(
                        "/plans/" + plan + "/versions",
                        Body.of("charges", List.of(Body.like(Samples.fee(), "unit_amount", "20.00"))))
                .expect(201);
        api.post("/plans/" + plan + "/versions/2/publish").expect(200);
        JsonNode moves = api.post("/plans/" + plan + "/versions/2/migration/preview", Body.of())
                .expect(200)
                .json();
        assertThat(moves.at("/subscriptions/0/fee_after/amount").asText()).isEqualTo("160.00");
        api.post(
                        "/plans/" + plan + "/versions/2/migration",
                        Body.of("token", moves.path("token").asText()))
                .expect(200);
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(billed(subscription)).contains("2024-07-01: regular Base fee 160.00");
    }

    @ParameterizedTest
    @CsvSource({"now", "period_end"})
    void whatComesToMoreThanAnAmountHoldsIsRefused(String at) {
        Object fee = Body.like(Samples.fee(), "unit_amount", "999999999.99");
        api.post("/plans", Body.like(plan("dear"), "charges", List.of(fee))).expect(201);
        UUID subscription = subscribe("UTC", 3, Body.of("plan", "dear"));
        api.post(path(subscription), Body.of("at", at, "quantity", 1_000_000))
                .expectProblem(422, "validation_failed", "quantity");
    }

    @TestFactory
    Stream<DynamicTest> whatIsWrongIsNamedByItsField() {
        UUID subscription = subscribe("UTC", 3);
        return Cases.of("""
                {"at": "now", "quantity": 3} | quantity
                {"at": "now", "quantity": 0} | quantity
                {"at": "now", "quantity": 1000001} | quantity
                {"at": "now"} | quantity
                {"at": "period_end", "quantity": 3} | quantity
                {"at": "period_end", "quantity": 4, "proration": "at_once"} | proration
                {"at": "period_end", "quantity": 4, "proration": "next_invoice"} | proration
                {"quantity": 4} | at""", row -> {
            JsonNode wrong = Body.parse(row.get(0));
            api.post(path(subscription), wrong).expectProblem(422, "validation_failed", row.get(1));
            api.post(path(subscription) + "/preview", wrong).expectProblem(422, "validation_failed", row.get(1));
        });
    }
}
