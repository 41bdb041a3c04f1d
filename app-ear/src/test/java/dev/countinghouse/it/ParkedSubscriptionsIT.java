package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event of January has no cost, so the subscription is parked on 1 February; it is found, put right and billed again. */
class ParkedSubscriptionsIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID subscription = new UUID(0, 0);
    private UUID event = new UUID(0, 0);

    @BeforeEach
    void parkASubscription() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        Map<String, @Nullable Object> costs = Body.like(Samples.minutes(), "model", "dynamic", "tiers", null);
        costs.put("amount_field", "cost");
        Map<String, @Nullable Object> plan = Body.like(Samples.plan(), "code", "costs", "tax_rate", null);
        plan.put("charges", List.of(Samples.fee(), costs));
        api.post("/plans", plan).expect(201);
        UUID customer = tenant.customer("bob", "UTC");
        subscription = api.post(
                        "/subscriptions", Body.of("customer_id", customer, "plan", "costs", "start_date", "2024-01-01"))
                .expect(201)
                .id();
        event = tenant.use(customer, "e", "2024-01-10T00:00:00Z", "60");
        tenant.awaitSettled();
        tenant.advance("2024-04-02T00:00:00Z");
    }

    private String path() {
        return "/subscriptions/" + subscription;
    }

    private List<String> parked(String wanted) {
        return api.all("/subscriptions?parked=" + wanted).stream()
                .map(found -> found.path("id").asText())
                .toList();
    }

    private List<String> invoices() {
        return api.all("/invoices?subscription_id=" + subscription).reversed().stream()
                .map(invoice -> invoice.path("issued_on").asText() + " "
                        + invoice.at("/subtotal/amount").asText())
                .toList();
    }

    @Test
    void itIsListedWithItsReasonAndNotBilled() {
        assertThat(parked("true")).containsExactly(subscription.toString());
        assertThat(parked("false")).isEmpty();
        assertThat(api.all("/subscriptions?parked=true")
                        .getFirst()
                        .path("parked_reason")
                        .asText())
                .contains("no amount in its property cost");
        assertThat(invoices()).containsExactly("2024-01-01 29.00");
        api.get("/subscriptions?parked=maybe").expectProblem(422, "validation_failed", "parked");
    }

    @Test
    void whatFellDueSinceIsBilledInOrderAsIfOnTime() {
        api.post(
                        "/usage/" + event + "/amendments",
                        Body.of(
                                "kind",
                                "correct",
                                "reason",
                                "no cost",
                                "properties",
                                Map.of("build_minutes", "60", "cost", "12.00")))
                .expect(201);
        tenant.awaitSettled();
        JsonNode back = api.post(path() + "/retry-billing").expect(200).json();
        assertThat(back.path("parked_at").isNull()).isTrue();
        assertThat(back.path("parked_reason").isNull()).isTrue();
        tenant.awaitSettled();
        assertThat(invoices())
                .containsExactly("2024-01-01 29.00", "2024-02-01 41.00", "2024-03-01 29.00", "2024-04-01 29.00");
        assertThat(parked("true")).isEmpty();
        api.post(path() + "/retry-billing").expectProblem(409, "subscription_not_parked");
        assertThat(api.all("/events?type=subscription.billing_retried")).hasSize(1);
        TestTenant.assertGapless(tenant.invoices(), tenant.slug());
        assertThat(api.get("/ledger/verification").json().path("valid").asBoolean())
                .isTrue();
    }

    @Test
    void ifTheReasonIsStillThereItIsParkedAgain() {
        api.post(path() + "/retry-billing").expect(200);
        tenant.awaitSettled();
        assertThat(parked("true")).containsExactly(subscription.toString());
        assertThat(invoices()).containsExactly("2024-01-01 29.00");
    }

    @Test
    void ofRetriesAtOnceOneIsMade() {
        List<Answer> answers = Together.run(4, i -> api.post(path() + "/retry-billing"));
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).isNotEmpty();
        assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 409);
        tenant.awaitSettled();
        assertThat(invoices()).containsExactly("2024-01-01 29.00");
    }

    @Test
    void anotherTenantsSubscriptionIsNotThere() {
        TestTenant.register().api().post(path() + "/retry-billing").expectProblem(404, "not_found");
        assertThat(parked("true")).containsExactly(subscription.toString());
    }
}
