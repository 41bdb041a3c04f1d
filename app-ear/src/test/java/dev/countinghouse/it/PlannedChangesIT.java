package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What changes at a date bill when their day has come: two seats since 1 June, planned on the 11th. */
class PlannedChangesIT {
    private final PlannedBooks books = PlannedBooks.open();
    private final TestTenant tenant = books.tenant();
    private final Api api = books.api();

    @AfterEach
    void theBooksAreInOrder() {
        books.assertInOrder();
    }

    /** A twin is changed by hand at noon of the day. */
    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource({
        "quantity, 5,        next_invoice, 2024-06-21",
        "quantity, 5,        at_once,      2024-06-21",
        "quantity, 5,        none,         2024-06-21",
        "quantity, 1,        next_invoice, 2024-07-15",
        "quantity, 7,        at_once,      2024-07-15",
        "plan,     business, at_once,      2024-06-21",
        "plan,     business, at_once,      2024-07-15",
    })
    void onItsDayItIsBilledAsAChangeNow(String what, String value, String proration, String day) {
        UUID subscription = books.subscribe("ada");
        UUID twin = books.subscribe("twin");
        Object wanted = what.equals("plan") ? value : Integer.valueOf(value);
        JsonNode shown = api.post(
                        PlannedBooks.path(subscription) + "/preview",
                        PlannedBooks.dated(day, what, wanted, "proration", proration))
                .expect(200)
                .json();
        assertThat(shown.path("effective_at").asText()).isEqualTo(day + "T00:00:00Z");
        JsonNode made = books.ask(
                        subscription,
                        day,
                        what,
                        wanted,
                        "proration",
                        proration,
                        "token",
                        shown.path("token").asText())
                .expect(200)
                .json();
        assertThat(made.path("lines")).isEqualTo(shown.path("lines"));
        assertThat(made.path("invoice_id").isNull()).isTrue();
        assertThat(books.billed(subscription)).hasSize(1);
        assertThat(books.planned(subscription).path("state").asText()).isEqualTo("planned");
        tenant.advance(day + "T12:00:00Z");
        JsonNode now = api.post(PlannedBooks.path(twin), Body.of("at", "now", what, wanted, "proration", proration))
                .expect(200)
                .json();
        assertThat(shown.path("lines")).isEqualTo(now.path("lines"));
        assertThat(shown.path("subtotal")).isEqualTo(now.path("subtotal"));
        assertThat(shown.path("total")).isEqualTo(now.path("total"));
        tenant.advance("2024-09-02T12:00:00Z");
        assertThat(books.billed(subscription)).isEqualTo(books.billed(twin)).isNotEmpty();
        assertThat(books.planned(subscription).isNull()).isTrue();
        assertThat(books.events("change_planned")).hasSize(1);
        assertThat(books.events("changed")).hasSize(2);
    }

    /** The first tenant's clock leaps over three months, the other's shows each of their days. */
    @Test
    void inOneLeapItIsWhatItIsDayByDay() {
        PlannedBooks other = PlannedBooks.open();
        UUID leaps = live(books);
        UUID walks = live(other);
        tenant.advance("2024-09-02T12:00:00Z");
        for (String to : List.of("06-20", "06-21", "06-30", "07-01", "07-09", "07-10", "07-11", "08-01", "09-02")) {
            other.tenant().advance("2024-" + to + "T12:00:00Z");
        }
        assertThat(books.billed(leaps)).isEqualTo(other.billed(walks));
        assertThat(books.billed(leaps))
                .contains(
                        "2024-07-10: change small fee, unused (22 of 31 days) = -41.16",
                        "2024-07-10: regular business fee (22 of 31 days) = 104.32");
        assertThat(tenant.invoices().stream().map(PlannedChangesIT::dateAndTotal))
                .containsExactlyElementsOf(other.tenant().invoices().stream()
                        .map(PlannedChangesIT::dateAndTotal)
                        .toList());
        other.assertInOrder();
    }

    private static String dateAndTotal(JsonNode invoice) {
        return invoice.path("issued_on").asText() + " "
                + invoice.path("number").asText().replaceFirst(".*-", "") + " "
                + invoice.at("/total/amount").asText();
    }

    /** Three subscriptions in different zones, a plan, a quantity at once and one on the next invoice; usage before and after. */
    private UUID live(PlannedBooks of) {
        UUID second = of.subscribe("bob", "Pacific/Kiritimati"); // whose first of June came first
        UUID first = of.subscribe("ada", "UTC");
        UUID third = of.subscribe("eve", "America/Los_Angeles");
        for (String customer : List.of("ada", "bob", "eve")) {
            UUID id = of.customer(customer);
            of.tenant().use(id, customer + "1", "2024-06-05T11:00:00Z", "10");
            of.tenant().use(id, customer + "2", "2024-06-11T11:00:00Z", "30");
        }
        of.tenant().awaitSettled();
        of.api()
                .post(
                        PlannedBooks.path(first),
                        PlannedBooks.dated("2024-07-10", "plan", PlannedBooks.BUSINESS, "quantity", 3))
                .expect(200);
        of.api()
                .post(
                        PlannedBooks.path(second),
                        PlannedBooks.dated("2024-07-10", "quantity", 4, "proration", "at_once"))
                .expect(200);
        of.api()
                .post(PlannedBooks.path(third), PlannedBooks.dated("2024-06-21", "quantity", 1))
                .expect(200);
        return first;
    }

