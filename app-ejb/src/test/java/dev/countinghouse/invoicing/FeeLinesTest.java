package dev.countinghouse.invoicing;

import static dev.countinghouse.invoicing.Samples.due;
import static dev.countinghouse.invoicing.Samples.fee;
import static dev.countinghouse.invoicing.Samples.period;
import static dev.countinghouse.invoicing.Samples.terms;
import static dev.countinghouse.invoicing.Samples.tier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.Charge.Model;
import dev.countinghouse.catalog.ChargePricing;
import dev.countinghouse.money.Money;
import dev.countinghouse.rating.domain.Tier;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Fees of seats by every model; the figures are worked out by hand. */
class FeeLinesTest {

    private static final ServicePeriod JUNE = period("2023-06-01/2023-07-01");
    private static final ServicePeriod TEN_DAYS = period("2023-06-21/2023-07-01");
    /** Up to 10 at 8.00, above at 6.50 and 5.00 flat. */
    private static final List<Tier> SEATS = List.of(tier("10", "8.00", "0"), tier(null, "6.50", "5.00"));

    @Test
    void eachTierOfAGraduatedFeeIsALine() {
        List<LineDraft> lines = lines(fee(Model.GRADUATED, ChargePricing.ofTiers(SEATS), null), 12, JUNE);
        assertThat(lines)
                .extracting(FeeLinesTest::text)
                .containsExactly(
                        "Seats (0 to 10): 10 x 8.00 = 80.00",
                        "Seats (above 10): 2 x 6.50 = 13.00",
                        "Seats (above 10), flat: 1 x 5.00 = 5.00");
        assertThat(lines).extracting(LineDraft::sequence).containsExactly(0, 1, 2);
        assertThat(lines).extracting(LineDraft::metric).containsOnlyNulls();
        assertThat(lines).extracting(LineDraft::purpose).containsOnly(LinePurpose.REGULAR);
        assertThat(lines.get(1).calculation())
                .containsEntry("model", Model.GRADUATED)
                .containsEntry("units", new BigDecimal("12"))
                .containsEntry("kind", "units")
                .containsEntry("tier", 1)
                .containsEntry("from", new BigDecimal("10"))
                .containsKey("steps")
                .doesNotContainKey("days");
    }

    /** A third of 80, 13 and 5: all units choose the tiers, and each line costs its share of days. */
    @Test
    void aPartOfAPeriodCostsItsShareOfThePriceOfAllUnits() {
        List<LineDraft> lines = lines(fee(Model.GRADUATED, ChargePricing.ofTiers(SEATS), null), 12, TEN_DAYS);
        assertThat(lines)
                .extracting(FeeLinesTest::text)
                .containsExactly(
                        "Seats (0 to 10) (10 of 30 days): 3.333333333333 x 8.00 = 26.67",
                        "Seats (above 10) (10 of 30 days): 0.666666666667 x 6.50 = 4.33",
                        "Seats (above 10), flat (10 of 30 days): 0.333333333333 x 5.00 = 1.67");
        assertThat(lines.getFirst().calculation())
                .containsEntry("units", new BigDecimal("12"))
                .containsEntry("days", 10L)
                .containsEntry("days_in_period", 30L);
    }

    @Test
    void aVolumeFeeIsThatOfTheOneTierThatHoldsAllSeats() {
        Charge volume = fee(Model.VOLUME, ChargePricing.ofTiers(SEATS), null);
        assertThat(lines(volume, 12, JUNE))
                .extracting(FeeLinesTest::text)
                .containsExactly("Seats (above 10): 12 x 6.50 = 78.00", "Seats (above 10), flat: 1 x 5.00 = 5.00");
        assertThat(lines(volume, 10, JUNE))
                .extracting(FeeLinesTest::text)
                .containsExactly("Seats (0 to 10): 10 x 8.00 = 80.00");
    }

    @Test
    void aStepIsDueOnceForAnyNumberWithinIt() {
        Charge steps = fee(
                Model.STAIR_STEP, ChargePricing.ofTiers(List.of(tier("5", "0", "49"), tier(null, "0", "99"))), null);
        assertThat(lines(steps, 5, JUNE)).extracting(LineDraft::amount).containsExactly(euros("49.00"));
        assertThat(lines(steps, 6, JUNE)).extracting(LineDraft::amount).containsExactly(euros("99.00"));
        assertThat(lines(steps, 6, TEN_DAYS)).extracting(LineDraft::amount).containsExactly(euros("33.00"));
    }

    /** 12 less 2 that are free are 10: two packages of five. A thirteenth begins the third. */
    @Test
    void aPackageThatIsBegunCountsWhole() {
        Charge packages = fee(
                Model.PACKAGE,
                new ChargePricing(
                        null,
                        null,
                        null,
                        new BigDecimal("5"),
                        new BigDecimal("20"),
                        new BigDecimal("2"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                null);
        assertThat(lines(packages, 12, JUNE)).extracting(FeeLinesTest::text).containsExactly("Seats: 2 x 20 = 40.00");
        assertThat(lines(packages, 13, JUNE)).extracting(LineDraft::amount).containsExactly(euros("60.00"));
    }

    @Test
    void aFixedQuantityIsTakenWhateverIsSubscribedTo() {
        Charge fixed = fee(Model.GRADUATED, ChargePricing.ofTiers(SEATS), "10.5");
        assertThat(lines(fixed, 99, JUNE))
                .extracting(FeeLinesTest::text)
                .containsExactly(
                        "Seats (0 to 10): 10 x 8.00 = 80.00",
                        "Seats (above 10): 0.5 x 6.50 = 3.25",
                        "Seats (above 10), flat: 1 x 5.00 = 5.00");
    }

    /** Each of the three lines is rounded once in each part. */
    @Property(tries = 200)
    void theTwoPartsOfAMonthCostTheMonthToACentALine(
            @ForAll @IntRange(min = 1, max = 29) int cut, @ForAll @IntRange(min = 11, max = 1000) int seats) {
        Charge charge = fee(Model.GRADUATED, ChargePricing.ofTiers(SEATS), null);
        ServicePeriod first = JUNE.before(JUNE.start().plusDays(cut));
        Money parts = sum(lines(charge, seats, first))
                .plus(sum(lines(charge, seats, new ServicePeriod(first.end(), JUNE.end()))));
        Money whole = sum(lines(charge, seats, JUNE));
        assertThat(parts.minor() - whole.minor()).isBetween(-3L, 3L);
    }

    private static List<LineDraft> lines(Charge charge, int seats, ServicePeriod period) {
        DueItem item = due(terms("EUR", charge), null, "2023-06-01/2023-07-01", seats);
        return Lines.fees(item, charge, period, JUNE);
    }

    private static String text(LineDraft line) {
        return line.description() + ": " + line.quantity().toPlainString() + " x "
                + line.unitAmount().toPlainString() + " = "
                + line.amount().toDecimal().toPlainString();
    }

    private static Money sum(List<LineDraft> lines) {
        return Money.sum(lines.stream().map(LineDraft::amount).toList(), Currency.getInstance("EUR"));
    }

    private static Money euros(String amount) {
        return Money.exact(new BigDecimal(amount), Currency.getInstance("EUR"));
    }
}
