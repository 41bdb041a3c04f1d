package dev.countinghouse.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant that sells a fee of 29.00 and minutes, or seats at 15.00, with 20 % tax, to a customer, since June 2024. */
final class CouponBooks {
    final TestTenant tenant = TestTenant.register();
    final Api api = tenant.api();
    final UUID customer;

    CouponBooks() {
        tenant.startClock("2024-06-02T12:00:00Z");
        tenant.makeCatalog();
        Map<String, @Nullable Object> seats = Body.like(Samples.fee(), "unit_amount", "15.00", "name", "Seats");
        api.post("/plans", Body.like(Samples.plan(), "code", "seats", "charges", List.of(seats)))
                .expect(201);
        customer = tenant.customer("ada", "UTC");
    }

    UUID subscribe(String plan, int quantity) {
        UUID id = api.post(
                        "/subscriptions",
                        Body.of(
                                "customer_id",
                                customer,
                                "plan",
                                plan,
                                "start_date",
                                "2024-06-01",
                                "quantity",
                                quantity))
                .expect(201)
                .id();
        tenant.awaitSettled();
        return id;
    }

    void use(String minutes) {
        tenant.use(customer, "u1", "2024-06-10T08:00:00Z", minutes);
        tenant.awaitSettled();
    }

    void coupon(String code, @Nullable Object... more) {
        Map<String, @Nullable Object> coupon =
                Body.of("code", code, "name", "Spring", "discount", "percent", "percent", "10", "duration", "forever");
        api.post("/coupons", Body.like(coupon, more)).expect(201);
    }

    void amountCoupon(String code, String amount, @Nullable Object... more) {
        Map<String, @Nullable Object> coupon =
                Body.of("code", code, "name", "Spring", "discount", "amount", "amount", euros(amount));
        api.post("/coupons", Body.like(coupon, more)).expect(201);
    }

    static Map<String, @Nullable Object> euros(String amount) {
        return Body.of("amount", amount, "currency", "EUR");
    }

    String redeem(String code) {
        return coupons() + "/"
                + api.post(coupons(), Body.of("coupon", code)).expect(201).id();
    }

    String coupons() {
        return "/customers/" + customer + "/coupons";
    }

    JsonNode last() {
        JsonNode last = tenant.invoices().getLast();
        return api.get("/invoices/" + last.path("id").asText()).expect(200).json();
    }

    /** What each coupon took off, and what is left with tax. */
    static String text(JsonNode invoice) {
        List<String> coupons = new ArrayList<>();
        invoice.path("coupons")
                .forEach(coupon -> coupons.add(coupon.path("code").asText() + " "
                        + coupon.at("/amount/amount").asText()));
        return "%s, net %s, total %s"
                .formatted(
                        String.join(", ", coupons),
                        invoice.at("/subtotal/amount").asText(),
                        invoice.at("/total/amount").asText());
    }

    static List<String> lines(JsonNode invoice) {
        List<String> lines = new ArrayList<>();
        invoice.path("lines")
                .forEach(line -> lines.add("%s: %s less %s"
                        .formatted(
                                line.path("description").asText(),
                                line.at("/amount/amount").asText(),
                                line.at("/discount/amount").asText())));
        return lines;
    }

    void change(UUID subscription, int quantity) {
        api.post("/subscriptions/" + subscription + "/change", Body.of("at", "now", "quantity", quantity))
                .expect(200);
    }
}
