package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes back of lines that coupons had been taken off: by lines below zero, and by credit notes. */
class DiscountsGivenBackIT {
    private final CouponBooks books = new CouponBooks();
    private final TestTenant tenant = books.tenant;
    private final Api api = books.api;

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    /** Ten seats were half of 150.00; nine of them go back for 29 of 30 days: half of 130.50. */
    @ParameterizedTest(name = "{0} %: {1}")
    @CsvSource(
            delimiter = '|',
            value = {"50 | -65.25 | -50.25 | -60.30", "100 | -130.50 | 15.00 | 18.00", "33.3 | -43.46 | -72.04 | -86.45"
            })
    void whatGoesBackWasNotPaidInFullAndDoesNotGoBackInFull(String percent, String discount, String net, String total) {
        books.coupon("first", "percent", percent, "duration", "once");
        books.redeem("first");
        UUID subscription = books.subscribe("seats", 10);
        books.change(subscription, 1);
        tenant.advance("2024-07-01T12:00:00Z");
        assertThat(books.last().at("/discount/amount").asText()).isEqualTo(discount);
        assertThat(CouponBooks.text(books.last())).isEqualTo(", net %s, total %s".formatted(net, total));
    }

    /** 50 % of June's ten seats; five go back for 29 of 30 days, and July's five cost half. */
    @Test
    void aShareIsOfWhatIsBilledAndNotOfWhatGoesBack() {
        books.coupon("half", "percent", "50");
        books.redeem("half");
        UUID subscription = books.subscribe("seats", 10);
        books.change(subscription, 5);
        tenant.advance("2024-07-01T12:00:00Z");
        assertThat(CouponBooks.text(books.last())).isEqualTo("half 37.50, net 1.25, total 1.50");
    }

    /** Free were the first twenty; of ten more from the 11th, ten go from the 21st: 10 x 15.00 x 10 / 30 are paid. */
    @Test
    void whatOnlyMovesBetweenLinesTakesNoDiscountBack() {
        books.coupon("all", "percent", "100", "duration", "once");
        books.redeem("all");
        UUID subscription = books.subscribe("seats", 20);
        tenant.advance("2024-06-11T12:00:00Z");
        books.change(subscription, 30);
        tenant.advance("2024-06-21T12:00:00Z");
        books.change(subscription, 20);
        tenant.advance("2024-07-01T12:00:00Z");
        assertThat(CouponBooks.text(books.last())).isEqualTo(", net 350.00, total 420.00");
        assertThat(books.last().at("/discount/amount").asText()).isEqualTo("0.00");
    }

    /** A period that was free costs nothing either when its usage turns out to be in a cheaper tier of all units. */
    @Test
    void lateUsageOfAFreePeriodThatMakesItCheaperGivesNothingBack() {
        Map<String, @Nullable Object> volume = Body.like(
                Samples.minutes(),
                "model",
                "volume",
                "tiers",
                List.of(Samples.tier("100", "1.00"), Samples.tier(null, "0.80")));
        api.post("/plans", Body.like(Samples.plan(), "code", "volume", "charges", List.of(volume)))
                .expect(201);
        books.subscribe("volume", 1);
        books.use("100");
        books.coupon("all", "percent", "100", "duration", "once");
        books.redeem("all");
        tenant.advance("2024-07-01T12:00:00Z");
        assertThat(CouponBooks.text(books.last())).isEqualTo("all 100.00, net 0.00, total 0.00");
        tenant.use(books.customer, "u2", "2024-06-11T08:00:00Z", "1");
        tenant.awaitSettled();
        tenant.advance("2024-08-01T12:00:00Z");
        assertThat(books.last().at("/discount/amount").asText()).isEqualTo("-19.20");
        assertThat(CouponBooks.text(books.last())).isEqualTo(", net 0.00, total 0.00");
    }

    @Test
    void noMoreIsCreditedThanWasLeftAfterCoupons() {
        books.amountCoupon("twenty", "20.00", "duration", "once");
        books.redeem("twenty");
        books.subscribe("seats", 4);
        JsonNode invoice = books.last();
        String path = "/invoices/" + invoice.path("id").asText() + "/credit-notes";
        Object whole = Body.of("line_id", invoice.at("/lines/0/id").asText(), "amount", CouponBooks.euros("60.00"));
        api.post(path, Body.of("reason", "outage", "lines", List.of(whole)))
                .expectProblem(409, "credit_exceeds_invoice", "lines[0].amount");
        JsonNode note = api.post(path, Body.of("reason", "outage")).expect(201).json();
        assertThat(note.at("/subtotal/amount").asText()).isEqualTo("40.00");
        assertThat(note.at("/total/amount").asText()).isEqualTo("48.00");
    }
}
