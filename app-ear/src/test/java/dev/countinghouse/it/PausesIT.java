package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two seats of 29.00, a flat fee of 10.00 that is not prorated, and minutes at 0.10, by calendar months, from 1 June 2024 on. */
class PausesIT {
    private static final String PLAN = "rests";
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @BeforeEach
    void makeCatalog() {
        tenant.startClock("2024-06-11T12:00:00Z");
        tenant.makeCatalog();
        Map<String, @Nullable Object> plan = Body.like(Samples.plan(), "code", PLAN, "name", PLAN);
        plan.put(
                "charges",
                List.of(
                        Body.like(Samples.fee(), "unit_amount", "29.00", "name", "Seats"),
                        Body.like(
                                Samples.fee(),
                                "code",
                                "flat",
                                "unit_amount",
                                "10.00",
                                "name",
                                "Flat",
                                "prorated",
                                false,
                                "quantity",
                                "1"),
                        Body.like(Samples.minutes(), "model", "standard", "tiers", null, "unit_amount", "0.10")));
        api.post("/plans", plan).expect(201);
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    private UUID subscribe(UUID customer) {
        return subscribe(customer, "2024-06-01");
    }

    private UUID subscribe(UUID customer, String start) {
        UUID id = api.post(
                        "/subscriptions",
                        Body.of("customer_id", customer, "plan", PLAN, "quantity", 2, "start_date", start))
                .expect(201)
                .id();
        tenant.awaitSettled();
        return id;
    }

    private JsonNode pause(UUID subscription, String behavior) {
        return api.post(path(subscription, "pause"), Body.of("behavior", behavior, "reason", "holiday"))
                .expect(200)
                .json();
    }

    private JsonNode resume(UUID subscription) {
        return api.post(path(subscription, "resume")).expect(200).json();
    }

    private static String path(UUID subscription, String what) {
        return "/subscriptions/" + subscription + "/" + what;
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
                                + line.path("description").asText() + " = "
                                + line.at("/amount/amount").asText()))
                .toList();
    }

    /** Paused on the 11th and resumed on the 21st: ten days are free, with their usage; what is not prorated is due once. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"billing", "service"})
    void daysOfAPauseAreNotBilledAndTheRestOfThePeriodIsBilledWhenItResumes(String behavior) {
        UUID customer = tenant.customer("ada", "UTC");
        UUID subscription = subscribe(customer);
        use(customer, "before", "2024-06-05T11:00:00Z", "10");
        JsonNode paused = pause(subscription, behavior);
        assertThat(paused.path("status").asText()).isEqualTo("paused");
        assertThat(paused.path("pause").asText()).isEqualTo(behavior);
        assertThat(paused.path("paused_at").asText()).isEqualTo("2024-06-11T12:00:00Z");
        use(customer, "rests", "2024-06-15T11:00:00Z", "1000");
        tenant.advance("2024-06-21T12:00:00Z");
        assertThat(resume(subscription).path("status").asText())
                .as("nobody has paid")
                .isEqualTo("past_due");
        use(customer, "after", "2024-06-25T11:00:00Z", "20");
        tenant.advance("2024-07-02T12:00:00Z");
        use(customer, "late", "2024-06-16T11:00:00Z", "1000"); // of a day that rested
        tenant.advance("2024-08-02T12:00:00Z");
        assertThat(billed(subscription))
                .containsExactly(
                        "2024-06-01: Seats = 58.00",
                        "2024-06-01: Flat = 10.00",
                        "2024-06-11: Seats, unused (20 of 30 days) = -38.67",
                        "2024-06-11: Build minutes = 1.00",
                        "2024-06-21: Seats (10 of 30 days) = 19.33",
                        "2024-07-01: Seats = 58.00",
                        "2024-07-01: Flat = 10.00",
                        "2024-07-01: Build minutes = 2.00",
                        "2024-08-01: Seats = 58.00",
                        "2024-08-01: Flat = 10.00",
                        "2024-08-01: Build minutes = 0.00");
        assertThat(api.all("/events?type=subscription.paused")).hasSize(1);
        assertThat(api.all("/events?type=subscription.resumed")).hasSize(1);
    }

    /** Resumed within August, or on its first day, which was let pass without a fee. */
    @ParameterizedTest(name = "on {0}")
    @CsvSource({
        "2024-08-11T12:00:00Z, 2024-08-11: Seats (21 of 31 days) = 39.29, 2024-08-11: Flat = 10.00",
        "2024-08-01T12:00:00Z, 2024-08-01: Seats = 58.00,                 2024-08-01: Flat = 10.00",
    })
    void aPauseOverWholePeriodsBillsNothingUntilItsEnd(String at, String seats, String flat) {
        UUID customer = tenant.customer("ada", "UTC");
        UUID subscription = subscribe(customer);
        pause(subscription, "service");
        tenant.advance("2024-07-15T12:00:00Z");
        use(customer, "rests", "2024-07-10T11:00:00Z", "100");
        tenant.advance(at);
        int before = billed(subscription).size();
        resume(subscription);
        assertThat(billed(subscription).subList(before, before + 2)).containsExactly(seats, flat);
        assertThat(billed(subscription)).hasSize(before + 2);
        tenant.advance("2024-09-02T12:00:00Z");
        assertThat(billed(subscription))
                .contains("2024-09-01: Seats = 58.00", "2024-09-01: Build minutes = 0.00")
                .noneMatch(line -> line.startsWith("2024-07"));
    }

    /** A subscription is proved by 24 boundaries at once: what the last of them gives back is of no period of the next. */
    @Test
    void aPauseIsProvedAlsoWhereItIsTheLastBoundaryOfThoseThatAreProvedAtOnce() {
        UUID subscription = subscribe(tenant.customer("ada", "UTC"), "2022-08-01");
        pause(subscription, "billing");
        assertThat(billed(subscription).getLast()).startsWith("2024-06-11");
        tenant.advance("2024-08-02T12:00:00Z");
        Invariants.assertProved(tenant);
    }

    @Test
    void onlyWhereServiceRestsNothingIsEntitledTo() {
        UUID subscription = subscribe(tenant.customer("ada", "UTC"));
        assertThat(runs(subscription)).isTrue();
        pause(subscription, "billing");
        assertThat(runs(subscription)).isTrue();
        tenant.advance("2024-06-12T12:00:00Z");
        resume(subscription);
        tenant.advance("2024-06-13T12:00:00Z");
        pause(subscription, "service");
        assertThat(runs(subscription)).isFalse();
    }

    private boolean runs(UUID subscription) {
        return api.get(path(subscription, "entitlements"))
                .expect(200)
                .json()
                .path("running")
                .asBoolean();
    }

    /** June's invoice is due on the 15th: the reminders of three days before, of the day and of the week after come when it resumes. */
    @Test
    void whereCollectionRestsInvoicesAreWrittenAndNobodyIsReminded() {
        UUID subscription = subscribe(tenant.customer("ada", "UTC"));
        pause(subscription, "collection");
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(billed(subscription)).contains("2024-07-01: Seats = 58.00");
        assertThat(api.all("/events?type=payment_reminder.due")).isEmpty();
        assertThat(api.all("/subscriptions?status=paused")).hasSize(1);
        resume(subscription);
        tenant.advance("2024-07-02T12:00:01Z");
        assertThat(api.all("/events?type=payment_reminder.due")).hasSize(3);
    }

    @Test
    void oneThatIsCanceledWhileItRestsEndsWithoutAnotherFee() {
        UUID subscription = subscribe(tenant.customer("ada", "UTC"));
        pause(subscription, "service");
        api.post(path(subscription, "cancel"), Body.of("at", "period_end")).expect(200);
        api.post(path(subscription, "resume")).expectProblem(409, "conflict");
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(billed(subscription)).noneMatch(line -> line.startsWith("2024-07"));
        assertThat(api.get("/subscriptions/" + subscription)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("ended");
    }

    @Test
    void whatCannotBePausedResumedOrChangedIsRefused() {
        UUID customer = tenant.customer("ada", "UTC");
        UUID subscription = subscribe(customer);
        api.post(path(subscription, "resume")).expectProblem(409, "conflict");
        api.post(path(subscription, "pause"), Body.of()).expectProblem(422, "validation_failed", "behavior");
        pause(subscription, "service");
        api.post(path(subscription, "pause"), Body.of("behavior", "billing")).expectProblem(409, "conflict");
        api.post(path(subscription, "resume")).expectProblem(409, "conflict"); // on the same day
        api.post(path(subscription, "change"), Body.of("at", "now", "quantity", 3))
                .expectProblem(409, "conflict");
        api.post(path(subscription, "change"), Body.of("at", "period_end", "plan", Samples.PLAN))
                .expectProblem(409, "conflict");
        tenant.advance("2024-07-01T12:00:00Z");
        resume(subscription);
        api.post(path(subscription, "pause"), Body.of("behavior", "service"))
                .expectProblem(409, "conflict"); // its first day
        api.post("/subscriptions/" + UUID.randomUUID() + "/pause", Body.of("behavior", "service"))
                .expectProblem(404, "not_found");
    }

    @Test
    void eachIsDoneOnceOrNotAtAllWhenAskedForAtOnce() {
        UUID subscription = subscribe(tenant.customer("ada", "UTC"));
        List<Answer> answers =
                Together.run(4, i -> api.post(path(subscription, "pause"), Body.of("behavior", "service")));
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(billed(subscription))
                .filteredOn(line -> line.contains("unused"))
                .hasSize(1);
    }

    /** The 21st is billed again, and so is a first day of a period, which was let pass until then. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2024-06-21, 2024-06-21: Seats (10 of 30 days) = 19.33, 4",
        "2024-08-01, 2024-08-01: Seats = 58.00,                 2",
    })
    void onTheDayThatWasPlannedItIsResumedByItself(String day, String seats, int fees) {
        UUID subscription = subscribe(tenant.customer("ada", "UTC"));
        JsonNode paused = api.post(path(subscription, "pause"), Body.of("behavior", "service", "resume_on", day))
                .expect(200)
                .json();
        assertThat(paused.at("/planned_change/kind").asText()).isEqualTo("resume");
        assertThat(paused.at("/planned_change/date").asText()).isEqualTo(day);
        tenant.advance("2024-08-02T12:00:00Z");
        assertThat(billed(subscription)).contains("2024-06-11: Seats, unused (20 of 30 days) = -38.67", seats);
        assertThat(billed(subscription).stream().filter(line -> line.contains(": Seats ")))
                .hasSize(fees);
        JsonNode now = api.get("/subscriptions/" + subscription).expect(200).json();
        assertThat(now.path("status").asText())
                .as("it goes on, and nobody has paid")
                .isEqualTo("past_due");
        assertThat(now.path("planned_change").isNull()).isTrue();
        assertThat(api.all("/events?type=subscription.resumed")).hasSize(1);
    }

    @Test
    void aPlannedEndOfAPauseIsTakenBackByHandByResumingOrByCancelling() {
        UUID back = subscribe(tenant.customer("back", "UTC"));
        UUID resumed = subscribe(tenant.customer("resumed", "UTC"));
        UUID canceled = subscribe(tenant.customer("canceled", "UTC"));
        for (UUID subscription : List.of(back, resumed, canceled)) {
            api.post(path(subscription, "pause"), Body.of("behavior", "billing", "resume_on", "2024-06-21"))
                    .expect(200);
        }
        tenant.advance("2024-06-15T12:00:00Z");
        api.delete(path(back, "change")).expect(200);
        resume(resumed);
        api.post(path(canceled, "cancel"), Body.of("at", "date", "end_date", "2024-07-20"))
                .expect(200);
        tenant.advance("2024-07-02T12:00:00Z");
        assertThat(api.get("/subscriptions/" + back)
                        .expect(200)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("paused");
        assertThat(billed(resumed)).contains("2024-06-15: Seats (16 of 30 days) = 30.93");
        assertThat(api.all("/events?type=subscription.resumed")).hasSize(1);
        assertThat(api.all("/events?type=subscription.change_failed")).isEmpty();
    }

    @Test
    void whereCollectionRestsItsEndMayBePlannedTooButNotForADayThatHasCome() {
        UUID subscription = subscribe(tenant.customer("ada", "UTC"));
        api.post(path(subscription, "pause"), Body.of("behavior", "collection", "resume_on", "2024-06-11"))
                .expectProblem(422, "validation_failed", "resume_on");
        api.post(path(subscription, "pause"), Body.of("behavior", "collection", "resume_on", "2024-06-12"))
                .expect(200);
        tenant.advance("2024-06-12T00:00:00Z");
        assertThat(api.get("/subscriptions/" + subscription)
                        .expect(200)
                        .json()
                        .path("pause")
                        .isNull())
                .isTrue();
    }
}
