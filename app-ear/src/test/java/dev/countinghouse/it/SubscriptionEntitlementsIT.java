package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plan with a switch, seats, and builds by the billing period and by the month; its periods begin on the 15th. */
class SubscriptionEntitlementsIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID pro = tenant.tenantId();

    @BeforeEach
    void makeAPlan() {
        tenant.startClock("2024-06-20T12:00:00Z");
        tenant.makeCatalog();
        feature("sso", "boolean", null);
        feature("audit", "boolean", null);
        feature("seats", "quantity", null);
        feature("builds", "metered", Samples.METRIC);
        feature("builds-monthly", "metered", Samples.METRIC);
        Map<String, @Nullable Object> plan =
                Body.like(Samples.plan(), "code", "pro", "anchor", "anniversary", "charges", List.of(Samples.fee()));
        pro = api.post("/plans", plan).expect(201).id();
        entitle(
                pro,
                Body.of("feature", "sso", "enabled", true),
                Body.of("feature", "audit", "enabled", false),
                Body.of("feature", "seats", "quantity", "10"),
                Body.of("feature", "builds", "limit", "500", "period", "billing_period"),
                Body.of("feature", "builds-monthly", "limit", "100.5", "period", "month"));
    }

    private void feature(String code, String kind, @Nullable String metric) {
        api.post("/features", Body.of("code", code, "name", code, "kind", kind, "metric", metric))
                .expect(201);
    }

    private void entitle(UUID plan, Object... entitlements) {
        api.put("/plans/" + plan + "/entitlements", Body.of("entitlements", List.of(entitlements)))
                .expect(200);
    }

    private UUID subscribe(UUID customer, String start, @Nullable String end) {
        return api.post(
                        "/subscriptions",
                        Body.of("customer_id", customer, "plan", "pro", "start_date", start, "end_date", end))
                .expect(201)
                .id();
    }

    private JsonNode entitlements(UUID subscription) {
        return api.get("/subscriptions/" + subscription + "/entitlements")
                .expect(200)
                .json();
    }

    private static List<String> words(JsonNode of) {
        return StreamSupport.stream(of.path("entitlements").spliterator(), false)
                .map(one -> "%s %s%s"
                        .formatted(
                                one.path("feature").asText(),
                                one.path("entitled").asBoolean() ? "yes" : "no",
                                one.path("balance").isNull() ? "" : balance(one.path("balance"))))
                .toList();
    }

    private static String balance(JsonNode balance) {
        return ": %s of %s, %s left from %s to %s"
                .formatted(
                        balance.path("used").asText(),
                        balance.path("limit").asText(),
                        balance.path("remaining").asText(),
                        balance.path("from").asText(),
                        balance.path("to").asText());
    }

    @Test
    void whatIsUsedIsTakenOffAtOnceAndBeginsAnewWithEachSpan() {
        UUID customer = tenant.customer("ada", "Europe/Paris");
        UUID subscription = subscribe(customer, "2024-05-15", null);
        tenant.use(customer, "may", "2024-05-31T21:59:59Z", "7");
        tenant.use(customer, "last period", "2024-06-14T21:59:59Z", "40");
        tenant.use(customer, "now", "2024-06-20T10:00:00Z", "60.25");
        JsonNode now = entitlements(subscription);
        assertThat(now.path("plan").asText()).isEqualTo("pro");
        assertThat(now.path("running").asBoolean()).isTrue();
        assertThat(words(now))
                .containsExactly(
                        "audit no",
                        "builds yes: 60.25 of 500, 439.75 left from 2024-06-14T22:00:00Z to 2024-07-14T22:00:00Z",
                        "builds-monthly yes: 100.25 of 100.5, 0.25 left from 2024-05-31T22:00:00Z to 2024-06-30T22:00:00Z",
                        "seats yes",
                        "sso yes");
        assertThat(now.at("/entitlements/3/quantity").asText()).isEqualTo("10");
        tenant.use(customer, "more", "2024-06-20T11:00:00Z", "0.5");
        assertThat(words(entitlements(subscription)))
                .contains(
                        "builds-monthly no: 100.75 of 100.5, 0 left from 2024-05-31T22:00:00Z to 2024-06-30T22:00:00Z")
                .contains("builds yes: 60.75 of 500, 439.25 left from 2024-06-14T22:00:00Z to 2024-07-14T22:00:00Z");
        tenant.awaitSettled();
        tenant.advance("2024-07-01T00:00:00Z");
        assertThat(words(entitlements(subscription)))
                .contains(
                        "builds-monthly yes: 0 of 100.5, 100.5 left from 2024-06-30T22:00:00Z to 2024-07-31T22:00:00Z")
                .contains("builds yes: 60.75 of 500, 439.25 left from 2024-06-14T22:00:00Z to 2024-07-14T22:00:00Z");
    }

    @Test
    void beforeItBeginsAndAfterItsEndItEntitlesToNothing() {
        UUID customer = tenant.customer("ada", "UTC");
        UUID subscription = subscribe(customer, "2024-06-25", "2024-07-05");
        assertThat(entitlements(subscription).path("running").asBoolean()).isFalse();
        assertThat(words(entitlements(subscription)))
                .containsExactly("audit no", "builds no", "builds-monthly no", "seats no", "sso no");
        tenant.advance("2024-07-04T12:00:00Z");
        assertThat(words(entitlements(subscription)))
                .contains("builds yes: 0 of 500, 500 left from 2024-06-25T00:00:00Z to 2024-07-05T00:00:00Z")
                .contains(
                        "builds-monthly yes: 0 of 100.5, 100.5 left from 2024-07-01T00:00:00Z to 2024-07-05T00:00:00Z");
        tenant.advance("2024-07-05T00:00:00Z");
        assertThat(words(entitlements(subscription))).contains("sso no", "seats no");
    }

    @Test
    void aSubscriptionKeepsWhatItsVersionEntitlesTo() {
        UUID subscription = subscribe(tenant.customer("ada", "UTC"), "2024-06-20", null);
        api.post("/plans/" + pro + "/versions", Body.of()).expect(201);
        api.post("/plans/" + pro + "/versions/2/publish").expect(200);
        entitle(pro, Body.of("feature", "sso", "enabled", false));
        assertThat(words(entitlements(subscription))).contains("sso yes").hasSize(5);
        assertThat(entitlements(subscription).path("plan_version").asInt()).isEqualTo(1);
        UUID newer = subscribe(tenant.customer("bob", "UTC"), "2024-06-20", null);
        assertThat(entitlements(newer).path("plan_version").asInt()).isEqualTo(2);
        assertThat(words(entitlements(newer))).containsExactly("sso no");
    }
}
