package dev.countinghouse.invoicing;

import static dev.countinghouse.invoicing.Samples.due;
import static dev.countinghouse.invoicing.Samples.fee;
import static dev.countinghouse.invoicing.Samples.period;
import static dev.countinghouse.invoicing.Samples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.Charge.Timing;
import dev.countinghouse.catalog.ChargePricing;
import dev.countinghouse.money.Money;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.domain.Proration;
import dev.countinghouse.subscription.domain.Quantities;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A subscription ends within June 2023, which has 30 days and was paid for as a whole. */
class UnusedDaysLinesTest {

    @ParameterizedTest(name = "{1} at {0}, until {2}: {3} of June, {4} minor units")
    @CsvSource({
        "15.00 EUR, 1, 2023-06-11, -0.666666666667, -1000",
        "15.00 EUR, 3, 2023-06-02, -2.9,            -4350",
        "9.99 EUR,  1, 2023-06-30, -0.033333333333,   -33",
        "0.01 EUR,  1, 2023-06-16, -0.5,               -1", // half up means away from zero
        "15 JPY,    1, 2023-06-16, -0.5,               -8",
    })
    void theShareOfTheFeeForTheDaysAfterTheEndGoesBack(
            String price, int quantity, String end, BigDecimal units, long minor) {
        String unitAmount = price.substring(0, price.length() - 4);
        String currency = price.substring(price.length() - 3);
        LineDraft line = only(ended(fee(unitAmount, Timing.ADVANCE, true), end, quantity, currency));
        assertThat(line.amount()).isEqualTo(new Money(minor, Currency.getInstance(currency)));
        assertThat(line.quantity()).isEqualByComparingTo(units);
        assertThat(line.unitAmount()).isEqualByComparingTo(unitAmount);
        assertThat(line.purpose()).isEqualTo(LinePurpose.CHANGE);
        assertThat(line.period()).isEqualTo(period(end + "/2023-07-01"));
    }

    @Test
    void theLineSaysWhatItWasComputedFrom() {
        LineDraft line = only(ended(fee("15.00", Timing.ADVANCE, true), "2023-06-11", 3, "EUR"));
        assertThat(line.description()).isEqualTo("Monthly fee, unused (20 of 30 days)");
        assertThat(line.taxes()).containsExactly(Samples.tax("20"));
        assertThat(line.calculation())
                .containsEntry("kind", "unused_days")
                .containsEntry("units", new BigDecimal("3"))
                .containsEntry("fee", new BigDecimal("45"))
                .containsEntry("days", 20L)
                .containsEntry("days_in_period", 30L)
                .containsKey("steps");
    }

    /** 12 are 80.00 + 13.00 + 5.00 = 98.00, of which a third goes back. */
    @Test
    void ofTiersThereIsOneLine() {
        Charge seats = fee(
                Charge.Model.GRADUATED,
                ChargePricing.ofTiers(List.of(Samples.tier("10", "8.00", "0"), Samples.tier(null, "6.50", "5.00"))),
                null);
        LineDraft line = only(ended(seats, "2023-06-21", 12, "EUR"));
        assertThat(line.amount()).isEqualTo(euros("-32.67"));
        assertThat(line.unitAmount()).isEqualByComparingTo("-98.00");
    }

    @Test
    void aFeeOfAQuantityOfItsOwnGoesBackToo() {
        Charge fixed = fee(Charge.Model.STANDARD, ChargePricing.ofUnit(BigDecimal.TEN), "2");
        assertThat(only(ended(fixed, "2023-06-16", 7, "EUR")).amount()).isEqualTo(euros("-10.00"));
    }

    /** It began on 17 June: 14 of 30 days are 7.00 of 15.00, of which 4 go back. */
    @Test
    void ofAFirstPeriodThatIsAPartItIsTheShareOfTheWholePeriod() {
        DueItem item = Samples.ended(Samples.startedOn(
                LocalDate.parse("2023-06-17"),
                due(
                        terms("EUR", fee("15.00", Timing.ADVANCE, true)),
                        "2023-06-17/2023-06-27",
                        "2023-06-27/2023-06-27",
                        1)));
        assertThat(only(item).amount()).isEqualTo(euros("-2.00"));
    }

    @Test
    void whatCostsNothingGivesNoLine() {
        assertThat(lines(ended(fee("0.00", Timing.ADVANCE, true), "2023-06-11", 1, "EUR")))
                .isEmpty();
    }

    @Test
    void whatIsInArrearsNotProratedOrKeptIsNotGivenBack() {
        for (Charge charge : List.of(fee("15.00", Timing.ARREARS, true), fee("15.00", Timing.ADVANCE, false))) {
            assertThat(lines(ended(charge, "2023-06-11", 1, "EUR")))
                    .extracting(LineDraft::purpose)
                    .doesNotContain(LinePurpose.CHANGE);
        }
        DueItem kept = due(
                terms("EUR", fee("15.00", Timing.ADVANCE, true)), "2023-06-01/2023-06-11", "2023-06-11/2023-06-11", 1);
        assertThat(lines(kept)).isEmpty();
    }

    /** Paid in advance, changed and ended, it comes to what the days cost in arrears, but for a cent of each line. */
    @Property
    void whatStaysPaidIsWhatTheDaysCost(
            @ForAll @BigRange(min = "0.01", max = "999") @Scale(3) BigDecimal price,
            @ForAll @IntRange(min = 2, max = 29) int end,
            @ForAll @IntRange(min = 1, max = 20) int first,
            @ForAll @IntRange(min = 1, max = 20) int second) {
        Quantities quantities = Quantities.always(first)
                .with(new Quantities.Change(
                        1,
                        second,
                        LocalDate.parse("2023-06-02"),
                        LocalDate.parse("2023-07-01"),
                        Proration.NEXT_INVOICE));
        String day = LocalDate.of(2023, 6, end + 1).toString();
        Money back =
                sum(lines(with(quantities, ended(fee(price.toPlainString(), Timing.ADVANCE, true), day, 1, "EUR"))));
        Money cost =
                sum(lines(with(quantities, ended(fee(price.toPlainString(), Timing.ARREARS, true), day, 1, "EUR"))));
        Money paid = Money.exact(
                price.multiply(BigDecimal.valueOf(first)).setScale(2, RoundingMode.HALF_UP),
                Currency.getInstance("EUR"));
        assertThat(paid.plus(back).minus(cost).minor()).isBetween(-3L, 3L);
    }

    private static DueItem with(Quantities quantities, DueItem item) {
        return new DueItem(item.billing(), item.itemId(), quantities, item.terms(), item.days(), item.periods());
    }

    private static DueItem ended(Charge charge, String end, int quantity, String currency) {
        return Samples.ended(due(terms(currency, charge), "2023-06-01/" + end, end + "/" + end, quantity));
    }

    private static List<LineDraft> lines(DueItem item) {
        return InvoiceAssembly.fees(item);
    }

    private static LineDraft only(DueItem item) {
        assertThat(lines(item)).hasSize(1);
        return lines(item).getFirst();
    }

    private static Money sum(List<LineDraft> lines) {
        return Money.sum(lines.stream().map(LineDraft::amount).toList(), Currency.getInstance("EUR"));
    }

    private static Money euros(String amount) {
        return Money.exact(new BigDecimal(amount), Currency.getInstance("EUR"));
    }
}
