package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An invoice of 1 January 2024 in Auckland, due on the 15th; reminders on the 12th, the 15th and the 22nd there. */
class RemindersIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
    }

    @BeforeEach
    void makeAnInvoice() {
        tenant.startClock("2023-12-31T11:00:00Z"); // midnight in Auckland
        tenant.makeCatalog();
        UUID customer = tenant.customer("kiwi", "Pacific/Auckland");
        api.post(
                        "/subscriptions",
                        Body.of(
                                "customer_id",
                                customer,
                                "plan",
                                Samples.PLAN,
                                "start_date",
                                "2024-01-01",
                                "end_date",
                                "2024-01-02"))
                .expect(201);
        tenant.awaitSettled();
    }

    private List<String> reminders() {
        return api.all("/events?type=payment_reminder.due").reversed().stream()
                .map(event -> event.at("/data/step").asText() + " "
                        + event.at("/data/scheduled_on").asText())
                .toList();
    }

    private void pay(String amount) {
        String invoice = tenant.invoices().getFirst().path("id").asText();
        api.post(
                        "/invoices/" + invoice + "/payments",
                        Body.of("amount", Body.of("amount", amount, "currency", "EUR"), "reference", "r"))
                .expect(201);
    }

    @Test
    void eachStepFallsDueOnItsDayInTheCustomersZone() {
        tenant.advance("2024-01-11T10:59:59Z");
        assertThat(reminders()).isEmpty();
        tenant.advance("2024-01-11T11:00:00Z"); // the 12th begins in Auckland
        assertThat(reminders()).containsExactly("before_due 2024-01-12");
        tenant.advance("2024-01-14T11:00:00Z");
        assertThat(reminders()).containsExactly("before_due 2024-01-12", "on_due 2024-01-15");
        tenant.advance("2024-01-21T11:00:00Z");
        tenant.advance("2024-03-01T00:00:00Z");
        assertThat(reminders()).containsExactly("before_due 2024-01-12", "on_due 2024-01-15", "after_due 2024-01-22");
        assertThat(tenant.count("SELECT count(*) FROM %s.payment_reminders")).isEqualTo(3);
    }

    @Test
    void aLeapWritesEachStepOnceInOrder() {
        tenant.advance("2024-06-01T00:00:00Z");
        assertThat(reminders()).containsExactly("before_due 2024-01-12", "on_due 2024-01-15", "after_due 2024-01-22");
    }

    @Test
    void aPaidInvoiceIsNotRemindedOf() {
        tenant.advance("2024-01-11T11:00:00Z");
        pay("1.13");
        tenant.advance("2024-06-01T00:00:00Z");
        assertThat(reminders()).containsExactly("before_due 2024-01-12");
    }

    @Test
    void aPartOfThePaymentDoesNotStopReminders() {
        pay("1.00");
        tenant.advance("2024-06-01T00:00:00Z");
        assertThat(reminders()).hasSize(3);
    }

    @Test
    void anInvoiceOfNothingIsNotRemindedOf() {
        JsonNode last = tenant.invoices().getLast();
        tenant.advance("2024-06-01T00:00:00Z");
        JsonNode nothing = tenant.invoices().getLast();
        assertThat(nothing.path("number")).isNotEqualTo(last.path("number"));
        assertThat(nothing.at("/total/amount").asText()).isEqualTo("0.00");
        assertThat(nothing.path("status").asText()).isEqualTo("paid");
        assertThat(reminders()).hasSize(3);
    }
}
