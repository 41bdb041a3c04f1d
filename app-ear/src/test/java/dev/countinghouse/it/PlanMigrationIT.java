package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscribers of a plan move to another version of it. The figures are worked out by hand. */
class PlanMigrationIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private String versions = "";

    @BeforeEach
    void makeCatalog() {
        tenant.startClock("2024-01-15T12:00:00Z");
        tenant.makeCatalog();
        JsonNode plan = api.all("/plans?code=" + Samples.PLAN).getFirst();
        versions = "/plans/" + plan.path("id").asText() + "/versions";
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    /** The next version, published. */
    private void publish(int number, @Nullable Object... fields) {
        api.post(versions, Body.of(fields)).expect(201);
        api.post(versions + "/" + number + "/publish").expect(200);
    }

    /** 39.00 a month, and a minute at 0.10. */
    private void publishDearer() {
        Map<String, @Nullable Object> minutes =
                Body.like(Samples.minutes(), "model", "standard", "tiers", null, "unit_amount", "0.10");
        publish(2, "charges", List.of(Body.like(Samples.fee(), "unit_amount", "39.00"), minutes));
    }

    private UUID subscribe(UUID customer, String plan, @Nullable Object... fields) {
        Map<String, @Nullable Object> wanted =
                Body.of("customer_id", customer, "plan", plan, "start_date", "2024-01-01");
        return api.post("/subscriptions", Body.like(wanted, fields)).expect(201).id();
    }

    private JsonNode preview(int to, @Nullable Object... selection) {
        return api.post(versions + "/" + to + "/migration/preview", Body.of(selection))
                .expect(200)
                .json();
    }

    private Answer execute(int to, JsonNode preview, @Nullable Object... selection) {
        return api.post(
                versions + "/" + to + "/migration",
                Body.like(Body.of(selection), "token", preview.path("token").asText()));
    }

    private JsonNode move(int to, @Nullable Object... selection) {
        return execute(to, preview(to, selection), selection).expect(200).json();
    }

    private static List<String> lines(JsonNode invoice) {
        return invoice.path("lines")
                .valueStream()
                .map(line -> line.path("purpose").asText() + " "
                        + line.path("period_start").asText() + ": "
                        + line.path("quantity").asText() + " x "
                        + line.path("unit_amount").asText() + " = "
                        + line.at("/amount/amount").asText())
                .toList();
    }

    private static List<String> fates(JsonNode migration) {
        return migration
                .path("subscriptions")
                .valueStream()
                .map(row -> row.path("moves").asBoolean()
                        ? row.path("effective_at").asText()
                        : row.path("problem").asText())
                .toList();
    }

    @Test
    void aPreviewShowsWhatIsThenDone() {
        UUID subscription = subscribe(tenant.customer("ada", "UTC"), Samples.PLAN);
        tenant.awaitSettled();
        publishDearer();
        JsonNode shown = preview(2);
        assertThat(shown.path("moving").asInt()).isEqualTo(1);
        JsonNode row = shown.at("/subscriptions/0");
        assertThat(row.path("subscription_id").asText()).isEqualTo(subscription.toString());
        assertThat(row.path("from_version").asInt()).isEqualTo(1);
        assertThat(row.path("effective_at").asText()).isEqualTo("2024-02-01T00:00:00Z");
        assertThat(row.at("/fee_before/amount").asText()).isEqualTo("29.00");
        assertThat(row.at("/fee_after/amount").asText()).isEqualTo("39.00");
        assertThat(shown.at("/diffs/0/changed").findValuesAsText("code")).containsExactly("fee", "minutes");
        assertThat(pinned(subscription)).isEqualTo("1 null");

        JsonNode done = execute(2, shown).expect(200).json();
        assertThat(done.path("executed").asBoolean()).isTrue();
        assertThat(done.path("subscriptions")).isEqualTo(shown.path("subscriptions"));
        assertThat(pinned(subscription)).isEqualTo("1 2 at 2024-02-01T00:00:00Z");
        assertThat(api.all("/events?type=subscription.plan_version_changed"))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.at("/data/effective_at").asText()).isEqualTo("2024-02-01T00:00:00Z"));
        tenant.advance("2024-02-10T00:00:00Z");
        assertThat(pinned(subscription)).isEqualTo("2 null");
    }

    /**
     * January and its usage by the first version, also what comes late: 60 minutes are 4.00 and 0.50, ten more 0.50. February by
     * the second: ten minutes at 0.10.
     */
    @Test
    void theRunningPeriodIsBilledByTheOldVersionAndTheNextByTheNewOne() {
        UUID customer = tenant.customer("ada", "UTC");
        subscribe(customer, Samples.PLAN);
        tenant.awaitSettled();
        publishDearer();
        move(2);
        tenant.use(customer, "e1", "2024-01-20T10:00:00Z", "60");
        tenant.advance("2024-02-10T00:00:00Z");
        assertThat(lines(tenant.invoices().get(1)))
                .containsExactly(
                        "regular 2024-01-01: 50 x 0.08 = 4.00",
                        "regular 2024-01-01: 10 x 0.05 = 0.50",
                        "regular 2024-02-01: 1 x 39 = 39.00");
        tenant.use(customer, "late", "2024-01-21T10:00:00Z", "10");
        tenant.use(customer, "e2", "2024-02-20T10:00:00Z", "10");
        tenant.advance("2024-03-02T00:00:00Z");
        assertThat(lines(tenant.invoices().get(2)))
                .containsExactlyInAnyOrder(
                        "delta 2024-01-01: 10 x 0.05 = 0.50",
                        "regular 2024-02-01: 10 x 0.1 = 1.00",
                        "regular 2024-03-01: 1 x 39 = 39.00");
    }

    private String pinned(UUID subscription) {
        JsonNode shown = api.get("/subscriptions/" + subscription).expect(200).json();
        JsonNode pending = shown.path("pending_version");
        return shown.path("plan_version").asText()
                + (pending.isNull()
                        ? " null"
                        : " " + pending.path("number").asText() + " at "
                                + pending.path("effective_at").asText());
    }

    /** The customers' months begin at different instants, and one subscription has not begun. */
    @Test
    void eachMovesWhereItsOwnNextPeriodBegins() {
        subscribe(tenant.customer("tokyo", "Asia/Tokyo"), Samples.PLAN, "start_date", "2023-03-15");
        subscribe(tenant.customer("paris", "Europe/Paris"), Samples.PLAN);
        UUID future = subscribe(tenant.customer("later", "UTC"), Samples.PLAN, "start_date", "2024-04-17");
        tenant.awaitSettled();
        publishDearer();
        assertThat(fates(move(2)))
                .containsExactly("2024-01-31T15:00:00Z", "2024-01-31T23:00:00Z", "2024-04-17T00:00:00Z");
        tenant.advance("2024-05-02T00:00:00Z");
        List<JsonNode> ofTheFuture = tenant.invoices().stream()
                .filter(invoice -> invoice.path("subscription_id").asText().equals(future.toString()))
                .toList();
        assertThat(lines(ofTheFuture.getFirst()))
                .containsExactly("regular 2024-04-17: 0.466666666667 x 39 = 18.20"); // 14 of 30 days
        assertThat(lines(ofTheFuture.get(1))).contains("regular 2024-04-17: 0 x 0.1 = 0.00");
    }

    @Test
    void periodsThatAreBilledAtOnceAreBilledByTheirOwnVersions() {
        UUID customer = tenant.customer("ada", "UTC");
        subscribe(customer, Samples.PLAN);
        tenant.awaitSettled();
        publishDearer();
        move(2);
        tenant.use(customer, "j", "2024-01-20T10:00:00Z", "10");
        tenant.use(customer, "f", "2024-02-20T10:00:00Z", "10");
        tenant.advance("2024-04-01T00:00:00Z");
        List<String> all = new ArrayList<>();
        tenant.invoices().forEach(invoice -> all.addAll(lines(invoice)));
        assertThat(all)
                .containsExactlyInAnyOrder(
                        "regular 2024-01-01: 1 x 29 = 29.00",
                        "regular 2024-01-01: 10 x 0.08 = 0.80",
                        "regular 2024-02-01: 1 x 39 = 39.00",
                        "regular 2024-02-01: 10 x 0.1 = 1.00",
                        "regular 2024-03-01: 1 x 39 = 39.00",
                        "regular 2024-03-01: 0 x 0.1 = 0.00",
                        "regular 2024-04-01: 1 x 39 = 39.00");
    }

    /** 100.00 of the first version fill January up, 50.00 of the second February: 29.00 + 71.00, and 3 x 29.00 are more. */
    @Test
    void seatsGoAlongAndEachPeriodIsFilledUpByItsOwnCommitment() {
        api.post(versions, Body.of("minimum_commitment", Body.of("amount", "100.00")))
                .expect(201);
        api.post(versions + "/2/publish").expect(200);
        subscribe(tenant.customer("one", "UTC"), Samples.PLAN);
        subscribe(tenant.customer("three", "UTC"), Samples.PLAN, "quantity", 3);
        tenant.awaitSettled();
        publish(3, "minimum_commitment", Body.of("amount", "50.00"));
        JsonNode moved = move(3);
        assertThat(moved.at("/subscriptions/1/fee_before/amount").asText()).isEqualTo("87.00");
        tenant.advance("2024-03-02T00:00:00Z");
        assertThat(trueUps()).containsExactlyInAnyOrder("2024-01-01 71.00", "2024-01-01 13.00", "2024-02-01 21.00");
    }

    private List<String> trueUps() {
        return tenant.invoices().stream()
                .flatMap(invoice -> lines(invoice).stream())
                .filter(line -> line.startsWith("true_up"))
                .map(line -> line.replaceAll("true_up ([0-9-]+): .* = (.*)", "$1 $2"))
                .toList();
    }

    /** Storage is charged from February on, minutes until then; nothing else of them is billed, but what comes late of January. */
    @Test
    void metricsAreBilledFromTheBoundaryOnAndNoMoreAfterIt() {
        api.post("/billable-metrics", Body.like(Samples.metric(), "code", "storage"))
                .expect(201);
        UUID customer = tenant.customer("ada", "UTC");
        subscribe(customer, Samples.PLAN);
        tenant.awaitSettled();
        Map<String, @Nullable Object> stored = Body.like(Samples.minutes(), "code", "stored", "metric", "storage");
        publish(2, "charges", List.of(Samples.fee(), stored));
        move(2);
        for (String day : List.of("2024-01-20", "2024-02-20", "2024-03-20")) {
            tenant.use(customer, "m" + day, day + "T10:00:00Z", "10");
            api.post(
                            "/usage",
                            Body.like(
                                    Samples.usage(customer, "s" + day, day + "T10:00:00Z", "20"), "metric", "storage"))
                    .expect(201);
        }
        tenant.advance("2024-03-15T00:00:00Z");
        assertThat(used()).containsExactly("builds 2024-01-01 10", "storage 2024-02-01 20");

        tenant.use(customer, "late", "2024-01-25T10:00:00Z", "5"); // by the version that was left
        tenant.advance("2024-04-02T00:00:00Z");
        assertThat(used())
                .containsExactlyInAnyOrder(
                        "builds 2024-01-01 10",
                        "storage 2024-02-01 20",
                        "builds 2024-01-01 5",
                        "storage 2024-03-01 20");
        publish(3, "charges", List.of(Samples.fee(), Samples.minutes()));
        assertThat(fates(preview(3))).containsExactly("metric_billed_before");
    }

    private List<String> used() {
        return tenant.invoices().stream()
                .flatMap(invoice -> invoice.path("lines").valueStream())
                .filter(line -> line.path("metric").isTextual())
                .map(line -> line.path("metric").asText() + " "
                        + line.path("period_start").asText() + " "
                        + line.path("quantity").asText())
                .toList();
    }

    @Test
    void aPreviewThatIsNotTrueAnyMoreIsRefusedAndNothingMoves() {
        publish(2);
        subscribe(tenant.customer("a", "UTC"), Samples.PLAN);
        tenant.awaitSettled();
        JsonNode withoutTheSecond = preview(1);
        assertThat(withoutTheSecond.path("moving").asInt()).isEqualTo(1);
        subscribe(tenant.customer("b", "UTC"), Samples.PLAN);
        tenant.awaitSettled();
        execute(1, withoutTheSecond).expectProblem(409, "preview_outdated");

        JsonNode beforeTheyWereBilled = preview(1);
        assertThat(beforeTheyWereBilled.path("moving").asInt()).isEqualTo(2);
        tenant.advance("2024-02-02T00:00:00Z");
        execute(1, beforeTheyWereBilled).expectProblem(409, "preview_outdated");
        api.post(versions + "/1/migration", Body.of("token", "x")).expectProblem(409, "preview_outdated");

        JsonNode beforeItWasArchived = preview(1);
        execute(2, beforeItWasArchived).expectProblem(409, "preview_outdated");
        api.post(versions + "/1/archive").expect(200);
        execute(1, beforeItWasArchived).expectProblem(409, "conflict");
        assertThat(tenant.count("SELECT count(*) FROM %s.subscription_items WHERE effective_on IS NOT NULL"))
                .isZero();
        assertThat(api.all("/events?type=subscription.plan_version_changed")).isEmpty();
    }

    @Test
    void theSameExecutionAgainChangesNothing() {
        UUID subscription = subscribe(tenant.customer("a", "UTC"), Samples.PLAN);
        tenant.awaitSettled();
        publish(2);
        JsonNode shown = preview(2);
        Api keyed = api.with("Idempotency-Key", "once");
        Object body = Body.of("token", shown.path("token").asText());
        keyed.post(versions + "/2/migration", body).expect(200);
        Answer again = keyed.post(versions + "/2/migration", body).expect(200);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        execute(2, shown).expectProblem(409, "preview_outdated");
        assertThat(preview(2).path("subscriptions")).isEmpty();
        assertThat(tenant.count("SELECT count(*) FROM %s.subscription_items")).isEqualTo(2);
        assertThat(api.all("/events?type=subscription.plan_version_changed")).hasSize(1);
        assertThat(fates(preview(2, "subscription_ids", List.of(subscription)))).containsExactly("already_moving");
        tenant.advance("2024-02-02T00:00:00Z");
        assertThat(fates(preview(2, "subscription_ids", List.of(subscription)))).containsExactly("already_at_version");
    }

    @Test
    void whoCannotMoveStaysAndIsNamedWithTheReason() {
        UUID good = subscribe(tenant.customer("good", "UTC"), Samples.PLAN);
        subscribe(tenant.customer("leaving", "UTC"), Samples.PLAN, "end_date", "2024-01-20");
        api.post("/billable-metrics", Body.like(Samples.metric(), "code", "calls"))
                .expect(201);
        Map<String, @Nullable Object> calls = Body.like(Samples.minutes(), "code", "calls", "metric", "calls");
        api.post("/plans", Body.like(Samples.plan(), "code", "calls", "charges", List.of(calls)))
                .expect(201);
        UUID both = tenant.customer("both", "UTC");
        subscribe(both, Samples.PLAN);
        subscribe(both, "calls");
        tenant.awaitSettled();
        UUID gone = subscribe(tenant.customer("gone", "UTC"), Samples.PLAN, "end_date", "2024-01-10");
        tenant.awaitSettled();
        publish(2, "charges", List.of(Samples.fee(), Samples.minutes(), calls));

        JsonNode shown = preview(2);
        assertThat(fates(shown)).containsExactly("2024-02-01T00:00:00Z", "ends_before", "metric_already_billed");
        assertThat(shown.at("/subscriptions/2/detail").asText()).contains("calls");
        assertThat(shown.path("moving").asInt()).isEqualTo(1);
        assertThat(shown.path("staying").asInt()).isEqualTo(2);
        assertThat(fates(preview(2, "subscription_ids", List.of(good, gone)))).contains("ended");
        execute(2, shown).expect(200);
        assertThat(tenant.count("SELECT count(*) FROM %s.subscription_items WHERE effective_on IS NOT NULL"))
                .isEqualTo(1);
        assertThat(fates(preview(2))).containsExactly("ends_before", "metric_already_billed");

        publish(3, "anchor", "anniversary");
        assertThat(fates(preview(3))).containsExactly("already_moving", "periods_differ", "periods_differ");
    }

    @Test
    void aLargeSelectionIsMovedPartByPart() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(subscribe(tenant.customer("c" + i, "UTC"), Samples.PLAN).toString());
        }
        tenant.awaitSettled();
        publish(2);
        JsonNode first = preview(2, "limit", 2);
        assertThat(first.path("selected").asInt()).isEqualTo(5);
        assertThat(first.path("left").asInt()).isEqualTo(3);
        String next = first.path("next").asText();
        JsonNode second = preview(2, "limit", 2, "after", next);
        execute(2, first, "limit", 2).expect(200);
        execute(2, second, "limit", 2, "after", next).expect(200);
        JsonNode last = move(2, "after", second.path("next").asText());
        assertThat(last.path("next").isNull()).isTrue();
        assertThat(last.path("subscriptions").findValuesAsText("subscription_id"))
                .containsExactly(all.get(4));
        assertThat(tenant.count("SELECT count(*) FROM %s.subscription_items WHERE effective_on = '2024-02-01'"))
                .isEqualTo(5);
    }

    @Test
    void whatIsNotOfThePlanIsRefusedByItsField() {
        UUID own = subscribe(tenant.customer("a", "UTC"), Samples.PLAN);
        api.post("/plans", Body.like(Samples.plan(), "code", "other", "charges", List.of(Samples.fee())))
                .expect(201);
        UUID other = subscribe(tenant.customer("b", "UTC"), "other");
        tenant.awaitSettled();
        publish(2);
        api.post(versions, Body.of()).expect(201);
        String path = versions + "/2/migration/preview";
        api.post(path, Body.of("subscription_ids", List.of(own, other)))
                .expectProblem(422, "validation_failed", "subscription_ids[1]");
        api.post(path, Body.of("from_version", 2)).expectProblem(422, "validation_failed", "from_version");
        api.post(path, Body.of("from_version", 3)).expectProblem(422, "validation_failed", "from_version");
        api.post(path, Body.of("subscription_ids", List.of(own), "limit", 1))
                .expectProblem(422, "validation_failed", "subscription_ids");
        api.post(path, Body.of("limit", 1001)).expectProblem(422, "validation_failed", "limit");
        api.post(versions + "/3/migration/preview", Body.of()).expectProblem(409, "conflict");
        api.post(versions + "/4/migration/preview", Body.of()).expectProblem(404, "not_found");
        api.post(versions + "/2/migration", Body.of()).expectProblem(422, "validation_failed", "token");
    }

    @Test
    void itTakesThePermissionOnSubscriptionsToo() {
        subscribe(tenant.customer("a", "UTC"), Samples.PLAN);
        publish(2);
        Map<String, @Nullable Object> role = Samples.role("catalog:write");
        api.post("/roles", role).expect(201);
        Api clerk = tenant.member(String.valueOf(role.get("code")));
        clerk.post(versions + "/2/migration/preview", Body.of()).expectProblem(403, "forbidden");
        clerk.post(versions + "/2/migration", Body.of("token", "x")).expectProblem(403, "forbidden");
    }
}