    @ParameterizedTest(name = "in {0} it begins at {1}")
    @CsvSource({
        "America/Los_Angeles, 2024-06-21T07:00:00Z",
        "Europe/Paris,        2024-06-20T22:00:00Z",
        "Pacific/Kiritimati,  2024-06-20T10:00:00Z"
    })
    void theDayIsOfTheCustomersZone(String zone, String begins) {
        UUID subscription = books.subscribe("ada", zone);
        books.ask(subscription, "2024-06-21", "quantity", 3, "proration", "at_once")
                .expect(200);
        assertThat(books.planned(subscription).path("effective_at").asText()).isEqualTo(begins);
        tenant.advance(begins);
        assertThat(books.billed(subscription))
                .containsExactly(
                        "2024-06-01: regular small fee = 58.00",
                        "2024-06-21: change small fee, from 2 to 3 (10 of 30 days) = 9.67");
    }

    /** Also with grace, where the invoice of the boundary comes later. */
    @ParameterizedTest(name = "with {0} days of grace")
    @CsvSource({"0", "5"})
    void whereAPeriodBeginsWithTheDayItIsAsAtTheEndOfThePeriodBefore(int grace) {
        api.patch("/tenant", Body.of("grace_period_days", grace)).expect(200);
        UUID seats = books.subscribe("seats");
        UUID plan = books.subscribe("plan");
        JsonNode shown = books.ask(seats, "2024-07-01", "quantity", 3, "proration", "at_once")
                .expect(200)
                .json();
        assertThat(shown.path("proration").asText()).isEqualTo("none");
        assertThat(shown.path("lines")).isEmpty();
        books.ask(plan, "2024-08-01", "plan", PlannedBooks.BUSINESS).expect(200);
        tenant.advance("2024-08-10T12:00:00Z");
        String first = grace == 0 ? "01" : "06";
        assertThat(books.billed(seats).subList(1, 5))
                .containsExactly(
                        "2024-07-" + first + ": regular small fee = 87.00",
                        "2024-07-" + first + ": regular Build minutes = 0.00",
                        "2024-08-" + first + ": regular small fee = 87.00",
                        "2024-08-" + first + ": regular Build minutes = 0.00");
        assertThat(books.billed(plan))
                .contains(
                        "2024-07-" + first + ": regular small fee = 58.00",
                        "2024-08-" + first + ": regular business fee = 98.00");
        assertThat(tenant.count("SELECT count(*) FROM %s.subscription_items WHERE cuts_period"))
                .isZero();
    }

    /** Paused meanwhile; the other one is billed on. */
    @Test
    void whatCannotBeDoneOnItsDayFailsWithItsReasonAndHoldsNobodyUp() {
        UUID subscription = books.subscribe("ada");
        UUID other = books.subscribe("bob");
        books.ask(subscription, "2024-06-21", "plan", PlannedBooks.BUSINESS).expect(200);
        books.ask(other, "2024-06-21", "plan", PlannedBooks.BUSINESS).expect(200);
        tenant.advance("2024-06-15T12:00:00Z");
        api.post("/subscriptions/" + subscription + "/pause", Body.of("behavior", "billing"))
                .expect(200);
        tenant.advance("2024-08-02T12:00:00Z");
        JsonNode failed = books.planned(subscription);
        assertThat(failed.path("state").asText()).isEqualTo("failed");
        assertThat(failed.path("failure").asText()).isEqualTo("The subscription is paused: resume it first");
        assertThat(failed.path("failed_at").asText()).isEqualTo("2024-06-21T00:00:00Z");
        List<JsonNode> told = books.events("change_failed");
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().at("/data/reason").asText())
                .isEqualTo(failed.path("failure").asText());
        assertThat(books.billed(other)).contains("2024-06-21: regular business fee (10 of 30 days) = 32.67");
        api.post("/subscriptions/" + subscription + "/resume").expect(200);
        books.ask(subscription, "2024-08-15", "quantity", 3).expect(200);
        assertThat(books.planned(subscription).path("state").asText()).isEqualTo("planned");
        tenant.advance("2024-09-02T12:00:00Z");
        assertThat(books.planned(subscription).isNull()).isTrue();
    }

    /** A draft waits on the day: it is known when it is planned. Planned before there was grace, it fails. */
    @Test
    void withinGraceAPlanIsRefusedAndAQuantityIsOnTheNextInvoice() {
        UUID subscription = books.subscribe("ada");
        UUID early = books.subscribe("bob");
        books.ask(early, "2024-07-03", "plan", PlannedBooks.BUSINESS).expect(200);
        api.patch("/tenant", Body.of("grace_period_days", 5)).expect(200);
        books.ask(subscription, "2024-07-03", "plan", PlannedBooks.BUSINESS).expectProblem(409, "conflict");
        books.ask(subscription, "2024-07-03", "quantity", 5, "proration", "at_once")
                .expectProblem(409, "conflict");
        books.ask(subscription, "2024-07-03", "quantity", 5).expect(200);
        tenant.advance("2024-08-10T12:00:00Z");
        assertThat(books.billed(subscription))
                .contains("2024-08-06: change small fee, from 2 to 5 (29 of 31 days) = 81.39");
        assertThat(books.planned(early).path("state").asText()).isEqualTo("failed");
        assertThat(books.planned(early).path("failure").asText()).contains("not finalized yet");
    }
}
