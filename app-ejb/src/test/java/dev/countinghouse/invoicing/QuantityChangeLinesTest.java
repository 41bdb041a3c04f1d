package dev.countinghouse.invoicing;

import static dev.countinghouse.invoicing.Samples.due;
import static dev.countinghouse.invoicing.Samples.fee;
import static dev.countinghouse.invoicing.Samples.period;
import static dev.countinghouse.invoicing.Samples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.Charge.Timing;
import dev.countinghouse.catalog.ChargePricing;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.domain.Proration;
import dev.countinghouse.subscription.domain.Quantities;
import dev.countinghouse.subscription.domain.Trial;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The quantity changes within June 2023, which has 30 days; the boundary is billed that ends it. */
class QuantityChangeLinesTest {

    private static final String JUNE = "2023-06-01/2023-07-01";
    private static final String JULY = "2023-07-01/2023-08-01";

    @ParameterizedTest(name = "at {0} a month, {1} on {2}: {3} more are {4} minor units")
    @CsvSource({
        "15.00 EUR, 3 to 8, 2023-06-11,  3.333333333333,  5000",
        "15.00 EUR, 8 to 5, 2023-06-16, -1.5,            -2250",
        "15.00 EUR, 1 to 2, 2023-06-01,  1,               1500",
        "15.00 EUR, 1 to 2, 2023-06-30,  0.033333333333,    50",
        "9.99 EUR,  2 to 1, 2023-06-10, -0.7,             -699",
        "0.01 EUR,  2 to 1, 2023-06-16, -0.5,               -1", // half up means away from zero
        "15 JPY,    8 to 5, 2023-06-16, -1.5,              -23",
        "9.125 KWD, 1 to 3, 2023-06-20,  0.733333333333,  6692",
    })
    void oneLineOfTheDifferenceIsForTheDaysThatAreLeft(
            String price, String quantities, String day, BigDecimal more, long minor) {
        String unitAmount = price.substring(0, price.length() - 4);
        String currency = price.substring(price.length() - 3);
        int before = Character.digit(quantities.charAt(0), 10);
        int after = Character.digit(quantities.charAt(quantities.length() - 1), 10);
        DueItem june = due(terms(currency, fee(unitAmount, Timing.ADVANCE, true)), JUNE, JULY, before);
        LineDraft line = only(changed(june, change(1, after, day)));
        assertThat(line.amount()).isEqualTo(new Money(minor, Currency.getInstance(currency)));
        assertThat(line.quantity()).isEqualByComparingTo(more);
        assertThat(line.unitAmount()).isEqualByComparingTo(unitAmount);
        assertThat(line.purpose()).isEqualTo(LinePurpose.CHANGE);
        assertThat(line.period()).isEqualTo(period(day + "/2023-07-01"));
        assertThat(line.taxes()).containsExactly(Samples.tax("20"));
        assertThat(line.description()).startsWith("Monthly fee, from " + quantities);
    }

    @Test
    void theLineSaysWhatItWasComputedFrom() {
        DueItem june = due(terms("EUR", fee("15.00", Timing.ADVANCE, true)), JUNE, JULY, 3);
        LineDraft line = only(changed(june, change(1, 8, "2023-06-11")));
        assertThat(line.description()).isEqualTo("Monthly fee, from 3 to 8 (20 of 30 days)");
        assertThat(line.calculation())
                .containsEntry("charge", "fee")
                .containsEntry("kind", "quantity_change")
                .containsEntry("change", 1)
                .containsEntry("quantity_before", 3)
                .containsEntry("quantity_after", 8)
                .containsEntry("fee_before", new BigDecimal("45"))
                .containsEntry("fee_after", new BigDecimal("120"))
                .containsEntry("days", 20L)
                .containsEntry("days_in_period", 30L)
                .containsKey("steps");
    }

    /** 8 are 64.00; 12 are 80.00 + 13.00 + 5.00: 34.00 more, of which a third. */
    @Test
    void whatTheTiersCostMoreIsOneLineToo() {
        Charge seats = fee(
                Charge.Model.GRADUATED,
                ChargePricing.ofTiers(List.of(Samples.tier("10", "8.00", "0"), Samples.tier(null, "6.50", "5.00"))),
                null);
        LineDraft line = only(changed(due(terms("EUR", seats), JUNE, JULY, 8), change(1, 12, "2023-06-21")));
        assertThat(line.amount()).isEqualTo(euros("11.33"));
        assertThat(line.unitAmount()).isEqualByComparingTo("34.00");
        assertThat(line.quantity()).isEqualByComparingTo("0.333333333333");
    }

