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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which changes at a date are planned, taken back and kept as they were shown: two seats since 1 June, planned on the 11th. */
class PlannedChangeRulesIT {
    private final PlannedBooks books = PlannedBooks.open();
    private final TestTenant tenant = books.tenant();
    private final Api api = books.api();

    @AfterEach
    void theBooksAreInOrder() {
        books.assertInOrder();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"quantity, 5, 2024-06-21", "plan, business, 2024-06-21", "plan, business, 2024-07-01"})
    void takenBackItIsNotDone(String what, String value, String day) {
        UUID subscription = books.subscribe("ada");
        books.ask(subscription, day, what, what.equals("plan") ? value : Integer.valueOf(value))
                .expect(200);
        JsonNode back = api.delete(PlannedBooks.path(subscription)).expect(200).json();
        assertThat(back.path("planned_change").isNull()).isTrue();
        api.delete(PlannedBooks.path(subscription)).expectProblem(409, "conflict");
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(books.billed(subscription))
                .containsExactly(
                        "2024-06-01: regular small fee = 58.00",
                        "2024-07-01: regular small fee = 58.00",
                        "2024-07-01: regular Build minutes = 0.00");
        assertThat(books.events("change_withdrawn")).hasSize(1);
        assertThat(books.events("changed")).isEmpty();
    }

    /** While the clock comes to the day, eight want it back: it is done once, or was taken back once. */
    @Test
    void whoTakesItBackAsItsDayComesHasItOrHasNot() {
        UUID subscription = books.subscribe("ada");
        books.ask(subscription, "2024-06-21", "quantity", 5, "proration", "at_once")
                .expect(200);
        Together.run(8, i -> {
            if (i == 0) {
                tenant.beginToAdvance("2024-06-21T00:00:00Z");
                return 200;
            }
            return Api.patiently(() -> api.delete(PlannedBooks.path(subscription)))
                    .status();
        });
        tenant.awaitSettled();
        int done = books.events("changed").size();
        int back = books.events("change_withdrawn").size();
        assertThat(done + back).isOne();
        assertThat(books.billed(subscription)).hasSize(1 + done);
    }

    @Test
    void canceledBeforeItsDayItIsDroppedUnlessTheQuantityChangesBeforeTheEnd() {
        UUID after = books.subscribe("after");
        UUID before = books.subscribe("before");
        UUID plan = books.subscribe("plan");
        books.ask(after, "2024-06-25", "quantity", 5).expect(200);
        books.ask(before, "2024-06-15", "quantity", 5).expect(200);
        books.ask(plan, "2024-06-15", "plan", PlannedBooks.BUSINESS).expect(200);
        for (UUID subscription : List.of(after, before, plan)) {
            api.post("/subscriptions/" + subscription + "/cancel", Body.of("at", "date", "end_date", "2024-06-20"))
                    .expect(200);
        }
        assertThat(books.planned(after).isNull()).isTrue();
        assertThat(books.planned(before).path("state").asText()).isEqualTo("planned");
        assertThat(books.planned(plan).isNull()).isTrue();
        assertThat(books.events("change_withdrawn"))
                .as("of two that are told of")
                .hasSize(2);
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(books.events("change_failed")).isEmpty();
        assertThat(books.billed(before)).contains("2024-06-20: change small fee, from 2 to 5 (5 of 30 days) = 14.50");
        assertThat(books.billed(plan)).noneMatch(line -> line.contains("business"));
    }

    @Test
    void askedForTwiceWithOneKeyItIsPlannedOnceAndAnsweredAlike() {
        UUID subscription = books.subscribe("ada");
        Map<String, @Nullable Object> wanted = PlannedBooks.dated("2024-06-21", "quantity", 5);
        Api keyed = api.with("Idempotency-Key", "k-" + TestTenant.unique());
        String made =
                keyed.post(PlannedBooks.path(subscription), wanted).expect(200).text();
        assertThat(keyed.post(PlannedBooks.path(subscription), wanted)
                        .expect(200)
                        .text())
                .isEqualTo(made);
        assertThat(books.events("change_planned")).hasSize(1);
    }

    @Test
    void thePlannedEndOfAPauseOfCollectionHindersNoChange() {
        UUID subscription = books.subscribe("ada");
        api.post(
                        "/subscriptions/" + subscription + "/pause",
                        Body.of("behavior", "collection", "resume_on", "2024-06-25"))
                .expect(200);
        api.post(PlannedBooks.path(subscription), Body.of("at", "now", "quantity", 5))
                .expect(200);
        tenant.advance("2024-06-26T12:00:00Z");
        assertThat(books.events("resumed")).hasSize(1);
    }

    @Test
    void oneChangeIsPlannedAtATime() {
        UUID subscription = books.subscribe("ada");
        books.ask(subscription, "2024-06-21", "quantity", 5).expect(200);
        books.ask(subscription, "2024-06-22", "quantity", 6).expectProblem(409, "conflict");
        api.post(PlannedBooks.path(subscription), Body.of("at", "now", "quantity", 6))
                .expectProblem(409, "conflict");
        api.post(PlannedBooks.path(subscription), Body.of("at", "period_end", "plan", PlannedBooks.BUSINESS))
                .expectProblem(409, "conflict");
        api.post(PlannedBooks.path(subscription) + "/preview", Body.of("at", "now", "plan", PlannedBooks.BUSINESS))
                .expectProblem(409, "conflict");
        api.post(
                        "/subscriptions/" + subscription + "/pause",
                        Body.of("behavior", "collection", "resume_on", "2024-06-20"))
                .expectProblem(409, "conflict");
        api.delete(PlannedBooks.path(subscription)).expect(200);
        api.post(PlannedBooks.path(subscription), Body.of("at", "period_end", "quantity", 6))
                .expect(200);
        books.ask(subscription, "2024-07-10", "quantity", 7).expectProblem(409, "conflict");
        api.delete(PlannedBooks.path(subscription)).expect(200);
        api.post(PlannedBooks.path(subscription), Body.of("at", "period_end", "plan", PlannedBooks.BUSINESS))
                .expect(200);
        books.ask(subscription, "2024-07-10", "quantity", 7).expectProblem(409, "conflict");
    }

    /** Usage and a new version of the plan come in between: the terms that were shown are those of the day. */
    @Test
    void theTokenIsOfTheTermsAndTheyAreKept() {
        UUID subscription = books.subscribe("ada");
        Map<String, @Nullable Object> wanted = PlannedBooks.dated("2024-06-21", "plan", PlannedBooks.BUSINESS);
        JsonNode shown = api.post(PlannedBooks.path(subscription) + "/preview", wanted)
                .expect(200)
                .json();
        tenant.use(books.customer("ada"), "meanwhile", "2024-06-10T11:00:00Z", "10");
        tenant.awaitSettled();
        JsonNode made = api.post(
                        PlannedBooks.path(subscription),
                        Body.like(wanted, "token", shown.path("token").asText()))
                .expect(200)
                .json();
        assertThat(made.at("/after/plan_version").asInt()).isOne();
        publish("99.00");
        tenant.advance("2024-06-21T12:00:00Z");
        assertThat(books.billed(subscription))
                .containsExactly(
                        "2024-06-01: regular small fee = 58.00",
                        "2024-06-21: change small fee, unused (10 of 30 days) = -19.33",
                        "2024-06-21: regular Build minutes = 1.00",
                        "2024-06-21: regular business fee (10 of 30 days) = 32.67");
        Map<String, @Nullable Object> seats = PlannedBooks.dated("2024-06-25", "quantity", 3);
        String token = api.post(PlannedBooks.path(subscription) + "/preview", seats)
                .expect(200)
                .json()
                .path("token")
                .asText();
        api.post(PlannedBooks.path(subscription), Body.of("at", "now", "quantity", 9))
                .expect(200);
        api.post(PlannedBooks.path(subscription), Body.like(seats, "token", token))
                .expectProblem(409, "preview_outdated");
    }

    /** The next version of "business", by another fee. */
    private void publish(String fee) {
        String versions = "/plans/" + books.plan(PlannedBooks.BUSINESS) + "/versions";
        api.post(
                        versions,
                        Body.of(
                                "charges",
                                Samples.plan(PlannedBooks.BUSINESS, fee, "0.04").get("charges")))
                .expect(201);
        api.post(versions + "/2/publish").expect(200);
    }

    @TestFactory
    Stream<DynamicTest> aDayThatIsNotToComeOrNotOfItsLifeIsRefused() {
        UUID shorter = books.subscribe("ada", "UTC", "end_date", "2024-12-24"); // its last day is before
        UUID longer = books.subscribe("bob", "UTC", "end_date", "2026-01-01");
        return Stream.of("2024-06-11", "2024-05-01", "2024-12-24", "2025-06-13", "none")
                .map(day -> DynamicTest.dynamicTest(day, () -> {
                    Map<String, @Nullable Object> wanted = PlannedBooks.dated(day, "quantity", 5);
                    if ("none".equals(day)) {
                        wanted.remove("date");
                    }
                    String path = PlannedBooks.path(day.startsWith("2025") ? longer : shorter);
                    api.post(path, wanted).expectProblem(422, "validation_failed", "date");
                    api.post(path + "/preview", wanted).expectProblem(422, "validation_failed", "date");
                }));
    }

    @Test
    void aRehearsalMakesWhatIsPlanned() {
        UUID subscription = books.subscribe("ada");
        books.ask(subscription, "2024-07-10", "plan", PlannedBooks.BUSINESS, "quantity", 3)
                .expect(200);
        UUID fails = books.subscribe("bob");
        books.ask(fails, "2024-06-21", "plan", PlannedBooks.BUSINESS).expect(200);
        api.post("/subscriptions/" + fails + "/pause", Body.of("behavior", "billing"))
                .expect(200);
        JsonNode rehearsed = api.post("/billing-runs/rehearsal", Body.of("through", "2024-08-02T12:00:00Z"))
                .expect(200)
                .json();
        long before = tenant.invoices().size();
        tenant.advance("2024-08-02T12:00:00Z");
        List<String> totals = StreamSupport.stream(rehearsed.path("data").spliterator(), false)
                .flatMap(one -> StreamSupport.stream(one.path("invoices").spliterator(), false))
                .map(invoice -> invoice.path("issued_on").asText() + " "
                        + invoice.at("/total/amount").asText())
                .toList();
        assertThat(totals)
                .containsExactlyInAnyOrderElementsOf(tenant.invoices().stream()
                        .skip(before)
                        .map(invoice -> invoice.path("issued_on").asText() + " "
                                + invoice.at("/total/amount").asText())
                        .toList());
    }
}
