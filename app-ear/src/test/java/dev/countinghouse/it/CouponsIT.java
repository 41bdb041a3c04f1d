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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fee of 29.00 and minutes, or seats at 15.00, with 20 % tax, since June 2024; coupons are taken off before tax. */
class CouponsIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = tenant.tenantId();

    @BeforeEach
    void sell() {
        tenant.startClock("2024-06-02T12:00:00Z");
        tenant.makeCatalog();
        Map<String, @Nullable Object> seats = Body.like(Samples.fee(), "unit_amount", "15.00", "name", "Seats");
        api.post("/plans", Body.like(Samples.plan(), "code", "seats", "charges", List.of(seats)))
                .expect(201);
        customer = tenant.customer("ada", "UTC");
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    private UUID subscribe(String plan, int quantity) {
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

    private void use(String minutes) {
        tenant.use(customer, "u1", "2024-06-10T08:00:00Z", minutes);
        tenant.awaitSettled();
    }

    private void coupon(String code, @Nullable Object... more) {
        Map<String, @Nullable Object> coupon =
                Body.of("code", code, "name", "Spring", "discount", "percent", "percent", "10", "duration", "forever");
        api.post("/coupons", Body.like(coupon, more)).expect(201);
    }

    private void amountCoupon(String code, String amount, @Nullable Object... more) {
        Map<String, @Nullable Object> coupon =
                Body.of("code", code, "name", "Spring", "discount", "amount", "amount", euros(amount));
        api.post("/coupons", Body.like(coupon, more)).expect(201);
    }

    private static Map<String, @Nullable Object> euros(String amount) {
        return Body.of("amount", amount, "currency", "EUR");
    }

    private String redeem(String code) {
        return coupons() + "/"
                + api.post(coupons(), Body.of("coupon", code)).expect(201).id();
    }

    private String coupons() {
        return "/customers/" + customer + "/coupons";
    }

    private JsonNode last() {
        JsonNode last = tenant.invoices().getLast();
        return api.get("/invoices/" + last.path("id").asText()).expect(200).json();
    }

    /** What each coupon took off, and what is left with tax. */
    private static String text(JsonNode invoice) {
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

    private static List<String> lines(JsonNode invoice) {
        List<String> lines = new ArrayList<>();
        invoice.path("lines")
                .forEach(line -> lines.add("%s: %s less %s"
                        .formatted(
                                line.path("description").asText(),
                                line.at("/amount/amount").asText(),
                                line.at("/discount/amount").asText())));
        return lines;
    }

    @Test
    void aShareIsTakenOffEveryInvoiceBeforeTax() {
        coupon("ten");
        String redeemed = redeem("ten");
        subscribe("team", 1);
        use("100");
        assertThat(text(last())).isEqualTo("ten 2.90, net 26.10, total 31.32");
        tenant.advance("2024-07-01T12:00:00Z");
        assertThat(text(last())).isEqualTo("ten 3.55, net 31.95, total 38.34");
        assertThat(lines(last()))
                .containsExactly(
                        "Base fee: 29.00 less 2.90",
                        "Build minutes (0 to 50): 4.00 less 0.40",
                        "Build minutes (50 to 500): 2.50 less 0.25");
        assertThat(last().at("/discount/amount").asText()).isEqualTo("3.55");
        JsonNode explained = api.get("/invoices/" + last().path("id").asText() + "/explain")
                .expect(200)
                .json();
        assertThat(explained.at("/coupons/0/text").asText()).contains("ten").contains("3.55 EUR");
        assertThat(explained.at("/lines/0/discount/amount").asText()).isEqualTo("2.90");
        JsonNode used = api.get(redeemed).expect(200).json();
        assertThat(used.path("status").asText()).isEqualTo("active");
        assertThat(used.path("uses").asInt()).isEqualTo(2);
        api.delete(redeemed).expect(200);
        tenant.advance("2024-08-01T12:00:00Z");
        assertThat(text(last())).isEqualTo(", net 29.00, total 34.80");
        assertThat(api.get(redeemed).json().path("status").asText()).isEqualTo("removed");
    }

    /** 50.00 once: 29.00 of it in June, and 21.00 of July's 35.50, spread over its lines to the cent. */
    @Test
    void anAmountThatComesOnceLastsUntilItIsUsedUp() {
        amountCoupon("fifty", "50.00", "duration", "once");
        String redeemed = redeem("fifty");
        subscribe("team", 1);
        use("100");
        assertThat(text(last())).isEqualTo("fifty 29.00, net 0.00, total 0.00");
        assertThat(last().path("status").asText()).isEqualTo("paid");
        assertThat(api.get(redeemed).json().at("/amount_left/amount").asText()).isEqualTo("21.00");
        tenant.advance("2024-07-01T12:00:00Z");
        assertThat(text(last())).isEqualTo("fifty 21.00, net 14.50, total 17.40");
        assertThat(lines(last()))
                .containsExactly(
                        "Base fee: 29.00 less 17.15",
                        "Build minutes (0 to 50): 4.00 less 2.37",
                        "Build minutes (50 to 500): 2.50 less 1.48");
        assertThat(api.get(redeemed).json().path("status").asText()).isEqualTo("used_up");
        tenant.advance("2024-08-01T12:00:00Z");
        assertThat(text(last())).isEqualTo(", net 29.00, total 34.80");
    }

    @Test
    void aRepeatedAmountComesAnewOnSoManyInvoices() {
        amountCoupon("five", "5.00", "duration", "repeated", "periods", 2);
        String redeemed = redeem("five");
        subscribe("team", 1);
        tenant.advance("2024-08-01T12:00:00Z");
        assertThat(tenant.invoices().stream().map(CouponsIT::text))
                .containsExactly(
                        "five 5.00, net 24.00, total 28.80",
                        "five 5.00, net 24.00, total 28.80",
                        ", net 29.00, total 34.80");
        assertThat(api.get(redeemed).json().path("uses_left").asInt()).isZero();
    }

    /** Half of 4.00 + 2.50, then a tenth of what is left of the plan, then 1.00. */
    @Test
    void whatIsLimitedMostGoesFirst() {
        amountCoupon("one", "1.00", "duration", "forever");
        coupon("plan", "plans", List.of("team"));
        coupon("minutes", "percent", "50", "metrics", List.of(Samples.METRIC));
        List.of("one", "plan", "minutes").forEach(this::redeem);
        subscribe("seats", 1);
        assertThat(text(last())).isEqualTo("one 1.00, net 14.00, total 16.80");
        subscribe("team", 1);
        assertThat(text(last())).isEqualTo("one 1.00, plan 2.90, net 25.10, total 30.12");
        use("100");
        tenant.advance("2024-07-01T12:00:00Z");
        JsonNode team = tenant.invoices().stream()
                .filter(invoice -> invoice.path("coupons").size() == 3)
                .findFirst()
                .orElseThrow();
        assertThat(text(team)).isEqualTo("one 1.00, plan 3.23, minutes 3.25, net 28.02, total 33.62");
    }

    @Test
    void aCouponOfOneSubscriptionIsForItsInvoicesAlone() {
        UUID seats = subscribe("seats", 2);
        coupon("ten");
        api.post(coupons(), Body.of("coupon", "ten", "subscription_id", seats)).expect(201);
        subscribe("team", 1);
        assertThat(text(last())).isEqualTo(", net 29.00, total 34.80");
        tenant.advance("2024-07-01T12:00:00Z");
        assertThat(tenant.invoices().stream()
                        .filter(invoice ->
                                invoice.path("subscription_id").asText().equals(seats.toString()))
                        .map(CouponsIT::text))
                .containsExactly(", net 30.00, total 36.00", "ten 3.00, net 27.00, total 32.40");
    }

    /** Ten seats were half of 150.00; nine of them go back for 29 of 30 days: half of 130.50. */
    @ParameterizedTest(name = "{0} %: {1}")
    @CsvSource(
            delimiter = '|',
            value = {"50 | -65.25 | -50.25 | -60.30", "100 | -130.50 | 15.00 | 18.00", "33.3 | -43.46 | -72.04 | -86.45"
            })
    void whatGoesBackWasNotPaidInFullAndDoesNotGoBackInFull(String percent, String discount, String net, String total) {
        coupon("first", "percent", percent, "duration", "once");
        redeem("first");
        UUID subscription = subscribe("seats", 10);
        api.post("/subscriptions/" + subscription + "/change", Body.of("at", "now", "quantity", 1))
                .expect(200);
        tenant.advance("2024-07-01T12:00:00Z");
        assertThat(last().at("/discount/amount").asText()).isEqualTo(discount);
        assertThat(text(last())).isEqualTo(", net %s, total %s".formatted(net, total));
    }

    @Test
    void aChangeThatIsBilledAtOnceUsesThemAndItsPreviewUsesNothing() {
        UUID subscription = subscribe("seats", 1);
        coupon("once", "duration", "once");
        String redeemed = redeem("once");
        Map<String, @Nullable Object> change = Body.of("at", "now", "quantity", 3, "proration", "at_once");
        JsonNode preview = api.post("/subscriptions/" + subscription + "/change/preview", change)
                .expect(200)
                .json();
        assertThat(preview.at("/discount/amount").asText()).isEqualTo("2.90");
        assertThat(api.get(redeemed).json().path("uses").asInt()).isZero();
        api.post(
                        "/subscriptions/" + subscription + "/change",
                        Body.like(change, "token", preview.path("token").asText()))
                .expect(200);
        assertThat(text(last())).isEqualTo("once 2.90, net 26.10, total 31.32");
        assertThat(api.get(redeemed).json().path("status").asText()).isEqualTo("used_up");
    }

    @Test
    void previewsAndRehearsalsShowThemAndUseNothing() {
        amountCoupon("forty", "40.00", "duration", "once");
        String redeemed = redeem("forty");
        JsonNode preview = api.post(
                        "/subscriptions/preview?through=2024-07-02T00:00:00Z",
                        Body.of("customer_id", customer, "plan", "team", "start_date", "2024-06-01"))
                .expect(200)
                .json();
        assertThat(preview.path("invoices").valueStream().map(CouponsIT::text))
                .containsExactly("forty 29.00, net 0.00, total 0.00", "forty 11.00, net 18.00, total 21.60");
        assertThat(preview.at("/invoices/1/lines/0/discount/amount").asText()).isEqualTo("11.00");
        assertThat(api.get(redeemed).json().path("uses").asInt()).isZero();
        subscribe("team", 1);
        JsonNode rehearsed = api.post("/billing-runs/rehearsal", Body.of("through", "2024-07-02T00:00:00Z"))
                .expect(200)
                .json();
        assertThat(rehearsed.toString()).contains("21.60");
        assertThat(api.get(redeemed).json().path("uses").asInt()).isEqualTo(1);
    }

    @Test
    void aReplacementHasTheDiscountOfTheVoidInvoiceAndUsesNothingMore() {
        amountCoupon("fifty", "50.00", "duration", "once");
        String redeemed = redeem("fifty");
        subscribe("seats", 4);
        String path = "/invoices/" + last().path("id").asText();
        api.post(path + "/void", Body.of("reason", "wrong address")).expect(200);
        assertThat(text(api.post(path + "/replacement").expect(201).json()))
                .isEqualTo("fifty 50.00, net 10.00, total 12.00");
        assertThat(api.get(redeemed).json().path("uses").asInt()).isEqualTo(1);
        tenant.advance("2024-07-01T12:00:00Z");
        assertThat(text(last())).isEqualTo(", net 60.00, total 72.00");
    }

    @Test
    void noMoreIsCreditedThanWasLeftAfterCoupons() {
        amountCoupon("twenty", "20.00", "duration", "once");
        redeem("twenty");
        subscribe("seats", 4);
        JsonNode invoice = last();
        String path = "/invoices/" + invoice.path("id").asText() + "/credit-notes";
        Object whole = Body.of("line_id", invoice.at("/lines/0/id").asText(), "amount", euros("60.00"));
        api.post(path, Body.of("reason", "outage", "lines", List.of(whole)))
                .expectProblem(409, "credit_exceeds_invoice", "lines[0].amount");
        JsonNode note = api.post(path, Body.of("reason", "outage")).expect(201).json();
        assertThat(note.at("/subtotal/amount").asText()).isEqualTo("40.00");
        assertThat(note.at("/total/amount").asText()).isEqualTo("48.00");
    }

    @Test
    void lateUsageIsDiscountedByTheInvoiceThatItIsOn() {
        coupon("ten");
        redeem("ten");
        subscribe("team", 1);
        tenant.advance("2024-07-01T12:00:00Z");
        use("50");
        tenant.advance("2024-08-01T12:00:00Z");
        assertThat(text(last())).isEqualTo("ten 3.30, net 29.70, total 35.64");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "invoice_lines SET discount_minor = discount_minor + 1 | invoice_lines SET discount_minor = discount_minor - 1"
                        + " | discount: 2.91, not 2.90",
                "invoices SET discount_minor = discount_minor + 1 | invoices SET discount_minor = discount_minor - 1"
                        + " | discount: 2.91, not 2.90",
                "invoices SET coupons = NULL | invoices SET coupons = jsonb_build_array(jsonb_build_object('id',"
                        + " (SELECT id FROM SCHEMA.applied_coupons), 'code', 'ten', 'name', 'Spring', 'amount',"
                        + " jsonb_build_object('amount', 2.90, 'currency', 'EUR'))) | coupons.ten: not used, not 2.90",
                "applied_coupons SET uses = uses + 1 | applied_coupons SET uses = uses - 1 | uses: 2, of its limit 0, not 1, of its limit 0",
                "applied_coupons SET first_sequence = 2 | applied_coupons SET first_sequence = 1 | coupons.ten: 2.90, not not used",
                "coupons SET percent = 20 | coupons SET percent = 10 | coupons.ten: ten 2.90, not 5.80"
            })
    void whateverIsChangedIsNamed(String change, String back, String difference) {
        coupon("ten");
        redeem("ten");
        subscribe("team", 1);
        tenant.execute("UPDATE " + tenant.schema() + "." + change);
        try {
            List<String> found = Jobs.result(api, api.post("/invoices/verification"))
                    .path("differences")
                    .valueStream()
                    .map(one -> "%s: %s, not %s"
                            .formatted(
                                    one.path("field").asText(),
                                    one.path("stored").asText(),
                                    one.path("computed").asText()))
                    .toList();
            assertThat(found).contains(difference);
        } finally {
            tenant.execute("UPDATE " + tenant.schema() + "." + back.replace("SCHEMA", tenant.schema()));
        }
    }
}
