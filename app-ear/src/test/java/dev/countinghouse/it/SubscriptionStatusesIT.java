package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 29.00 a month without tax after 14 days of trial, from 1 January on, in London; 14 days to pay. */
class SubscriptionStatusesIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID subscription = tenant.tenantId();

    @BeforeEach
    void subscribe() {
        tenant.startClock("2024-01-01T12:00:00Z");
        tenant.makeCatalog();
        api.post("/features", Body.of("code", "sso", "name", "SSO", "kind", "boolean"))
                .expect(201);
        UUID plan = api.post(
                        "/plans",
                        Body.like(Samples.plan(), "code", "tried", "trial_days", 14, "charges", List.of(Samples.fee())))
                .expect(201)
                .id();
        api.put(
                        "/plans/" + plan + "/entitlements",
                        Body.of("entitlements", List.of(Body.of("feature", "sso", "enabled", true))))
                .expect(200);
        subscription = make("2024-01-01");
        tenant.awaitSettled();
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
    }

    private UUID make(String start) {
        return api.post(
                        "/subscriptions",
                        Body.of(
                                "customer_id",
                                tenant.customer("c-" + TestTenant.unique(), "Europe/London"),
                                "plan",
                                "tried",
                                "start_date",
                                start))
                .expect(201)
                .id();
    }

    private JsonNode shown() {
        return api.get("/subscriptions/" + subscription).expect(200).json();
    }

    /** As it is shown, which is as the lists have it: it is in that one and in no other. */
    private String status() {
        String shown = shown().path("status").asText();
        for (String asked :
                List.of("pending", "incomplete", "trialing", "active", "past_due", "paused", "canceled", "ended")) {
            List<String> ids = api.all("/subscriptions?status=" + asked).stream()
                    .map(found -> found.path("id").asText())
                    .toList();
            assertThat(ids.contains(subscription.toString())).as(asked).isEqualTo(asked.equals(shown));
        }
        return shown;
    }

    private JsonNode entitlements() {
        return api.get("/subscriptions/" + subscription + "/entitlements")
                .expect(200)
                .json()
                .path("entitlements");
    }

    private String oldest() {
        return "/invoices/"
                + api.all("/invoices?subscription_id=" + subscription)
                        .getLast()
                        .path("id")
                        .asText();
    }

    private void pay(String invoice) {
        JsonNode due = api.get(invoice).json().path("due");
        api.post(invoice + "/payments", Body.of("amount", due, "reference", "r"))
                .expect(201);
    }

    @Test
    void itIsTrialingWhileItsTrialRunsAndPastDueWhileAnInvoiceOfItIsOverdue() {
        assertThat(status()).isEqualTo("trialing");
        JsonNode inTrial = entitlements();
        tenant.advance("2024-01-14T23:59:59Z");
        assertThat(status()).as("the last day of the trial").isEqualTo("trialing");
        tenant.advance("2024-01-15T00:00:00Z");
        assertThat(status()).as("the first day that is paid").isEqualTo("active");

        tenant.advance("2024-01-29T23:59:59Z");
        assertThat(status()).as("the day it is due").isEqualTo("active");
        tenant.advance("2024-01-30T00:00:00Z");
        assertThat(status()).as("the day after it").isEqualTo("past_due");
        assertThat(entitlements()).as("who owes keeps what he has").isEqualTo(inTrial);
        assertThat(api.all("/subscriptions?status=past_due&parked=true")).isEmpty();
        assertThat(api.all("/subscriptions?status=past_due&parked=false&customer_id="
                        + shown().path("customer_id").asText()))
                .hasSize(1);

        int version = shown().path("version").asInt();
        pay(oldest());
        assertThat(status()).as("as soon as it is paid").isEqualTo("active");
        assertThat(shown().path("version").asInt())
                .as("nothing of it was written")
                .isEqualTo(version);
    }

    @Test
    void whatIsGivenUpOrTakenBackIsNotPastDueAnyMore() {
        tenant.advance("2024-02-20T12:00:00Z");
        assertThat(status()).isEqualTo("past_due");
        api.post(oldest() + "/void", Body.of("reason", "wrong")).expect(200);
        assertThat(status()).as("February's is overdue too").isEqualTo("past_due");
        String february = "/invoices/"
                + api.all("/invoices?subscription_id=" + subscription)
                        .getFirst()
                        .path("id")
                        .asText();
        api.post(february + "/uncollectible", Body.of("reason", "gone")).expect(200);
        assertThat(status()).isEqualTo("active");
    }

    @Test
    void whatRestsOrIsToEndSaysThatFirst() {
        tenant.advance("2024-02-10T12:00:00Z");
        api.post("/subscriptions/" + subscription + "/pause", Body.of("behavior", "collection"))
                .expect(200);
        assertThat(status()).isEqualTo("paused");
        api.post("/subscriptions/" + subscription + "/cancel", Body.of("at", "period_end"))
                .expect(200);
        assertThat(status()).isEqualTo("canceled");
    }

    @Test
    void aNewOneSaysAtOnceWhereItStands() {
        assertThat(madeAt("2024-01-10")).isEqualTo("pending");
        assertThat(madeAt("2023-12-20")).isEqualTo("trialing");
        assertThat(madeAt("2023-12-18")).isEqualTo("active");
        tenant.awaitSettled();
    }

    private @Nullable String madeAt(String start) {
        UUID customer = tenant.customer("n-" + start, "Europe/London");
        return api.post("/subscriptions", Body.of("customer_id", customer, "plan", "tried", "start_date", start))
                .expect(201)
                .json()
                .path("status")
                .asText();
    }

    @Test
    void aStatusThatThereIsNotIsRefused() {
        api.get("/subscriptions?status=asleep").expectProblem(422, "validation_failed", "status");
    }
}
