package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is done about invoices that are not paid, step by step. */
class DunningIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String address = TestTenant.unique() + "@customers.example";

    private static Map<String, @Nullable Object> campaign(Object... steps) {
        return Body.of("name", "Usual", "is_default", true, "steps", List.of(steps));
    }

    private static Object step(int days, String action) {
        return Body.of("wait_days", days, "action", action);
    }

    private static UUID invoice(Api api, UUID customer, String euros) {
        Object line = Body.of("description", "Work", "unit_amount", euros);
        return api.post("/invoices", Body.of("customer_id", customer, "lines", List.of(line)))
                .expect(201)
                .id();
    }

    /** Action, day and outcome of each step. */
    private static List<String> steps(Api api, UUID invoice) {
        return api.get("/invoices/" + invoice + "/dunning")
                .expect(200)
                .json()
                .path("data")
                .valueStream()
                .map(step -> step.path("action").asText() + " "
                        + step.path("taken_on").asText() + " "
                        + step.path("outcome").asText())
                .toList();
    }

    /** Invoices of 1 January, due on the 15th. */
    @Test
    void stepsAreTakenOnceEachOnItsDayUntilItIsPaid() {
        TestTenant tenant = TestTenant.register();
        Api api = tenant.api();
        tenant.startClock("2024-01-01T00:00:00Z");
        api.put("/mail-settings", Body.of("kinds", List.of("dunning_notice"))).expect(200);
        Object ada = Body.of("name", "Ada", "email", address, "currency", "EUR", "time_zone", "UTC");
        UUID customer = api.post("/customers", ada).expect(201).id();
        Object last = Body.of(
                "wait_days", 5, "action", "mail", "subject", "Last call", "text", "Pay {{due}}, {{customer_name}}.");
        Map<String, @Nullable Object> wanted = campaign(step(3, "mail"), last, step(10, "hand_over"));
        wanted.put("minimums", List.of(Body.of("amount", "5.00", "currency", "EUR")));
        UUID made = api.post("/dunning-campaigns", wanted).expect(201).id();
        UUID unpaid = invoice(api, customer, "10.00");
        UUID paid = invoice(api, customer, "20.00");
        UUID small = invoice(api, customer, "4.99");
        List.of("17", "18", "19").forEach(day -> tenant.advance("2024-01-" + day + "T00:00:00Z"));
        Object whole = Body.of("amount", "20.00", "currency", "EUR");
        api.post("/invoices/" + paid + "/payments", Body.of("amount", whole, "reference", "r"))
                .expect(201);
        List.of("22", "23").forEach(day -> tenant.advance("2024-01-" + day + "T00:00:00Z"));
        assertThat(steps(api, unpaid)).containsExactly("mail 2024-01-18 queued", "mail 2024-01-23 queued");
        assertThat(steps(api, paid)).containsExactly("mail 2024-01-18 queued");
        tenant.advance("2024-05-01T00:00:00Z");
        tenant.advance("2024-06-01T00:00:00Z");
        assertThat(steps(api, unpaid))
                .containsExactly(
                        "mail 2024-01-18 queued", "mail 2024-01-23 queued", "hand_over 2024-05-01 handed_over");
        assertThat(steps(api, paid)).hasSize(1);
        assertThat(steps(api, small)).isEmpty();
        assertThat(api.all("/events?type=dunning.step_taken")).hasSize(4);
        assertThat(api.all("/events?type=payment_reminder.due").stream()
                        .map(event -> event.at("/data/step").asText()))
                .doesNotContain("after_due");
        assertMailed();
        api.patch("/dunning-campaigns/" + made, Body.of("steps", List.of(step(1, "hand_over"), step(1, "mail"))))
                .expectProblem(422, "validation_failed", "steps[0].action");
        Invariants.assertHold(tenant);
    }

    /** Two notices in the product's words, and one in the step's own. */
    private void assertMailed() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(new Inbox(address).all())
                        .extracting(mail -> mail.path("subject").asText())
                        .hasSize(3)
                        .contains("Last call"));
        JsonNode call = new Inbox(address)
                .all().stream()
                        .filter(mail -> mail.path("subject").asText().equals("Last call"))
                        .findFirst()
                        .orElseThrow();
        assertThat(call.path("text").asText()).startsWith("Pay €10.00, Ada.");
    }

    @Test
    void aRetryChargesTheCustomersCardAndWithoutOneSaysSo() {
        StripeShop shop = StripeShop.open();
        Api api = shop.api();
        shop.collects("manual");
        api.patch("/customers/" + shop.customer(), Body.of("net_terms_days", 0)).expect(200);
        UUID other = api.post("/customers", Body.of("name", "Bob", "currency", "EUR", "net_terms_days", 0))
                .expect(201)
                .id();
        shop.card("pm_card_visa");
        UUID due = shop.invoice("10.00");
        UUID without = invoice(api, other, "10.00");
        api.post("/dunning-campaigns", campaign(step(0, "retry"))).expect(201);
        shop.awaitAttempt(due, "succeeded");
        assertThat(shop.read(due).path("status").asText()).isEqualTo("paid");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(steps(api, without))
                        .singleElement()
                        .satisfies(step -> assertThat(step).endsWith(" payment_method_missing")));
        assertThat(steps(api, due)).hasSize(1);
        assertThat(shop.attempts(due)).hasSize(1);
    }
}
