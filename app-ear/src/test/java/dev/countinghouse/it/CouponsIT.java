package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What coupons take off invoices of subscriptions, and what an invoice says of it. */
class CouponsIT {
    private final CouponBooks books = new CouponBooks();
    private final TestTenant tenant = books.tenant;
    private final Api api = books.api;

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    @Test
    void aShareIsTakenOffEveryInvoiceBeforeTax() {
        books.coupon("ten");
        String redeemed = books.redeem("ten");
        books.subscribe("team", 1);
        books.use("100");
        assertThat(CouponBooks.text(books.last())).isEqualTo("ten 2.90, net 26.10, total 31.32");
        tenant.advance("2024-07-01T12:00:00Z");
        assertThat(CouponBooks.text(books.last())).isEqualTo("ten 3.55, net 31.95, total 38.34");
        assertThat(CouponBooks.lines(books.last()))
                .containsExactly(
                        "Base fee: 29.00 less 2.90",
                        "Build minutes (0 to 50): 4.00 less 0.40",
                        "Build minutes (50 to 500): 2.50 less 0.25");
        assertThat(books.last().at("/discount/amount").asText()).isEqualTo("3.55");
        JsonNode explained = api.get("/invoices/" + books.last().path("id").asText() + "/explain")
                .expect(200)
                .json();
        assertThat(explained.at("/coupons/0/text").asText()).contains("ten").contains("3.55 EUR");
        assertThat(explained.at("/lines/0/discount/amount").asText()).isEqualTo("2.90");
        JsonNode used = api.get(redeemed).expect(200).json();
        assertThat(used.path("status").asText()).isEqualTo("active");
        assertThat(used.path("uses").asInt()).isEqualTo(2);
        api.delete(redeemed).expect(200);
        tenant.advance("2024-08-01T12:00:00Z");
        assertThat(CouponBooks.text(books.last())).isEqualTo(", net 29.00, total 34.80");
        assertThat(api.get(redeemed).json().path("status").asText()).isEqualTo("removed");
    }

    /** 50.00 once: 29.00 of it in June, and 21.00 of July's 35.50, spread over its lines to the cent. */
    @Test
    void anAmountThatComesOnceLastsUntilItIsUsedUp() {
        books.amountCoupon("fifty", "50.00", "duration", "once");
        String redeemed = books.redeem("fifty");
        books.subscribe("team", 1);
        books.use("100");
        assertThat(CouponBooks.text(books.last())).isEqualTo("fifty 29.00, net 0.00, total 0.00");
        assertThat(books.last().path("status").asText()).isEqualTo("paid");
        assertThat(api.get(redeemed).json().at("/amount_left/amount").asText()).isEqualTo("21.00");
        tenant.advance("2024-07-01T12:00:00Z");
        assertThat(CouponBooks.text(books.last())).isEqualTo("fifty 21.00, net 14.50, total 17.40");
        assertThat(CouponBooks.lines(books.last()))
                .containsExactly(
                        "Base fee: 29.00 less 17.15",
                        "Build minutes (0 to 50): 4.00 less 2.37",
                        "Build minutes (50 to 500): 2.50 less 1.48");
        assertThat(api.get(redeemed).json().path("status").asText()).isEqualTo("used_up");
        tenant.advance("2024-08-01T12:00:00Z");
        assertThat(CouponBooks.text(books.last())).isEqualTo(", net 29.00, total 34.80");
    }

    @Test
    void aRepeatedAmountComesAnewOnSoManyInvoices() {
        books.amountCoupon("five", "5.00", "duration", "repeated", "periods", 2);
        String redeemed = books.redeem("five");
        books.subscribe("team", 1);
        tenant.advance("2024-08-01T12:00:00Z");
        assertThat(tenant.invoices().stream().map(CouponBooks::text))
                .containsExactly(
                        "five 5.00, net 24.00, total 28.80",
                        "five 5.00, net 24.00, total 28.80",
                        ", net 29.00, total 34.80");
        assertThat(api.get(redeemed).json().path("uses_left").asInt()).isZero();
    }

