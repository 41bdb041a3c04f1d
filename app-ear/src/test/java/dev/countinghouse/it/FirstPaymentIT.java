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

/** A fee of 29.00 in advance and minutes at 0.10 in arrears, by calendar months in UTC; on the evening of the last day of January. */
class FirstPaymentIT {
    private static final String PLAN = "plain";
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @BeforeEach
    void makeCatalog() {
        tenant.startClock("2024-01-31T20:00:00Z");
        tenant.makeCatalog();
        api.post("/features", Body.of("code", "sso", "name", "SSO", "kind", "boolean"))
                .expect(201);
        Map<String, @Nullable Object> minutes =
                Body.like(Samples.minutes(), "model", "standard", "tiers", null, "unit_amount", "0.10");
        Map<String, @Nullable Object> plan = Body.like(Samples.plan(), "code", PLAN, "tax_rate", null);
        plan.put("charges", List.of(Body.like(Samples.fee(), "prorated", false), minutes));
        entitle(api.post("/plans", plan).expect(201).id());
        api.post("/plans", Body.like(plan, "code", "tried", "trial_days", 7)).expect(201);
    }

    private void entitle(UUID plan) {
        api.put(
                        "/plans/" + plan + "/entitlements",
                        Body.of("entitlements", List.of(Body.of("feature", "sso", "enabled", true))))
                .expect(200);
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    private UUID customer() {
        return tenant.customer("c-" + TestTenant.unique(), "UTC");
    }

    private JsonNode make(UUID customer, String plan) {
        return api.post("/subscriptions", Body.of("customer_id", customer, "plan", plan, "payment", "first"))
                .expect(201)
                .json();
    }

    private UUID make(UUID customer) {
        return UUID.fromString(make(customer, PLAN).path("id").asText());
    }

    private JsonNode shown(UUID subscription) {
        return api.get("/subscriptions/" + subscription).expect(200).json();
    }

    private boolean entitled(UUID subscription) {
        return api.get("/subscriptions/" + subscription + "/entitlements")
                .expect(200)
                .json()
                .at("/entitlements/0/entitled")
                .asBoolean();
    }

    private List<JsonNode> invoices(UUID subscription) {
        return api.all("/invoices?subscription_id=" + subscription);
    }

    private void pay(UUID subscription, String amount) {
        api.post(
                        "/invoices/"
                                + invoices(subscription).getLast().path("id").asText() + "/payments",
                        Body.of("amount", Body.of("amount", amount, "currency", "EUR"), "reference", amount))
                .expect(201);
    }

    /** Its time runs over the end of a period, of which nothing is billed before it is paid, and all as if it had been paid in time after. */
    @Test
    void itRunsFromWhenItsFirstInvoiceIsPaid() {
        UUID customer = customer();
        JsonNode made = make(customer, PLAN);
        UUID subscription = UUID.fromString(made.path("id").asText());
        assertThat(made.path("status").asText()).isEqualTo("incomplete");
        assertThat(made.path("pay_by").asText()).isEqualTo("2024-02-01T19:00:00Z");
        assertThat(invoices(subscription)).singleElement().satisfies(invoice -> {
            assertThat(invoice.path("status").asText()).isEqualTo("finalized");
            assertThat(invoice.at("/total/amount").asText()).isEqualTo("29.00");
        });
        assertThat(entitled(subscription)).isFalse();
        assertThat(api.all("/subscriptions?status=incomplete")).hasSize(1);
        assertThat(api.all("/subscriptions?status=active")).isEmpty();
        tenant.use(customer, "meanwhile", "2024-01-31T19:30:00Z", "30");
        String path = "/subscriptions/" + subscription;
        api.post(path + "/cancel", Body.of("at", "now")).expectProblem(409, "conflict");
        api.post(path + "/pause", Body.of("behavior", "billing")).expectProblem(409, "conflict");
        api.post(path + "/change", Body.of("at", "now", "quantity", 2)).expectProblem(409, "conflict");
        String first =
                "/invoices/" + invoices(subscription).getLast().path("id").asText();
        api.post(first + "/uncollectible", Body.of("reason", "r")).expectProblem(409, "conflict");
        tenant.awaitSettled();
        tenant.advance("2024-02-01T12:00:00Z");
        assertThat(invoices(subscription)).hasSize(1);

        pay(subscription, "28.99");
        assertThat(shown(subscription).path("status").asText()).isEqualTo("incomplete");
        pay(subscription, "0.01");
        assertThat(shown(subscription).path("status").asText()).isEqualTo("active");
        assertThat(shown(subscription).path("pay_by").isNull()).isTrue();
        assertThat(entitled(subscription)).isTrue();
        tenant.awaitSettled();
        tenant.advance("2024-02-05T12:00:00Z");
        assertThat(invoices(subscription)).hasSize(2).first().satisfies(second -> {
            assertThat(second.path("issued_on").asText()).isEqualTo("2024-02-01");
            assertThat(second.at("/total/amount").asText()).isEqualTo("32.00");
        });
        assertThat(api.all("/events?type=subscription.activated")).hasSize(1);
        assertThat(api.all("/events?type=subscription.incomplete_expired")).isEmpty();
    }

    /** One that nobody pays and one that is paid in part; the customer can subscribe anew, and in one leap it is as day by day. */
    @Test
    void whatIsNotPaidInTimeHasNeverBeen() {
        UUID customer = customer();
        UUID other = customer();
        UUID unpaid = make(customer);
        UUID part = make(other);
        tenant.use(customer, "never", "2024-01-31T19:30:00Z", "30");
        pay(part, "10.00");
        tenant.awaitSettled();
        tenant.advance("2024-02-01T18:59:59Z");
        assertThat(shown(unpaid).path("status").asText()).isEqualTo("incomplete");
        tenant.advance("2024-02-01T19:00:00Z");
        for (UUID subscription : List.of(unpaid, part)) {
            assertThat(shown(subscription).path("status").asText()).isEqualTo("ended");
            assertThat(shown(subscription).path("pay_by").asText()).isEqualTo("2024-02-01T19:00:00Z");
            assertThat(entitled(subscription)).isFalse();
        }
        assertThat(invoices(unpaid)).singleElement().satisfies(first -> {
            assertThat(first.path("status").asText()).isEqualTo("void");
            String path = "/invoices/" + first.path("id").asText();
            api.get(path + "/explain").expect(200);
            api.post(path + "/replacement").expectProblem(409, "invoice_not_replaceable");
        });
        assertThat(invoices(part))
                .singleElement()
                .satisfies(first ->
                        assertThat(first.at("/credited/amount").asText()).isEqualTo("29.00"));
        assertThat(api.get("/customers/" + other + "/credit-balance").text()).contains("10.00");
        assertThat(api.all("/events?type=subscription.incomplete_expired")).hasSize(2);

        UUID again = make(customer);
        pay(again, "29.00");
        assertThat(shown(again).path("status").asText()).isEqualTo("active");
        tenant.advance("2024-04-02T12:00:00Z");
        assertThat(invoices(unpaid)).hasSize(1);
        assertThat(api.all("/events?type=subscription.activated"))
                .singleElement()
                .satisfies(
                        event -> assertThat(event.path("subject_id").asText()).isEqualTo(again.toString()));
    }

    /** The first invoice is void; what another one gave to the customer's credit by then pays the one in its place. */
    @Test
    void oneInItsPlaceThatIsPaidFromCreditLetsItRun() {
        UUID customer = customer();
        UUID subscription = make(customer);
        String first =
                "/invoices/" + invoices(subscription).getLast().path("id").asText();
        UUID byHand = api.post(
                        "/invoices",
                        Body.of(
                                "customer_id",
                                customer,
                                "lines",
                                List.of(Body.of("description", "Work", "unit_amount", "29.00"))))
                .expect(201)
                .id();
        api.post(
                        "/invoices/" + byHand + "/payments",
                        Body.of("amount", api.get("/invoices/" + byHand).json().path("due"), "reference", "r"))
                .expect(201);
        api.post("/invoices/" + byHand + "/credit-notes", Body.of("reason", "Not done", "to_credit_balance", true))
                .expect(201);
        api.post(first + "/void", Body.of("reason", "Wrong address")).expect(200);
        assertThat(shown(subscription).path("status").asText()).isEqualTo("incomplete");
        JsonNode inPlace = api.post(first + "/replacement").expect(201).json();
        assertThat(inPlace.path("status").asText()).isEqualTo("paid");
        assertThat(shown(subscription).path("status").asText()).isEqualTo("active");
    }

    @Test
    void whereNothingIsOwedItDoesNotWait() {
        assertThat(make(customer(), "tried").path("status").asText()).isEqualTo("trialing");
        api.post(
                        "/subscriptions",
                        Body.of(
                                "customer_id",
                                customer(),
                                "plan",
                                PLAN,
                                "payment",
                                "first",
                                "start_date",
                                "2024-02-01"))
                .expectProblem(422, "validation_failed", "start_date");
        UUID customer = customer();
        UUID credited = make(customer);
        api.post(
                        "/invoices/" + invoices(credited).getLast().path("id").asText() + "/credit-notes",
                        Body.of("reason", "A gift"))
                .expect(201);
        assertThat(shown(credited).path("status").asText()).isEqualTo("active");
    }
}
