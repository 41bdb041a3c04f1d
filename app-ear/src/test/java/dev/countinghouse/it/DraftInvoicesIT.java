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

/** Invoices that are drafts for some days, so that usage of their period that comes late is on them. */
class DraftInvoicesIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @BeforeEach
    void makeCatalog() {
        tenant.startClock("2024-01-10T12:00:00Z");
        tenant.makeCatalog();
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    private void grace(int days) {
        api.patch("/tenant", Body.of("grace_period_days", days)).expect(200);
    }

    private UUID customer() {
        return tenant.customer("c-" + TestTenant.unique(), "UTC");
    }

    private void use(UUID customer, String timestamp, String minutes) {
        tenant.use(customer, "u-" + TestTenant.unique(), timestamp, minutes);
        tenant.awaitSettled();
    }

    private static String draftOf(UUID subscription) {
        return "/subscriptions/" + subscription + "/draft-invoice";
    }

    private Answer finalizeOf(String boundary, UUID subscription) {
        return finalizeOf(api, boundary, subscription);
    }

    private static Answer finalizeOf(Api api, String boundary, UUID subscription) {
        return api.post(draftOf(subscription) + "/finalize", Body.of("boundary_at", boundary + "T00:00:00Z"));
    }

    private JsonNode draft(UUID subscription) {
        return api.get(draftOf(subscription)).expect(200).json();
    }

    private List<String> dates() {
        return tenant.invoices().stream()
                .map(invoice -> invoice.path("issued_on").asText() + " for "
                        + invoice.path("period_start").asText() + "/"
                        + invoice.path("period_end").asText())
                .toList();
    }

    private static void assertSame(JsonNode draft, JsonNode invoice) {
        assertThat(InvoiceLines.all(invoice)).isEqualTo(InvoiceLines.all(draft));
        for (String field : List.of("issued_on", "due_on", "period_start", "period_end", "subtotal", "tax", "total")) {
            assertThat(invoice.path(field)).as(field).isEqualTo(draft.path(field));
        }
        assertThat(invoice.path("taxes")).isEqualTo(draft.path("taxes"));
    }

    @Test
    void usageThatComesInGraceIsOnTheInvoiceAndNoLateLine() {
        grace(5);
        UUID ada = customer();
        UUID subscription = tenant.subscribe(ada, "2024-01-01");
        tenant.awaitSettled();
        assertThat(dates())
                .as("nothing can come late to the first")
                .containsExactly("2024-01-01 for 2024-01-01/2024-01-01");
        use(ada, "2024-01-10T11:00:00Z", "30");
        tenant.advance("2024-02-02T12:00:00Z");
        assertThat(tenant.invoices()).hasSize(1);
        assertThat(InvoiceLines.amounts(draft(subscription).path("invoice")))
                .containsExactly("regular 1 = 29.00", "regular 30 = 2.40");

        use(ada, "2024-01-31T23:00:00Z", "10");
        JsonNode draft = draft(subscription);
        assertThat(InvoiceLines.amounts(draft.path("invoice")))
                .containsExactly("regular 1 = 29.00", "regular 40 = 3.20");
        assertThat(draft.path("boundary_at").asText()).isEqualTo("2024-02-01T00:00:00Z");
        assertThat(draft.path("finalizes_at").asText()).isEqualTo("2024-02-06T00:00:00Z");
        tenant.advance("2024-02-05T23:59:59Z");
        assertThat(tenant.invoices()).hasSize(1);

        tenant.advance("2024-02-06T00:00:00Z");
        JsonNode invoice = tenant.invoices().getLast();
        assertSame(draft.path("invoice"), invoice);
        assertThat(invoice.path("issued_on").asText()).isEqualTo("2024-02-06");
        assertThat(invoice.path("due_on").asText()).isEqualTo("2024-02-20");
        assertThat(invoice.path("finalized_at").asText()).isEqualTo("2024-02-06T00:00:00Z");
        api.get(draftOf(subscription)).expectProblem(404, "not_found");
        assertThat(api.all("/draft-invoices")).isEmpty();

        use(ada, "2024-01-31T23:30:00Z", "5");
        tenant.advance("2024-03-06T00:00:00Z");
        assertThat(InvoiceLines.amounts(tenant.invoices().getLast()))
                .as("what came after it was finalized is late")
                .containsExactly("regular 1 = 29.00", "delta 5 = 0.40");
    }

    @Test
    void aDraftIsListedAndToldOfOnce() {
        grace(10);
        UUID one = tenant.subscribe(customer(), "2024-01-01");
        UUID ada = customer();
        UUID other = tenant.subscribe(ada, "2024-01-01");
        tenant.advance("2024-02-02T12:00:00Z");
        grace(12);
        tenant.awaitSettled();
        List<JsonNode> drafts = api.all("/draft-invoices");
        assertThat(drafts)
                .extracting(draft -> draft.path("subscription_id").asText())
                .containsExactly(other.toString(), one.toString());
        assertThat(drafts).allSatisfy(draft -> {
            assertThat(draft.path("finalizes_at").asText()).isEqualTo("2024-02-13T00:00:00Z");
            assertThat(draft.path("period_start").asText()).isEqualTo("2024-01-01");
            assertThat(draft.path("period_end").asText()).isEqualTo("2024-02-01");
            assertThat(draft.path("invoice").isNull()).isTrue();
        });
        assertThat(api.all("/draft-invoices?customer_id=" + ada)).hasSize(1);
        assertThat(api.all("/events?type=invoice.draft_created"))
                .hasSize(2)
                .extracting(event -> event.at("/data/finalizes_at").asText())
                .containsOnly("2024-02-11T00:00:00Z");
        assertThat(api.get("/tenant/clock").expect(200).json().path("settled").asBoolean())
                .isTrue();
    }

    @Test
    void somebodyFinalizesItBeforeItsGraceIsOver() {
        grace(30);
        UUID ada = customer();
        UUID subscription = tenant.subscribe(ada, "2024-01-01");
        tenant.awaitSettled();
        finalizeOf("2024-02-01", subscription).expectProblem(409, "conflict");
        use(ada, "2024-01-10T11:00:00Z", "30");
        tenant.advance("2024-02-02T12:00:00Z");
        JsonNode draft = draft(subscription).path("invoice");

        Api keyed = api.with("Idempotency-Key", "now-" + TestTenant.unique());
        JsonNode invoice =
                finalizeOf(keyed, "2024-02-01", subscription).expect(201).json();
        assertThat(InvoiceLines.all(invoice)).isEqualTo(InvoiceLines.all(draft));
        assertThat(invoice.path("issued_on").asText()).isEqualTo("2024-02-02");
        assertThat(finalizeOf(keyed, "2024-02-01", subscription).expect(201).json())
                .isEqualTo(invoice);
        finalizeOf("2024-02-01", subscription).expectProblem(409, "conflict");
        assertThat(tenant.invoices().getLast()).isEqualTo(invoice);
        assertThat(api.all("/audit-log"))
                .extracting(entry -> entry.path("action").asText())
                .containsOnlyOnce("invoice.finalize");

        use(ada, "2024-01-31T12:00:00Z", "1");
        tenant.advance("2024-03-31T00:00:00Z");
        assertThat(InvoiceLines.amounts(tenant.invoices().getLast()))
                .containsExactly("regular 1 = 29.00", "delta 1 = 0.08");
        finalizeOf("2024-03-01", UUID.randomUUID()).expectProblem(404, "not_found");
        api.post(draftOf(subscription) + "/finalize", Body.of()).expectProblem(422, "validation_failed");
    }

    @Test
    void aChangedSettingHoldsForDraftsThatWait() {
        grace(10);
        UUID subscription = tenant.subscribe(customer(), "2024-01-01");
        tenant.advance("2024-02-05T12:00:00Z");
        grace(20);
        tenant.awaitSettled();
        assertThat(draft(subscription).path("finalizes_at").asText()).isEqualTo("2024-02-21T00:00:00Z");
        tenant.advance("2024-02-12T12:00:00Z");
        assertThat(tenant.invoices()).hasSize(1);
        grace(1);
        tenant.awaitSettled();
        JsonNode invoice = tenant.invoices().getLast();
        assertThat(invoice.path("period_end").asText()).isEqualTo("2024-02-01");
        assertThat(invoice.path("finalized_at").asText())
                .as("no number is dated before one that is there")
                .isEqualTo("2024-02-12T12:00:00Z");
        tenant.advance("2024-03-02T00:00:00Z");
        assertThat(dates()).last().isEqualTo("2024-03-02 for 2024-02-01/2024-03-01");
        for (int days : List.of(-1, 31)) {
            api.patch("/tenant", Body.of("grace_period_days", days)).expectProblem(422, "validation_failed");
        }
    }

    @Test
    void periodsShorterThanTheGraceAreBilledOneByOne() {
        grace(10);
        Map<String, @Nullable Object> weekly = Body.like(Samples.plan(), "code", "weekly", "interval", "week");
        api.post("/plans", weekly).expect(201);
        UUID ada = customer();
        UUID subscription = api.post(
                        "/subscriptions", Body.of("customer_id", ada, "plan", "weekly", "start_date", "2024-01-08"))
                .expect(201)
                .id();
        tenant.awaitSettled();
        use(ada, "2024-01-10T08:00:00Z", "10");
        tenant.advance("2024-01-24T12:00:00Z");
        assertThat(draft(subscription).path("finalizes_at").asText()).isEqualTo("2024-01-25T00:00:00Z");
        use(ada, "2024-01-17T08:00:00Z", "20");
        finalizeOf("2024-01-22", subscription).expectProblem(409, "conflict");
        finalizeOf("2024-01-15", subscription).expect(201);
        tenant.awaitSettled();
        finalizeOf("2024-01-15", subscription).expectProblem(409, "conflict");
        assertThat(InvoiceLines.amounts(draft(subscription).path("invoice")))
                .containsExactly("regular 1 = 29.00", "regular 20 = 1.60");
        tenant.advance("2024-02-09T12:00:00Z");
        assertThat(dates())
                .containsExactly(
                        "2024-01-08 for 2024-01-08/2024-01-08",
                        "2024-01-24 for 2024-01-08/2024-01-15",
                        "2024-02-01 for 2024-01-15/2024-01-22",
                        "2024-02-08 for 2024-01-22/2024-01-29");
    }

    /** As it is canceled after its boundary: with grace its invoice comes later, and asks for the same. */
    @Test
    void whatFellDueBeforeItWasCanceledIsBilledAsWithoutGrace() {
        grace(5);
        UUID ada = customer();
        UUID subscription = tenant.subscribe(ada, "2024-01-01");
        tenant.awaitSettled();
        use(ada, "2024-01-10T11:00:00Z", "30");
        tenant.advance("2024-02-03T12:00:00Z");
        use(ada, "2024-02-03T11:00:00Z", "7");
        api.post("/subscriptions/" + subscription + "/cancel", Body.of("at", "now"))
                .expect(200);
        assertThat(InvoiceLines.amounts(draft(subscription).path("invoice")))
                .containsExactly("regular 1 = 29.00", "regular 30 = 2.40");
        tenant.advance("2024-02-08T12:00:00Z");
        assertThat(dates()).last().isEqualTo("2024-02-06 for 2024-01-01/2024-02-01");
        assertThat(draft(subscription).path("finalizes_at").asText()).isEqualTo("2024-02-09T00:00:00Z");
        tenant.advance("2024-02-09T00:00:00Z");
        assertThat(dates()).last().isEqualTo("2024-02-09 for 2024-02-01/2024-02-04");
        assertThat(InvoiceLines.amounts(tenant.invoices().getLast())).containsExactly("regular 7 = 0.56");
        assertThat(api.get("/subscriptions/" + subscription)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("ended");
    }

    @Test
    void usageInAdvanceOfThePeriodThatRunsWaitsForTheDraft() {
        grace(5);
        Map<String, @Nullable Object> minutes = Body.like(Samples.minutes(), "timing", "advance");
        api.post("/plans", Body.like(Samples.plan(), "code", "ahead", "charges", List.of(Samples.fee(), minutes)))
                .expect(201);
        UUID ada = customer();
        api.post("/subscriptions", Body.of("customer_id", ada, "plan", "ahead", "start_date", "2024-01-01"))
                .expect(201);
        tenant.awaitSettled();
        use(ada, "2024-01-10T08:00:00Z", "10");
        tenant.advance("2024-01-11T00:00:00Z");
        assertThat(InvoiceLines.amounts(tenant.invoices().getLast())).containsExactly("progressive 10 = 0.80");
        tenant.advance("2024-02-02T12:00:00Z");
        use(ada, "2024-01-31T08:00:00Z", "20");
        use(ada, "2024-02-02T08:00:00Z", "5");
        tenant.advance("2024-02-05T12:00:00Z");
        assertThat(tenant.invoices()).hasSize(2);
        tenant.advance("2024-02-06T12:00:00Z");
        List<JsonNode> invoices = tenant.invoices();
        assertThat(invoices).hasSize(4);
        assertThat(InvoiceLines.amounts(invoices.get(2))).containsExactly("regular 1 = 29.00", "progressive 20 = 1.60");
        assertThat(InvoiceLines.amounts(invoices.get(3))).containsExactly("progressive 5 = 0.40");
        TestTenant.assertGapless(invoices, tenant.slug());
    }

    /** The draft has nothing to bill. What was used by its end is billed as of then, also where the first of it came before. */
    @Test
    void usageInAdvanceThatWaitedIsDatedByTheEndOfTheGrace() {
        grace(5);
        Map<String, @Nullable Object> minutes = Body.like(Samples.minutes(), "timing", "advance");
        api.post("/plans", Body.like(Samples.plan(), "code", "used", "charges", List.of(minutes)))
                .expect(201);
        UUID ada = customer();
        UUID subscription = api.post(
                        "/subscriptions", Body.of("customer_id", ada, "plan", "used", "start_date", "2024-01-01"))
                .expect(201)
                .id();
        tenant.advance("2024-02-02T12:00:00Z");
        use(ada, "2024-02-02T08:00:00Z", "5");
        tenant.advance("2024-02-05T12:00:00Z");
        use(ada, "2024-02-05T08:00:00Z", "20");
        assertThat(tenant.invoices()).isEmpty();
        assertThat(rehearsed("2024-02-10T00:00:00Z", subscription)).containsExactly("2024-02-06");
        tenant.advance("2024-02-10T00:00:00Z");
        assertThat(dates()).containsExactly("2024-02-06 for 2024-02-01/2024-03-01");
        assertThat(InvoiceLines.amounts(tenant.invoices().getFirst())).containsExactly("progressive 25 = 2.00");
    }

    @Test
    void changesOfQuantityInGraceAreBilledAsIfTheBoundaryHadBeenBilledBefore() {
        grace(5);
        UUID subscription = tenant.subscribe(customer(), "2024-01-01");
        tenant.advance("2024-02-02T12:00:00Z");
        Map<String, @Nullable Object> seats = Body.of("at", "now", "quantity", 2, "proration", "at_once");
        api.post("/subscriptions/" + subscription + "/change", seats).expectProblem(409, "conflict");
        api.post("/subscriptions/" + subscription + "/change", Body.like(seats, "proration", "next_invoice"))
                .expect(200);
        tenant.advance("2024-02-07T12:00:00Z");
        assertThat(InvoiceLines.amounts(tenant.invoices().getLast())).containsExactly("regular 1 = 29.00");
        tenant.advance("2024-03-07T12:00:00Z");
        assertThat(InvoiceLines.amounts(tenant.invoices().getLast()))
                .as("two for March, and one more for 28 of 29 days")
                .hasSize(2)
                .first()
                .isEqualTo("regular 2 = 58.00");
        assertThat(InvoiceLines.amounts(tenant.invoices().getLast()))
                .last()
                .asString()
                .startsWith("change ")
                .endsWith(" = 28.00");
    }

    /** Two seats for February less a day; what goes back is no more than was asked for. */
    @ParameterizedTest
    @CsvSource({"1, 2, 28.00", "3, 1, -56.00"})
    void aChangeAndACancellationInGraceComeToWhatTheyWouldWithoutIt(int before, int after, String change) {
        grace(5);
        UUID subscription = api.post(
                        "/subscriptions",
                        Body.of(
                                "customer_id",
                                customer(),
                                "plan",
                                Samples.PLAN,
                                "quantity",
                                before,
                                "start_date",
                                "2024-01-01"))
                .expect(201)
                .id();
        tenant.advance("2024-02-02T12:00:00Z");
        api.post(
                        "/subscriptions/" + subscription + "/change",
                        Body.of("at", "now", "quantity", after, "proration", "next_invoice"))
                .expect(200);
        tenant.advance("2024-02-03T12:00:00Z");
        api.post("/subscriptions/" + subscription + "/cancel", Body.of("at", "now"))
                .expect(200);
        tenant.advance("2024-02-06T12:00:00Z");
        api.post("/subscriptions/" + subscription + "/cancel", Body.of("at", "now"))
                .expectProblem(409, "conflict");
        tenant.advance("2024-02-10T12:00:00Z");
        assertThat(InvoiceLines.amounts(tenant.invoices().get(1)))
                .containsExactly("regular %d = %d.00".formatted(before, 29 * before));
        assertThat(InvoiceLines.amounts(tenant.invoices().get(2)))
                .singleElement()
                .asString()
                .endsWith(" = " + change);
    }

    @Test
    void aRehearsalFinalizesWhatHasNoGraceLeftByThen() {
        grace(5);
        UUID subscription = tenant.subscribe(customer(), "2024-01-01");
        tenant.awaitSettled();
        assertThat(rehearsed("2024-02-05T00:00:00Z", subscription)).isEmpty();
        assertThat(rehearsed("2024-03-10T00:00:00Z", subscription)).containsExactly("2024-02-06", "2024-03-06");
    }

    private List<String> rehearsed(String through, UUID subscription) {
        return api.post("/billing-runs/rehearsal", Body.of("through", through))
                .expect(200)
                .json()
                .path("data")
                .valueStream()
                .filter(one -> one.path("subscription_id").asText().equals(subscription.toString()))
                .flatMap(one -> one.path("invoices").valueStream())
                .map(invoice -> invoice.path("issued_on").asText())
                .toList();
    }
}