    /** Half of 4.00 + 2.50, then a tenth of what is left of the plan, then 1.00. */
    @Test
    void whatIsLimitedMostGoesFirst() {
        books.amountCoupon("one", "1.00", "duration", "forever");
        books.coupon("plan", "plans", List.of("team"));
        books.coupon("minutes", "percent", "50", "metrics", List.of(Samples.METRIC));
        List.of("one", "plan", "minutes").forEach(books::redeem);
        books.subscribe("seats", 1);
        assertThat(CouponBooks.text(books.last())).isEqualTo("one 1.00, net 14.00, total 16.80");
        books.subscribe("team", 1);
        assertThat(CouponBooks.text(books.last())).isEqualTo("one 1.00, plan 2.90, net 25.10, total 30.12");
        books.use("100");
        tenant.advance("2024-07-01T12:00:00Z");
        JsonNode team = tenant.invoices().stream()
                .filter(invoice -> invoice.path("coupons").size() == 3)
                .findFirst()
                .orElseThrow();
        assertThat(CouponBooks.text(team)).isEqualTo("one 1.00, plan 3.23, minutes 3.25, net 28.02, total 33.62");
    }

    @Test
    void aCouponOfOneSubscriptionIsForItsInvoicesAlone() {
        UUID seats = books.subscribe("seats", 2);
        books.coupon("ten");
        api.post(books.coupons(), Body.of("coupon", "ten", "subscription_id", seats))
                .expect(201);
        books.subscribe("team", 1);
        assertThat(CouponBooks.text(books.last())).isEqualTo(", net 29.00, total 34.80");
        tenant.advance("2024-07-01T12:00:00Z");
        assertThat(tenant.invoices().stream()
                        .filter(invoice ->
                                invoice.path("subscription_id").asText().equals(seats.toString()))
                        .map(CouponBooks::text))
                .containsExactly(", net 30.00, total 36.00", "ten 3.00, net 27.00, total 32.40");
    }

    @Test
    void ofSeveralSubscriptionsBilledAtOnceNoneFindsWhatAnotherUsed() {
        books.amountCoupon("forty", "40.00", "duration", "once");
        List<String> redeemed = List.of(books.redeem("forty"));
        books.subscribe("seats", 1);
        books.subscribe("seats", 2);
        tenant.advance("2024-07-01T12:00:00Z");
        long taken = tenant.invoices().stream()
                .flatMap(invoice -> invoice.path("coupons").valueStream())
                .mapToLong(use -> new BigDecimal(use.at("/amount/amount").asText())
                        .movePointRight(2)
                        .longValueExact())
                .sum();
        assertThat(taken).isEqualTo(4_000);
        assertThat(api.get(redeemed.getFirst()).json().path("status").asText()).isEqualTo("used_up");
    }

    @Test
    void yenAreTakenOffWhole() {
        Map<String, @Nullable Object> fee = Body.like(Samples.fee(), "unit_amount", "999");
        api.post("/plans", Body.like(Samples.plan(), "code", "yen", "currency", "JPY", "charges", List.of(fee)))
                .expect(201);
        books.coupon("third", "percent", "33.35");
        books.redeem("third");
        api.post(
                        "/subscriptions",
                        Body.of(
                                "customer_id",
                                books.customer,
                                "plan",
                                "yen",
                                "start_date",
                                "2024-06-01",
                                "currency",
                                "JPY"))
                .expect(201);
        tenant.awaitSettled();
        assertThat(CouponBooks.text(books.last())).isEqualTo("third 333, net 666, total 799");
    }

    @Test
    void aChangeThatIsBilledAtOnceUsesThemAndItsPreviewUsesNothing() {
        UUID subscription = books.subscribe("seats", 1);
        books.coupon("once", "duration", "once");
        String redeemed = books.redeem("once");
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
        assertThat(CouponBooks.text(books.last())).isEqualTo("once 2.90, net 26.10, total 31.32");
        assertThat(api.get(redeemed).json().path("status").asText()).isEqualTo("used_up");
    }

