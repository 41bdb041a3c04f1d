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

/** What a subscription would be billed is what it is billed when it is made, and nothing is there before. */
class SubscriptionPreviewIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = tenant.tenantId();

    @BeforeEach
    void makeACustomer() {
        tenant.startClock("2024-06-11T12:00:00Z");
        tenant.makeCatalog();
        customer = tenant.customer("ada", "Europe/Paris");
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
    }

    private Map<String, @Nullable Object> wanted(@Nullable Object... more) {
        Map<String, @Nullable Object> body =
                Body.of("customer_id", customer, "plan", Samples.PLAN, "external_id", "s", "quantity", 3);
        body.putAll(Body.of(more));
        return body;
    }

    private JsonNode preview(String query, Object wanted) {
        return api.post("/subscriptions/preview" + query, wanted).expect(200).json();
    }

    private static List<String> words(Iterable<JsonNode> invoices) {
        List<String> words = new ArrayList<>();
        for (JsonNode invoice : invoices) {
            words.add("%s due %s, %s to %s: %s + %s = %s"
                    .formatted(
                            invoice.path("issued_on").asText(),
                            invoice.path("due_on").asText(),
                            invoice.path("period_start").asText(),
                            invoice.path("period_end").asText(),
                            invoice.at("/subtotal/amount").asText(),
                            invoice.path("taxes"),
                            invoice.at("/total/amount").asText()));
            for (JsonNode line : invoice.path("lines")) {
                words.add("%s %s %s to %s: %s x %s = %s %s %s"
                        .formatted(
                                line.path("description").asText(),
                                line.path("purpose").asText(),
                                line.path("period_start").asText(),
                                line.path("period_end").asText(),
                                line.path("quantity").asText(),
                                line.path("unit_amount").asText(),
                                line.at("/amount/amount").asText(),
                                line.path("metric"),
                                line.path("tax_rates")));
            }
        }
        return words;
    }

    /** From April on, with usage of before it is there, and until September. */
    @Test
    void itsInvoicesAreThoseThatAreWrittenWhenItIsMade() {
        tenant.use(customer, "u", "2024-05-20T10:00:00Z", "77.5");
        tenant.awaitSettled();
        Map<String, @Nullable Object> wanted = wanted("start_date", "2024-04-15");
        JsonNode now = preview("", wanted);
        assertThat(now.path("through").asText()).isEqualTo("2024-06-11T12:00:00Z");
        assertThat(now.path("complete").asBoolean()).isTrue();
        assertThat(now.path("started_on").asText()).isEqualTo("2024-04-15");
        JsonNode later = preview("?through=2024-09-01T12:00:00Z", wanted);
        assertThat(tenant.invoices()).isEmpty();
        assertThat(api.all("/subscriptions")).isEmpty();
        assertThat(api.all("/events?type=subscription.created")).isEmpty();

        api.post("/subscriptions", wanted).expect(201);
        tenant.awaitSettled();
        assertThat(words(now.path("invoices")))
                .contains("Base fee regular 2024-05-01 to 2024-06-01: 3 x 29 = 87.00 null [\"vat20\"]")
                .isEqualTo(words(tenant.invoices()));
        tenant.advance("2024-09-01T12:00:00Z");
        assertThat(words(later.path("invoices"))).isEqualTo(words(tenant.invoices()));
        TestTenant.assertGapless(tenant.invoices(), tenant.slug());
    }

    @Test
    void ofWhatBeginsLaterTheFirstInvoiceIsShown() {
        JsonNode preview = preview("", wanted("start_date", "2024-08-01"));
        assertThat(preview.path("through").asText()).isEqualTo("2024-07-31T22:00:00Z");
        assertThat(preview.path("invoices")).hasSize(1);
        assertThat(preview.at("/invoices/0/issued_on").asText()).isEqualTo("2024-08-01");
        assertThat(preview.at("/invoices/0/subtotal/amount").asText()).isEqualTo("87.00");
        JsonNode before = preview("?through=2024-07-31T21:59:59Z", wanted("start_date", "2024-08-01"));
        assertThat(before.path("invoices")).isEmpty();
    }

    @Test
    void whatTakesMoreInvoicesThanAreShownSaysSo() {
        JsonNode preview = preview("", wanted("start_date", "2010-01-01"));
        assertThat(preview.path("invoices")).hasSize(120);
        assertThat(preview.path("complete").asBoolean()).isFalse();
    }

    @Test
    void itIsRefusedForWhatMakingItIsRefusedFor() {
        String path = "/subscriptions/preview";
        api.post(path, wanted("plan", "none")).expectProblem(422, "validation_failed", "plan");
        api.post(path, wanted("customer_id", UUID.randomUUID())).expectProblem(422, "validation_failed", "customer_id");
        api.post(path, wanted("quantity", 0)).expectProblem(422, "validation_failed", "quantity");
        api.post(path + "?through=tomorrow", wanted()).expectProblem(422, "validation_failed", "through");
        api.post(path + "?through=2025-06-12T12:00:01Z", wanted()).expectProblem(422, "validation_failed", "through");
        api.post("/subscriptions", wanted()).expect(201);
        api.post(path, wanted()).expectProblem(409, "external_id_taken");
        api.post(path, wanted("external_id", "t")).expectProblem(409, "metric_already_billed");
    }

    @Test
    void whatCouldNotBeBilledIsToldWithItsReason() {
        Map<String, @Nullable Object> costs = Body.like(Samples.minutes(), "model", "dynamic", "tiers", null);
        costs.put("amount_field", "cost");
        api.post("/plans", Body.like(Samples.plan(), "code", "costs", "charges", List.of(costs)))
                .expect(201);
        tenant.use(customer, "u", "2024-05-20T10:00:00Z", "60");
        tenant.awaitSettled();
        assertThat(api.post("/subscriptions/preview", wanted("plan", "costs", "start_date", "2024-05-01"))
                        .expectProblem(409, "conflict")
                        .text())
                .contains("no amount in its property cost");
    }

    @Test
    void withAKeyItIsAnsweredOnceAndTheSubscriptionCanBeMadeAfterIt() {
        Api keyed = api.with("Idempotency-Key", "k-" + TestTenant.unique());
        String first =
                keyed.post("/subscriptions/preview", wanted()).expect(200).text();
        assertThat(keyed.post("/subscriptions/preview", wanted()).expect(200).text())
                .isEqualTo(first);
        api.post("/subscriptions", wanted()).expect(201);
    }
}
