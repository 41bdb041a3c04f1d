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

/** A fee of 29.00 in advance and minutes at 0.10 in arrears, by calendar months. */
class CancellationIT {
    private static final String PLAN = "plain";
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @BeforeEach
    void makeCatalog() {
        tenant.startClock("2024-01-10T12:00:00Z");
        tenant.makeCatalog();
        Map<String, @Nullable Object> minutes =
                Body.like(Samples.minutes(), "model", "standard", "tiers", null, "unit_amount", "0.10");
        Map<String, @Nullable Object> plan = Body.like(Samples.plan(), "code", PLAN, "tax_rate", null);
        plan.put("charges", List.of(Samples.fee(), minutes));
        api.post("/plans", plan).expect(201);
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    private UUID customer() {
        return tenant.customer("c-" + TestTenant.unique(), "UTC");
    }

    private UUID subscribe(UUID customer, String start) {
        return api.post("/subscriptions", Body.of("customer_id", customer, "plan", PLAN, "start_date", start))
                .expect(201)
                .id();
    }

    private JsonNode cancel(UUID subscription, @Nullable Object... fields) {
        return api.post("/subscriptions/" + subscription + "/cancel", Body.of(fields))
                .expect(200)
                .json();
    }

    private List<String> billed(UUID subscription) {
        return api.all("/invoices?include=lines&subscription_id=" + subscription).stream()
                .flatMap(invoice -> StreamSupport.stream(invoice.path("lines").spliterator(), false))
                .map(line -> line.path("period_start").asText() + "/"
                        + line.path("period_end").asText() + " "
                        + line.path("quantity").asText() + " = "
                        + line.at("/amount/amount").asText())
                .sorted()
                .toList();
    }

    private String status(UUID subscription) {
        return api.get("/subscriptions/" + subscription)
                .expect(200)
                .json()
                .path("status")
                .asText();
    }

    @Test
    void atTheEndOfItsPeriodTheLastUsageIsBilledAndNothingAfterIt() {
        UUID customer = customer();
        UUID subscription = subscribe(customer, "2024-01-01");
        tenant.awaitSettled();
        JsonNode canceled = cancel(subscription, "at", "period_end", "reason", "too dear");
        assertThat(canceled.path("status").asText()).isEqualTo("canceled");
        assertThat(canceled.path("ends_on").asText()).isEqualTo("2024-02-01");
        assertThat(canceled.path("canceled_at").asText()).isEqualTo("2024-01-10T12:00:00Z");
        assertThat(canceled.path("cancel_reason").asText()).isEqualTo("too dear");
        tenant.use(customer, "last", "2024-01-10T11:00:00Z", "100");
        tenant.awaitSettled();
        tenant.advance("2024-02-10T12:00:00Z");
        tenant.use(customer, "after", "2024-02-05T11:00:00Z", "100");
        tenant.awaitSettled();
        tenant.advance("2024-04-10T12:00:00Z");
        assertThat(status(subscription)).isEqualTo("ended");
        assertThat(billed(subscription))
                .containsExactly("2024-01-01/2024-02-01 1 = 29.00", "2024-01-01/2024-02-01 100 = 10.00");
    }

    /** Its last day is today; what was paid for the days after it stays paid. */
    @Test
    void nowMeansThatTodaysUsageIsItsLast() {
        UUID customer = customer();
        UUID subscription = subscribe(customer, "2024-01-01");
        tenant.use(customer, "before", "2024-01-10T11:00:00Z", "30");
        tenant.awaitSettled();
        assertThat(cancel(subscription, "at", "now").path("ends_on").asText()).isEqualTo("2024-01-11");
        tenant.advance("2024-01-10T23:30:00Z");
        tenant.use(customer, "today", "2024-01-10T23:00:00Z", "20");
        tenant.awaitSettled();
        tenant.advance("2024-01-12T00:00:00Z");
        tenant.use(customer, "tomorrow", "2024-01-11T00:00:00Z", "40");
        tenant.awaitSettled();
        tenant.advance("2024-03-01T12:00:00Z");
        assertThat(billed(subscription))
                .containsExactly("2024-01-01/2024-01-11 50 = 5.00", "2024-01-01/2024-02-01 1 = 29.00");
        assertThat(api.all("/events?type=subscription.canceled"))
                .singleElement()
                .satisfies(
                        event -> assertThat(event.at("/data/ends_at").asText()).isEqualTo("2024-01-11T00:00:00Z"));
    }

    /** Of 29.00 for January 21 of 31 days are not used: 19.65. What the last invoice is below zero is to the customer's credit. */
    @Test
    void whatIsPaidForDaysAfterItsEndIsGivenBackIfThatIsSaid() {
        UUID customer = customer();
        UUID subscription = subscribe(customer, "2024-01-01");
        tenant.use(customer, "before", "2024-01-10T11:00:00Z", "30");
        tenant.awaitSettled();
        JsonNode canceled = cancel(subscription, "at", "now", "unused_days", "credited");
        assertThat(canceled.path("unused_days").asText()).isEqualTo("credited");
        tenant.advance("2024-03-01T12:00:00Z");
        assertThat(billed(subscription))
                .containsExactly(
                        "2024-01-01/2024-01-11 30 = 3.00",
                        "2024-01-01/2024-02-01 1 = 29.00",
                        "2024-01-11/2024-02-01 -0.677419354839 = -19.65");
        JsonNode last = tenant.invoices().getLast();
        assertThat(last.at("/total/amount").asText()).isEqualTo("-16.65");
        assertThat(api.get("/customers/" + customer + "/credit-balance")
                        .expect(200)
                        .json()
                        .path("balances")
                        .toString())
                .contains("16.65");
        assertThat(api.get("/invoices/" + last.path("id").asText() + "/explain")
                        .expect(200)
                        .json()
                        .path("lines")
                        .valueStream()
                        .map(line -> line.path("text").asText()))
                .anyMatch(text -> text.contains("not used of a fee of 29.00"));
    }

    /** Five seats for January, two from the 10th: (2 - 5) x 29.00 x 22/31; canceled by the 15th, 2 x 29.00 x 16/31 go back. */
    @ParameterizedTest
    @CsvSource({"0", "5"})
    void aChangeOfTheSamePeriodIsGivenBackForTheDaysThatItWasBilledFor(int grace) {
        api.patch("/tenant", Body.of("grace_period_days", grace)).expect(200);
        UUID subscription = api.post(
                        "/subscriptions",
                        Body.of("customer_id", customer(), "plan", PLAN, "start_date", "2024-01-01", "quantity", 5))
                .expect(201)
                .id();
        tenant.awaitSettled();
        api.post(
                        "/subscriptions/" + subscription + "/change",
                        Body.of("at", "now", "quantity", 2, "proration", "next_invoice"))
                .expect(200);
        cancel(subscription, "at", "date", "end_date", "2024-01-20", "unused_days", "credited");
        cancel(subscription, "at", "date", "end_date", "2024-01-16", "unused_days", "credited");
        tenant.advance("2024-03-01T12:00:00Z");
        assertThat(billed(subscription))
                .containsExactly(
                        "2024-01-01/2024-01-16 0 = 0.00",
                        "2024-01-01/2024-02-01 5 = 145.00",
                        "2024-01-10/2024-02-01 -2.129032258065 = -61.74",
                        "2024-01-16/2024-02-01 -1.032258064516 = -29.94");
    }

    /** Of 100.00 for January 10 days are 32.26, of which 29.00 less 19.65 are there. */
    @Test
    void whatIsGivenBackCountsForTheCommitmentOfTheDaysThatItRan() {
        Map<String, @Nullable Object> plan =
                Body.like(Samples.plan(), "code", "committed", "charges", List.of(Samples.fee()));
        api.post("/plans", Body.like(plan, "minimum_commitment", Body.of("amount", "100.00")))
                .expect(201);
        UUID subscription = api.post(
                        "/subscriptions",
                        Body.of("customer_id", customer(), "plan", "committed", "start_date", "2024-01-01"))
                .expect(201)
                .id();
        tenant.awaitSettled();
        cancel(subscription, "at", "now", "unused_days", "credited");
        tenant.advance("2024-01-12T12:00:00Z");
        assertThat(billed(subscription))
                .containsExactly(
                        "2024-01-01/2024-01-11 1 = 22.91",
                        "2024-01-01/2024-02-01 1 = 29.00",
                        "2024-01-11/2024-02-01 -0.677419354839 = -19.65");
    }

    /** Half of the fee of January was taken off: 14.50 were paid, and half of what is not used goes back. */
    @Test
    void whatWasDiscountedGoesBackDiscounted() {
        UUID customer = customer();
        String code = "half-" + TestTenant.unique();
        api.post(
                        "/coupons",
                        Body.of(
                                "code",
                                code,
                                "name",
                                "Half",
                                "discount",
                                "percent",
                                "percent",
                                "50",
                                "duration",
                                "once"))
                .expect(201);
        api.post("/customers/" + customer + "/coupons", Body.of("coupon", code)).expect(201);
        UUID subscription = subscribe(customer, "2024-01-01");
        tenant.awaitSettled();
        cancel(subscription, "at", "now", "unused_days", "credited");
        tenant.advance("2024-01-12T12:00:00Z");
        assertThat(tenant.invoices())
                .extracting(invoice -> invoice.at("/total/amount").asText())
                .containsExactly("14.50", "-9.82");
    }

    /**
     * 30 minutes are used by its last day, and 5 of the day after come late: none is billed, and the commitment of the period is not filled up
     * by what was let off. Usage that is not billed counts as done with.
     */
    @Test
    void usageThatIsSkippedIsBilledByNobodyAndMissedByNobody() {
        Map<String, @Nullable Object> minutes =
                Body.like(Samples.minutes(), "model", "standard", "tiers", null, "unit_amount", "0.10");
        Map<String, @Nullable Object> plan = Body.like(Samples.plan(), "code", "light", "tax_rate", null);
        plan.put("charges", List.of(Samples.fee(), minutes));
        plan.put("minimum_commitment", Body.of("amount", "100.00"));
        api.post("/plans", plan).expect(201);
        UUID customer = customer();
        UUID subscription = api.post(
                        "/subscriptions", Body.of("customer_id", customer, "plan", "light", "start_date", "2023-12-01"))
                .expect(201)
                .id();
        tenant.awaitSettled();
        tenant.use(customer, "late", "2023-12-20T11:00:00Z", "70");
        tenant.use(customer, "now", "2024-01-10T11:00:00Z", "30");
        tenant.awaitSettled();
        JsonNode canceled = cancel(subscription, "at", "now", "final_usage", "skipped");
        assertThat(canceled.path("final_usage").asText()).isEqualTo("skipped");
        assertThat(canceled.path("unused_days").asText()).isEqualTo("kept");
        tenant.advance("2024-03-01T12:00:00Z");
        assertThat(status(subscription)).isEqualTo("ended");
        assertThat(billed(subscription))
                .containsExactly(
                        "2023-12-01/2024-01-01 0 = 0.00",
                        "2023-12-01/2024-01-01 1 = 29.00",
                        "2023-12-01/2024-01-01 1 = 71.00",
                        "2024-01-01/2024-02-01 1 = 29.00");
        assertThat(api.all("/events?type=subscription.canceled"))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.at("/data/final_usage").asText()).isEqualTo("skipped"));
    }

    /** Of 10.00 for January 6.00 are voided before it ends: who lets off the minutes since then does not keep them. */
    @Test
    void whatWasBilledAndVoidedGoesBackWhereTheLastUsageIsSkipped() {
        UUID customer = customer();
        UUID subscription = subscribe(customer, "2024-01-01");
        UUID voided = tenant.use(customer, "voided", "2024-01-05T11:00:00Z", "60");
        tenant.use(customer, "kept", "2024-01-05T11:00:00Z", "40");
        tenant.awaitSettled();
        tenant.advance("2024-02-05T12:00:00Z");
        api.post("/usage/" + voided + "/amendments", Body.of("kind", "void", "reason", "a mistake"))
                .expect(201);
        tenant.use(customer, "skipped", "2024-02-05T11:00:00Z", "30");
        tenant.awaitSettled();
        cancel(subscription, "at", "now", "final_usage", "skipped");
        tenant.advance("2024-03-01T12:00:00Z");
        assertThat(billed(subscription))
                .containsExactly(
                        "2024-01-01/2024-02-01 -60 = -6.00",
                        "2024-01-01/2024-02-01 1 = 29.00",
                        "2024-01-01/2024-02-01 100 = 10.00",
                        "2024-02-01/2024-03-01 1 = 29.00");
    }

    @Test
    void toGiveMoneyBackTakesThePermissionToWriteCreditNotes() {
        UUID subscription = subscribe(customer(), "2024-01-01");
        tenant.awaitSettled();
        List<String> permissions = List.of("subscription:read", "subscription:write");
        JsonNode key = api.post("/api-keys", Body.of("name", "k", "permissions", permissions))
                .expect(201)
                .json();
        Api clerk = tenant.anonymous().withKey(key.path("secret").asText());
        String path = "/subscriptions/" + subscription + "/cancel";
        clerk.post(path, Body.of("at", "now", "unused_days", "refunded")).expectProblem(403, "forbidden");
        clerk.post(path, Body.of("at", "now", "unused_days", "credited")).expect(200);
    }

    /**
     * Two of 29.00 for January, one of them paid by hand: 19.65 of each are credited when they have ended. What was not owed any more goes to
     * the customer's credit, as nobody can say that it was paid back by hand.
     */
    @Test
    void whatIsRefundedIsCreditedOnTheInvoiceThatItWasPaidBy() {
        UUID paying = customer();
        UUID owing = customer();
        UUID paid = subscribe(paying, "2024-01-01");
        UUID owed = subscribe(owing, "2024-01-01");
        tenant.awaitSettled();
        JsonNode first = api.all("/invoices?subscription_id=" + paid).getFirst();
        String payments = "/invoices/" + first.path("id").asText() + "/payments";
        api.post(payments, Body.of("amount", first.path("due"), "reference", "r"))
                .expect(201);
        tenant.use(paying, "last", "2024-01-10T11:00:00Z", "30");
        tenant.awaitSettled();
        for (UUID subscription : List.of(paid, owed)) {
            cancel(subscription, "at", "now", "unused_days", "credited");
            assertThat(cancel(subscription, "at", "now", "unused_days", "refunded")
                            .path("unused_days")
                            .asText())
                    .isEqualTo("refunded");
        }
        assertThat(api.all("/credit-notes")).as("before they have ended").isEmpty();
        tenant.advance("2024-03-01T12:00:00Z");
        assertThat(api.all("/credit-notes")).hasSize(2).allSatisfy(note -> {
            assertThat(note.at("/total/amount").asText()).isEqualTo("19.65");
            assertThat(note.path("issued_on").asText()).isEqualTo("2024-01-11");
            assertThat(note.path("reason").asText()).isEqualTo("Not used: 2024-01-11 to 2024-01-31");
        });
        assertThat(billed(paid)).containsExactly("2024-01-01/2024-01-11 30 = 3.00", "2024-01-01/2024-02-01 1 = 29.00");
        assertThat(api.get("/customers/" + paying + "/credit-balance").text()).contains("19.65");
        assertThat(api.get("/customers/" + owing + "/credit-balance").text()).doesNotContain("19.65");
        assertThat(api.all("/invoices?subscription_id=" + owed))
                .last()
                .satisfies(owes -> assertThat(owes.at("/due/amount").asText()).isEqualTo("9.35"));
    }

    @Test
    void fromItsEndOnAnotherSubscriptionBillsTheCustomersUsage() {
        UUID customer = customer();
        UUID subscription = subscribe(customer, "2024-01-01");
        tenant.awaitSettled();
        cancel(subscription, "at", "date", "end_date", "2024-01-21");
        api.post("/subscriptions", Body.of("customer_id", customer, "plan", PLAN, "start_date", "2024-01-20"))
                .expectProblem(409, "metric_already_billed");
        UUID next = subscribe(customer, "2024-01-21");
        tenant.advance("2024-01-20T23:59:59Z");
        tenant.use(customer, "first", "2024-01-20T23:59:59Z", "10");
        tenant.awaitSettled();
        tenant.advance("2024-01-25T12:00:00Z");
        tenant.use(customer, "second", "2024-01-21T00:00:00Z", "20");
        tenant.awaitSettled();
        tenant.advance("2024-02-01T12:00:00Z");
        assertThat(billed(subscription)).contains("2024-01-01/2024-01-21 10 = 1.00");
        assertThat(billed(next)).contains("2024-01-21/2024-02-01 20 = 2.00");
    }

    @Test
    void whatHasNotBegunIsNeverBilled() {
        UUID customer = customer();
        UUID subscription = subscribe(customer, "2024-02-01");
        JsonNode canceled = cancel(subscription, "at", "period_end");
        assertThat(canceled.path("status").asText()).isEqualTo("ended");
        assertThat(canceled.path("next_billing_at").isNull()).isTrue();
        UUID next = subscribe(customer, "2024-02-01");
        tenant.advance("2024-02-02T12:00:00Z");
        assertThat(billed(subscription)).isEmpty();
        assertThat(billed(next)).containsExactly("2024-02-01/2024-03-01 1 = 29.00");
        api.post("/subscriptions/" + subscription + "/cancel", Body.of("at", "now"))
                .expectProblem(409, "conflict");
    }

    @ParameterizedTest
    @CsvSource({
        "date,       2024-01-10, end_date, not_to_come",
        "date,       ,           end_date, required",
        "period_end, 2024-02-01, end_date, not_allowed",
        ",           ,           at,       ",
    })
    void aDayThatCannotBeItsEndIsRefusedByItsField(
            @Nullable String at, @Nullable String date, String field, @Nullable String code) {
        UUID subscription = subscribe(customer(), "2024-01-01");
        JsonNode problem = api.post("/subscriptions/" + subscription + "/cancel", Body.of("at", at, "end_date", date))
                .expectProblem(422, "validation_failed", field)
                .json();
        if (code != null) {
            assertThat(problem.at("/errors/0/code").asText()).isEqualTo(code);
        }
        assertThat(status(subscription)).isNotEqualTo("canceled");
    }
}