    @Test
    void previewsAndRehearsalsShowThemAndUseNothing() {
        books.amountCoupon("forty", "40.00", "duration", "once");
        String redeemed = books.redeem("forty");
        JsonNode preview = api.post(
                        "/subscriptions/preview?through=2024-07-02T00:00:00Z",
                        Body.of("customer_id", books.customer, "plan", "team", "start_date", "2024-06-01"))
                .expect(200)
                .json();
        assertThat(preview.path("invoices").valueStream().map(CouponBooks::text))
                .containsExactly("forty 29.00, net 0.00, total 0.00", "forty 11.00, net 18.00, total 21.60");
        assertThat(preview.at("/invoices/1/lines/0/discount/amount").asText()).isEqualTo("11.00");
        assertThat(api.get(redeemed).json().path("uses").asInt()).isZero();
        books.subscribe("team", 1);
        JsonNode rehearsed = api.post("/billing-runs/rehearsal", Body.of("through", "2024-07-02T00:00:00Z"))
                .expect(200)
                .json();
        assertThat(rehearsed.toString()).contains("21.60");
        assertThat(api.get(redeemed).json().path("uses").asInt()).isEqualTo(1);
    }

    @Test
    void aReplacementHasTheDiscountOfTheVoidInvoiceAndUsesNothingMore() {
        books.amountCoupon("fifty", "50.00", "duration", "once");
        String redeemed = books.redeem("fifty");
        books.subscribe("seats", 4);
        String path = "/invoices/" + books.last().path("id").asText();
        api.post(path + "/void", Body.of("reason", "wrong address")).expect(200);
        assertThat(CouponBooks.text(api.post(path + "/replacement").expect(201).json()))
                .isEqualTo("fifty 50.00, net 10.00, total 12.00");
        assertThat(api.get(redeemed).json().path("uses").asInt()).isEqualTo(1);
        tenant.advance("2024-07-01T12:00:00Z");
        assertThat(CouponBooks.text(books.last())).isEqualTo(", net 60.00, total 72.00");
    }

    @Test
    void lateUsageIsDiscountedByTheInvoiceThatItIsOn() {
        books.coupon("ten");
        books.redeem("ten");
        books.subscribe("team", 1);
        tenant.advance("2024-07-01T12:00:00Z");
        books.use("50");
        tenant.advance("2024-08-01T12:00:00Z");
        assertThat(CouponBooks.text(books.last())).isEqualTo("ten 3.30, net 29.70, total 35.64");
    }

    @TestFactory
    Stream<DynamicTest> whateverIsChangedIsNamed() {
        books.coupon("ten");
        books.redeem("ten");
        books.subscribe("team", 1);
        String used =
                "invoices SET coupons = jsonb_build_array(jsonb_build_object('id', (SELECT id FROM SCHEMA.applied_coupons),"
                        + " 'code', 'ten', 'name', 'Spring', 'amount', jsonb_build_object('amount', 2.90, 'currency', 'EUR')))";
        String rows = """
                invoice_lines SET discount_minor = discount_minor + 1 | invoice_lines SET discount_minor = discount_minor - 1 | discount: 2.91, not 2.90
                invoices SET discount_minor = discount_minor + 1 | invoices SET discount_minor = discount_minor - 1 | discount: 2.91, not 2.90
                invoices SET coupons = NULL | USED | coupons.ten: not used, not 2.90
                applied_coupons SET uses = uses + 1 | applied_coupons SET uses = uses - 1 | uses: 2, of its limit 0, not 1, of its limit 0
                applied_coupons SET first_sequence = 2 | applied_coupons SET first_sequence = 1 | coupons.ten: 2.90, not not used
                invoices SET coupons = '["x", {"id": "x"}]' | USED | uses: 1, of its limit 0, not 0, of its limit 0
                applied_coupons SET limit_uses = 1 | applied_coupons SET limit_uses = NULL | limit: 1, not none
                coupons SET percent = 20 | coupons SET percent = 10 | coupons.ten: ten 2.90, not 5.80""";
        return Cases.of(rows.replace("USED", used), row -> assertChangeIsNamed(row.get(0), row.get(1), row.get(2)));
    }

    private void assertChangeIsNamed(String change, String back, String difference) {
        tenant.execute("UPDATE " + tenant.schema() + "." + change);
        try {
            assertThat(Jobs.differences(api)).contains(difference);
        } finally {
            tenant.execute("UPDATE " + tenant.schema() + "." + back.replace("SCHEMA", tenant.schema()));
        }
    }
}
