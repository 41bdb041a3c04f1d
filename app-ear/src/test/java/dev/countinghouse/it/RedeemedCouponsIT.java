package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may redeem what, and how often. */
class RedeemedCouponsIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = tenant.tenantId();

    @BeforeEach
    void haveACustomer() {
        tenant.startClock("2024-06-02T12:00:00Z");
        tenant.makeCatalog();
        customer = tenant.customer("ada", "UTC");
    }

    private Answer coupon(String code, @Nullable Object... more) {
        Map<String, @Nullable Object> coupon = Body.like(Things.coupon(), "code", code);
        return api.post("/coupons", Body.like(coupon, more)).expect(201);
    }

    private Answer redeem(UUID by, String code) {
        return api.post("/customers/" + by + "/coupons", Body.of("coupon", code));
    }

    @Test
    void aCouponIsRedeemedByItsCodeAndListedNewestFirst() {
        coupon("one");
        coupon("two", "duration", "repeated", "periods", 3);
        Answer first = redeem(customer, "one").expect(201);
        redeem(customer, "two").expect(201);
        JsonNode redeemed = first.json();
        assertThat(redeemed.path("status").asText()).isEqualTo("active");
        assertThat(redeemed.at("/coupon/percent").asText()).isEqualTo("10");
        assertThat(redeemed.path("applied_at").asText()).startsWith("2024-06-02T12:00:00");
        String list = "/customers/" + customer + "/coupons";
        assertThat(api.get(list + "/" + first.id()).expect(200).json()).isEqualTo(redeemed);
        assertThat(api.all(list).stream().map(one -> one.at("/coupon/code").asText()))
                .containsExactly("two", "one");
        assertThat(api.all(list).getFirst().path("uses_left").asInt()).isEqualTo(3);
        JsonNode page = api.get(list + "?limit=1").expect(200).json();
        assertThat(api.get(list + "?limit=1&cursor=" + page.path("next_cursor").asText())
                        .json()
                        .at("/data/0/coupon/code")
                        .asText())
                .isEqualTo("one");
    }

    @Test
    void whatCannotBeRedeemedIsRefusedWithItsReason() {
        coupon("expired", "expires_at", "2024-06-02T12:00:00Z");
        UUID archived = coupon("archived").id();
        api.post("/coupons/" + archived + "/archive").expect(200);
        coupon("once", "max_redemptions", 1);
        coupon("each", "max_redemptions_per_customer", 1);
        Map<String, @Nullable Object> dollars = Body.of("amount", "5.00", "currency", "USD");
        coupon("dollars", "discount", "amount", "percent", null, "amount", dollars);
        UUID other = tenant.customer("bob", "UTC");
        redeem(other, "once").expect(201);
        redeem(other, "each").expect(201);
        redeem(customer, "each").expect(201);
        for (String code : List.of("expired", "archived", "once", "each")) {
            redeem(customer, code).expectProblem(409, "coupon_not_redeemable");
        }
        redeem(customer, "none").expectProblem(422, "validation_failed", "coupon");
        redeem(customer, "dollars").expectProblem(422, "validation_failed", "coupon");
        redeem(UUID.randomUUID(), "each").expectProblem(404, "not_found");
        UUID foreign = tenant.subscribe(other, "2024-06-02");
        coupon("free");
        for (UUID subscription : List.of(foreign, UUID.randomUUID())) {
            api.post("/customers/" + customer + "/coupons", Body.of("coupon", "free", "subscription_id", subscription))
                    .expectProblem(422, "validation_failed", "subscription_id");
        }
        assertThat(api.all("/customers/" + customer + "/coupons")).hasSize(1);
    }

    @Test
    void aRemovedOneCountsAsRedeemedAndIsRemovedOnce() {
        coupon("each", "max_redemptions_per_customer", 1);
        String path = "/customers/" + customer + "/coupons/"
                + redeem(customer, "each").expect(201).id();
        JsonNode removed = api.delete(path).expect(200).json();
        assertThat(removed.path("removed_at").asText()).startsWith("2024-06-02T12:00:00");
        tenant.advance("2024-06-03T12:00:00Z");
        assertThat(api.delete(path).expect(200).json()).isEqualTo(removed);
        redeem(customer, "each").expectProblem(409, "coupon_not_redeemable");
        UUID other = tenant.customer("bob", "UTC");
        api.delete(path.replace(customer.toString(), other.toString())).expectProblem(404, "not_found");
    }

    @Test
    void ofManyAtOnceNoMoreThanTheCapAreRedeemed() {
        coupon("three", "max_redemptions", 3);
        List<Integer> answers = Together.run(12, i -> redeem(customer, "three").status());
        assertThat(answers.stream().filter(status -> status == 201)).hasSize(3);
        assertThat(answers.stream().filter(status -> status == 409)).hasSize(9);
        assertThat(tenant.count("SELECT count(*) FROM %s.applied_coupons")).isEqualTo(3);
    }
}
