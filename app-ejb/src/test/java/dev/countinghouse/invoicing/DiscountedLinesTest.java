package dev.countinghouse.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.CouponTerms;
import dev.countinghouse.catalog.CouponView;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.invoicing.domain.Coupon;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.money.Percent;
import dev.countinghouse.tax.domain.TaxRule;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of a fee and of build minutes of the plan "team", with 20 % tax. */
class DiscountedLinesTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final PlanTerms TERMS =
            Samples.terms("EUR", Samples.fee("29.00", Charge.Timing.ADVANCE, true), Samples.buildMinutes());
    private static final Map<UUID, PlanTerms> BY_ITEM = Map.of(Samples.ITEM, TERMS);
    private static final Instant AT = Instant.EPOCH;

    private static DiscountedLines.Line line(@Nullable UUID charge, long cents, long back) {
        return new DiscountedLines.Line(
                Samples.ITEM,
                charge,
                new Money(cents, EUR),
                new GivenBack.Part(new Money(Math.max(0, cents), EUR), new Money(back, EUR)),
                List.of(new TaxRule("vat", new Percent(new BigDecimal("20")))));
    }

    private static DiscountedLines lines(long fee, long... minutes) {
        List<DiscountedLines.Line> lines = new ArrayList<>(List.of(line(Samples.FEE_ID, fee, 0)));
        Arrays.stream(minutes).forEach(cents -> lines.add(line(Samples.USAGE_ID, cents, 0)));
        return new DiscountedLines(EUR, lines);
    }

    private static CouponView coupon(
            String code, @Nullable String amount, @Nullable String percent, List<String> plans, List<String> metrics) {
        return new CouponView(
                UUID.nameUUIDFromBytes(code.getBytes(StandardCharsets.UTF_8)),
                null,
                code,
                code,
                amount == null ? CouponTerms.Discount.PERCENT : CouponTerms.Discount.AMOUNT,
                amount == null ? null : new MoneyView(new BigDecimal(amount), "EUR"),
                percent == null ? null : new BigDecimal(percent),
                CouponTerms.Duration.FOREVER,
                null,
                plans,
                metrics,
                null,
                null,
                null,
                Map.of(),
                0,
                AT,
                null);
    }

    private static HeldCoupon held(CouponView coupon, int second) {
        return new HeldCoupon(
                Samples.id(100 + second), coupon, null, AT.plusSeconds(second), null, null, HeldCoupon.Used.NOTHING);
    }

    private static List<String> uses(DiscountedLines.Result result) {
        return result.uses().stream()
                .map(use -> use.code() + " " + use.amount().amount())
                .toList();
    }

    private static List<Long> left(DiscountedLines.Result result) {
        return result.amounts().netLines().stream().map(Money::minor).toList();
    }

    @Test
    void whatIsLimitedToAMetricIsTakenOffAllLinesOfItsCharges() {
        DiscountedLines.Result result = lines(2900, 400, 250)
                .by(
                        List.of(held(
                                coupon(
                                        "m",
                                        null,
                                        "50",
                                        List.of(),
                                        List.of(Samples.minutes().code())),
                                1)),
                        BY_ITEM);
        assertThat(uses(result)).containsExactly("m 3.25");
        assertThat(left(result)).containsExactly(2900L, 200L, 125L);
    }

    /** A coupon that finds no line of its own must not be taken for one that is for all of them. */
    @ParameterizedTest
    @CsvSource({"other, , ", ", other, "})
    void whatIsLimitedToSomethingElseTakesNothing(@Nullable String plan, @Nullable String metric) {
        CouponView limited = coupon(
                "x",
                "5.00",
                null,
                plan == null ? List.of() : List.of(plan),
                metric == null ? List.of() : List.of(metric));
        DiscountedLines.Result result = lines(2900, 400).by(List.of(held(limited, 1)), BY_ITEM);
        assertThat(uses(result)).isEmpty();
        assertThat(left(result)).containsExactly(2900L, 400L);
    }

    @Test
    void theOldestOfAScopeGoesFirst() {
        DiscountedLines.Result result = lines(2900)
                .by(
                        List.of(
                                held(coupon("new", null, "50", List.of(), List.of()), 2),
                                held(coupon("old", "9.00", null, List.of(), List.of()), 1)),
                        Map.of());
        assertThat(uses(result)).containsExactly("new 10.00", "old 9.00");
    }

    @Test
    void whatGoesBackIsNoPartOfWhatACouponIsReckonedOf() {
        DiscountedLines lines =
                new DiscountedLines(EUR, List.of(line(Samples.FEE_ID, -7_250, 3_625), line(Samples.FEE_ID, 7_500, 0)));
        DiscountedLines.Result result =
                lines.by(List.of(held(coupon("half", null, "50", List.of(), List.of()), 1)), Map.of());
        assertThat(uses(result)).containsExactly("half 37.50");
        assertThat(left(result)).containsExactly(-3_625L, 3_750L);
        assertThat(result.amounts().total()).isEqualTo(new Money(150, EUR));
    }

    /** 150.00 of which a maximum takes 50.00 off, and a fee of 29.00: half of 100.00 and half of 29.00. */
    @Test
    void whatAMaximumTakesOffIsNotDiscountedOnTheLineThatItIsTakenOff() {
        DiscountedLines lines = new DiscountedLines(
                EUR,
                List.of(
                        based(Samples.USAGE_ID, 15_000, 10_000),
                        based(Samples.USAGE_ID, -5_000, 0),
                        based(Samples.FEE_ID, 2_900, 2_900)));
        DiscountedLines.Result result =
                lines.by(List.of(held(coupon("half", null, "50", List.of(), List.of()), 1)), Map.of());
        assertThat(left(result)).containsExactly(10_000L, -5_000L, 1_450L);
    }

    private static DiscountedLines.Line based(UUID charge, long cents, long base) {
        return new DiscountedLines.Line(
                Samples.ITEM,
                charge,
                new Money(cents, EUR),
                new GivenBack.Part(new Money(base, EUR), new Money(0, EUR)),
                List.of());
    }

    @Property
    void noLineFallsBelowZeroAndWhatIsTakenIsWhatCouponsSay(
            @ForAll @Size(max = 6) List<@LongRange(min = 0, max = 100_000) Long> minutes,
            @ForAll @IntRange(min = 1, max = 100) int percent,
            @ForAll @LongRange(min = 1, max = 100_000) long amount) {
        DiscountedLines lines =
                lines(2900, minutes.stream().mapToLong(Long::longValue).toArray());
        DiscountedLines.Result result = lines.by(
                List.of(
                        held(
                                coupon(
                                        "share",
                                        null,
                                        Integer.toString(percent),
                                        List.of(),
                                        List.of(Samples.minutes().code())),
                                1),
                        held(
                                coupon(
                                        "amount",
                                        new Money(amount, EUR).toDecimal().toPlainString(),
                                        null,
                                        List.of(),
                                        List.of()),
                                2)),
                BY_ITEM);
        long before = 2900 + minutes.stream().mapToLong(Long::longValue).sum();
        long taken = result.uses().stream()
                .mapToLong(use -> use.amount().amount().movePointRight(2).longValueExact())
                .sum();
        assertThat(left(result)).allMatch(cents -> cents >= 0);
        assertThat(left(result).stream().mapToLong(Long::longValue).sum()).isEqualTo(before - taken);
        assertThat(result.amounts().total().minor())
                .isEqualTo(Money.halfUp(
                                new BigDecimal(before - taken).movePointLeft(2).multiply(new BigDecimal("1.2")), EUR)
                        .minor());
    }

    @ParameterizedTest(name = "{0} used of {1}, {2} of {3} invoices: {4}")
    @CsvSource({"4999, 5000, 7, , 1", "5000, 5000, 1, , -", "0, , 2, 3, 5000", "0, , 3, 3, -", "0, , 900, , 5000"})
    void whatIsLeftOfACoupon(long used, @Nullable Long limit, int uses, @Nullable Integer most, String left) {
        HeldCoupon coupon = new HeldCoupon(
                Samples.id(1),
                coupon("c", "50.00", null, List.of(), List.of()),
                Samples.SUBSCRIPTION,
                AT,
                limit,
                most,
                new HeldCoupon.Used(used, uses));
        boolean there = !left.equals("-");
        assertThat(coupon.isUsedUp()).isEqualTo(!there);
        assertThat(coupon.isFor(Samples.SUBSCRIPTION, EUR)).isEqualTo(there);
        assertThat(coupon.isFor(Samples.CUSTOMER, EUR)).isFalse();
        assertThat(coupon.isFor(Samples.SUBSCRIPTION, Currency.getInstance("USD")))
                .isFalse();
        if (there) {
            assertThat(coupon.discount()).isEqualTo(new Coupon.Discount.Amount(new Money(Long.parseLong(left), EUR)));
        }
    }
}