    @Test
    void whatIsOfAnotherQuantityNotProratedOrCostsTheSameIsLeftAsItIs() {
        Charge fixed = fee(Charge.Model.STANDARD, ChargePricing.ofUnit(BigDecimal.TEN), "1");
        Charge whole = fee("29.00", Timing.ADVANCE, false);
        Charge step = fee(
                Charge.Model.STAIR_STEP,
                ChargePricing.ofTiers(List.of(Samples.tier("10", "0", "8.00"), Samples.tier(null, "0", "20.00"))),
                null);
        for (Charge charge : List.of(fixed, whole, step)) {
            DueItem june = changed(due(terms("EUR", charge), JUNE, JULY, 3), change(1, 8, "2023-06-11"));
            assertThat(lines(june)).extracting(LineDraft::purpose).containsOnly(LinePurpose.REGULAR);
        }
    }

    @Test
    void theNextInvoiceHasTheChangeAndTheFeeOfTheNewQuantity() {
        DueItem june = due(terms("EUR", fee("15.00", Timing.ADVANCE, true)), JUNE, JULY, 3);
        assertThat(texts(changed(june, change(1, 8, "2023-06-11"))))
                .containsExactly("regular 2023-07-01 120.00", "change 2023-06-11 50.00");
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "AT_ONCE"})
    void whatIsBilledAtOnceOrNotAtAllIsNotOnTheNextInvoice(Proration proration) {
        DueItem june = due(terms("EUR", fee("15.00", Timing.ADVANCE, true)), JUNE, JULY, 3);
        assertThat(texts(changed(june, change(1, 8, "2023-06-11", proration))))
                .containsExactly("regular 2023-07-01 120.00");
    }

    /** 3 × 15.00 × 10 ÷ 30 and 8 × 15.00 × 20 ÷ 30. */
    @Test
    void aFeeInArrearsIsForTheDaysOfEachQuantity() {
        DueItem june = due(terms("EUR", fee("15.00", Timing.ARREARS, true)), JUNE, JULY, 3);
        assertThat(texts(changed(june, change(1, 8, "2023-06-11", Proration.AT_ONCE))))
                .containsExactly("regular 2023-06-01 15.00", "regular 2023-06-11 80.00");
        assertThat(texts(changed(june, change(1, 8, "2023-06-11", Proration.NONE))))
                .containsExactly("regular 2023-06-01 45.00");
    }

    @Test
    void aFeeInArrearsThatIsNotProratedIsOfTheQuantityThatItsPeriodBeganWith() {
        DueItem june = due(terms("EUR", fee("15.00", Timing.ARREARS, false)), JUNE, JULY, 3);
        assertThat(texts(changed(june, change(1, 8, "2023-06-11")))).containsExactly("regular 2023-06-01 45.00");
    }

    /** Paid from the 11th: what changed before is billed when the trial ends, what changes after it is a line. */
    @ParameterizedTest(name = "changed on the {0}: {1}")
    @CsvSource({"2023-06-10, ", "2023-06-11, change 2023-06-11 50.00", "2023-06-21, change 2023-06-21 25.00"})
    void inTheTrialThereIsNothingToMakeUpFor(String day, @Nullable String line) {
        DueItem june = Samples.tried(
                new Trial(LocalDate.parse("2023-06-01"), 10),
                due(terms("EUR", fee("15.00", Timing.ADVANCE, true)), JUNE, JULY, 3));
        List<String> wanted = new ArrayList<>(List.of("regular 2023-07-01 120.00"));
        if (line != null) {
            wanted.add(line);
        }
        assertThat(texts(changed(june, change(1, 8, day)))).isEqualTo(wanted);
    }

    /** A change of the first day was not on the invoice of the period's beginning, whenever that was written. */
    @Test
    void aChangeOfTheFirstDayIsForTheWholePeriod() {
        DueItem july = changed(
                due(terms("EUR", fee("15.00", Timing.ADVANCE, true)), JUNE, JULY, 3),
                new Quantities.Change(
                        1, 8, LocalDate.parse("2023-07-01"), LocalDate.parse("2023-08-01"), Proration.NEXT_INVOICE));
        assertThat(texts(july)).containsExactly("regular 2023-07-01 45.00");
    }

    @Test
    void aPeriodThatWasCutSinceIsBilledAsItWasPaid() {
        DueItem last = due(
                terms("EUR", fee("15.00", Timing.ADVANCE, true)), "2023-06-01/2023-06-15", "2023-06-15/2023-06-15", 3);
        assertThat(texts(changed(last, change(1, 8, "2023-06-11")))).containsExactly("change 2023-06-11 50.00");
    }

    /** To the cent, whatever the price and the day, by lines and in arrears. */
    @Property
    void aChangeAndBackOnTheSameDayIsNothing(
            @ForAll @BigRange(min = "0.01", max = "9999") @Scale(4) BigDecimal price,
            @ForAll @IntRange(min = 1, max = 30) int day,
            @ForAll @IntRange(min = 1, max = 50) int before,
            @ForAll @IntRange(min = 1, max = 50) int between) {
        String date = LocalDate.of(2023, 6, day).toString();
        for (Timing timing : Timing.values()) {
            DueItem june = due(terms("EUR", fee(price.toPlainString(), timing, true)), JUNE, JULY, before);
            DueItem back = changed(june, change(1, between, date), change(2, before, date));
            assertThat(sum(lines(back))).isEqualTo(sum(lines(june)));
        }
    }

    /** What was paid, and the changes, differ from what the days cost by less than a cent for each line. */
    @Property
    void theFeeAndItsChangesAreWhatTheDaysCost(
            @ForAll @BigRange(min = "0.01", max = "999") @Scale(3) BigDecimal price,
            @ForAll @IntRange(min = 1, max = 29) int day,
            @ForAll @IntRange(min = 1, max = 20) int first,
            @ForAll @IntRange(min = 1, max = 20) int second,
            @ForAll @IntRange(min = 1, max = 20) int third) {
        Quantities.Change[] changes = {
            change(1, second, LocalDate.of(2023, 6, day).toString()), change(2, third, "2023-06-30")
        };
        DueItem advance = changed(
                due(terms("EUR", fee(price.toPlainString(), Timing.ADVANCE, true)), JUNE, JULY, first), changes);
        DueItem arrears = changed(
                due(terms("EUR", fee(price.toPlainString(), Timing.ARREARS, true)), JUNE, JULY, first), changes);
        Money paid = Money.halfUp(Fraction.of(price.multiply(BigDecimal.valueOf(first))), Currency.getInstance("EUR"));
        Money made = sum(lines(advance).stream()
                .filter(line -> line.purpose() == LinePurpose.CHANGE)
                .toList());
        assertThat(paid.plus(made).minus(sum(lines(arrears))).minor()).isBetween(-3L, 3L);
    }

    private static DueItem changed(DueItem item, Quantities.Change... changes) {
        Quantities quantities = item.quantities();
        for (Quantities.Change change : changes) {
            quantities = quantities.with(change);
        }
        return new DueItem(item.billing(), item.itemId(), quantities, item.terms(), item.days(), item.periods());
    }

    private static Quantities.Change change(int place, int quantity, String day) {
        return change(place, quantity, day, Proration.NEXT_INVOICE);
    }

    private static Quantities.Change change(int place, int quantity, String day, Proration proration) {
        return new Quantities.Change(place, quantity, LocalDate.parse(day), LocalDate.parse("2023-07-01"), proration);
    }

    /** The lines of the boundary. */
    private static List<LineDraft> lines(DueItem item) {
        return InvoiceAssembly.fees(item);
    }

    private static LineDraft only(DueItem item) {
        List<LineDraft> changes = lines(item).stream()
                .filter(line -> line.purpose() == LinePurpose.CHANGE)
                .toList();
        assertThat(changes).hasSize(1);
        return changes.getFirst();
    }

    private static List<String> texts(DueItem item) {
        return lines(item).stream()
                .map(line -> line.purpose().name().toLowerCase(Locale.ROOT) + " "
                        + line.period().start() + " "
                        + line.amount().toDecimal().toPlainString())
                .toList();
    }

    private static Money sum(List<LineDraft> lines) {
        return Money.sum(lines.stream().map(LineDraft::amount).toList(), Currency.getInstance("EUR"));
    }

    private static Money euros(String amount) {
        return Money.exact(new BigDecimal(amount), Currency.getInstance("EUR"));
    }
}
