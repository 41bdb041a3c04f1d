package dev.countinghouse.invoicing;

import static dev.countinghouse.invoicing.Samples.due;
import static dev.countinghouse.invoicing.Samples.fee;
import static dev.countinghouse.invoicing.Samples.period;
import static dev.countinghouse.invoicing.Samples.terms;
import static dev.countinghouse.invoicing.Samples.tier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.money.Money;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
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

class LinesTest {

    private static final ServicePeriod JUNE = period("2023-06-01/2023-07-01");
    private static final Currency EUR = Currency.getInstance("EUR");

    @ParameterizedTest(name = "a fee of {0} for {1} is {2}")
    @CsvSource({
        "29.00, 2024-02-12/2024-03-01, 18.00", // 18 of 29 days
        "28.00, 2023-02-12/2023-03-01, 17.00", // 17 of 28 days
        "50, 2022-08-10/2022-09-01, 35.48",
        "10.00, 2023-01-15/2023-02-01, 5.48",
        "100, 2022-01-01/2022-01-15, 45.16",
        "31.00, 2023-07-01/2023-07-19, 18.00",
        "29.00, 2024-02-01/2024-03-01, 29.00",
        "29.99, 2024-02-29/2024-03-01, 1.03"
    })
    void aProratedFeeIsByRealDaysOfItsPeriod(String unitAmount, String part, BigDecimal amount) {
        ServicePeriod period = period(part);
        LineDraft line = feeLine(
                due(terms("EUR"), null, part),
                fee(unitAmount, Charge.Timing.ADVANCE, true),
                period,
                Samples.month(period));
        assertThat(line.amount()).isEqualTo(Money.exact(amount, EUR));
    }

    @Test
    void aFeeThatIsNotProratedIsDueInFull() {
        ServicePeriod part = period("2023-06-20/2023-07-01");
        LineDraft line = feeLine(
                due(terms("EUR"), null, "2023-06-20/2023-07-01"),
                fee("29.00", Charge.Timing.ADVANCE, false),
                part,
                JUNE);
        assertThat(line.amount()).isEqualTo(new Money(2900, EUR));
        assertThat(line.quantity()).isEqualByComparingTo(BigDecimal.ONE);
        assertThat(line.description()).isEqualTo("Monthly fee");
        assertThat(line.period()).isEqualTo(part);
    }

    @Test
    void aPartTellsItsDaysAndItsShare() {
        LineDraft line = feeLine(
                due(terms("EUR"), null, "2023-06-21/2023-07-01"),
                fee("29.00", Charge.Timing.ADVANCE, true),
                period("2023-06-21/2023-07-01"),
                JUNE);
        assertThat(line.description()).isEqualTo("Monthly fee (10 of 30 days)");
        assertThat(line.quantity()).isEqualTo(new BigDecimal("0.333333333333"));
        assertThat(line.calculation()).containsEntry("days", 10L).containsEntry("days_in_period", 30L);
        assertThat(line.metric()).isNull();
    }

    @Test
    void aLineHasTheTaxesOfItsChargeOrElseThePlans() {
        Charge fee = fee("29.00", Charge.Timing.ADVANCE, true);
        DueItem due = due(terms("EUR"), null, "2023-06-01/2023-07-01");
        assertThat(feeLine(due, fee, JUNE, JUNE).taxes()).containsExactly(Samples.tax("20"));
        assertThat(feeLine(due, Samples.taxed(fee, "city", "reduced"), JUNE, JUNE)
                        .taxes())
                .containsExactly(Samples.tax("city", "1.25"), Samples.tax("reduced", "5.5"));
        assertThat(Samples.used(due, Samples.taxed(Samples.buildMinutes(), "reduced"), JUNE, BigDecimal.TEN))
                .allSatisfy(line -> assertThat(line.taxes()).containsExactly(Samples.tax("reduced", "5.5")));
    }

    @Test
    void aPlanTakenSeveralTimesCostsSoManyFees() {
        DueItem seats = due(terms("EUR"), null, "2024-02-12/2024-03-01", 7);
        LineDraft whole = feeLine(seats, fee("29.00", Charge.Timing.ADVANCE, true), JUNE, JUNE);
        assertThat(whole.quantity()).isEqualByComparingTo("7");
        assertThat(whole.amount()).isEqualTo(new Money(20300, EUR));
        ServicePeriod part = period("2024-02-12/2024-03-01");
        LineDraft prorated = feeLine(seats, fee("29.00", Charge.Timing.ADVANCE, true), part, Samples.month(part));
        assertThat(prorated.amount()).isEqualTo(new Money(12600, EUR));
    }

    @Test
    void usageMakesALineForEachTierItEnters() {
        List<LineDraft> lines = Samples.used(
                due(terms("EUR"), "2023-06-01/2023-07-01", "2023-07-01/2023-08-01"),
                Samples.buildMinutes(),
                JUNE,
                new BigDecimal("162.5"));
        assertThat(lines)
                .extracting(LineDraft::description)
                .containsExactly("Build minutes (0 to 50)", "Build minutes (50 to 150)", "Build minutes (above 150)");
        assertThat(lines).extracting(line -> line.quantity().toPlainString()).containsExactly("50", "100", "12.5");
        assertThat(lines).extracting(line -> line.amount().minor()).containsExactly(400L, 500L, 13L);
        assertThat(lines).extracting(LineDraft::sequence).containsExactly(0, 1, 2);
        assertThat(lines).extracting(LineDraft::metric).containsOnly("minutes");
        assertThat(lines.get(2).preciseAmount()).isEqualByComparingTo("0.125");
    }

    @Test
    void noUsageIsALineToo() {
        List<LineDraft> lines = Samples.used(
                due(terms("EUR"), null, "2023-07-01/2023-08-01"), Samples.buildMinutes(), JUNE, BigDecimal.ZERO);
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.quantity()).isEqualByComparingTo(BigDecimal.ZERO);
            assertThat(line.amount()).isEqualTo(Money.zero(EUR));
        });
    }

    @Test
    void aFlatAmountIsALineWithoutUsage() {
        List<LineDraft> lines = Samples.used(
                due(terms("EUR"), null, "2023-07-01/2023-08-01"),
                Samples.usage(tier("10", "1", "5"), tier(null, "0.5", "2")),
                JUNE,
                new BigDecimal("12"));
        assertThat(lines)
                .extracting(LineDraft::description)
                .containsExactly(
                        "Build minutes (0 to 10)",
                        "Build minutes (0 to 10), flat",
                        "Build minutes (above 10)",
                        "Build minutes (above 10), flat");
        assertThat(lines).extracting(LineDraft::metric).containsExactly("minutes", null, "minutes", null);
        assertThat(Money.sum(lines.stream().map(LineDraft::amount).toList(), EUR))
                .isEqualTo(new Money(1800, EUR));
    }

    @Test
    void aPriceWithoutTiersNeedsNoBounds() {
        List<LineDraft> lines = Samples.used(
                due(terms("EUR"), null, "2023-07-01/2023-08-01"),
                Samples.usage(tier(null, "0.5", "0")),
                JUNE,
                BigDecimal.TEN);
        assertThat(lines).extracting(LineDraft::description).containsExactly("Build minutes");
    }

    @Test
    void aLineTellsHowItCameAbout() {
        LineDraft line = Samples.used(
                        due(terms("EUR"), null, "2023-07-01/2023-08-01"),
                        Samples.buildMinutes(),
                        JUNE,
                        new BigDecimal("20.500"))
                .getFirst();
        assertThat(line.calculation())
                .containsEntry("charge", "builds")
                .containsEntry("model", Charge.Model.GRADUATED)
                .containsEntry("rounding", RoundingMode.HALF_UP)
                .containsEntry("usage", new BigDecimal("20.5"))
                .containsEntry("tier", 0)
                .containsEntry("flat", false)
                .containsEntry("from", BigDecimal.ZERO)
                .containsEntry("up_to", new BigDecimal("50"));
    }

    @ParameterizedTest(name = "{0} units at 0.0155 in {1} are {2} minor units")
    @CsvSource({"1, EUR, 2", "100, EUR, 155", "1, JPY, 0", "33, JPY, 1", "1, BHD, 16", "0.1, BHD, 2"})
    void aLineIsRoundedOnceToItsCurrencysMinorUnit(BigDecimal usage, String currency, long minor) {
        LineDraft line = Samples.used(
                        due(terms(currency), null, "2023-07-01/2023-08-01"),
                        Samples.usage(tier(null, "0.0155", "0")),
                        JUNE,
                        usage)
                .getFirst();
        assertThat(line.amount().minor()).isEqualTo(minor);
        assertThat(line.preciseAmount()).isEqualByComparingTo(usage.multiply(new BigDecimal("0.0155")));
    }

    @Property(tries = 200)
    void quantitiesOfLinesSumToTheUsage(@ForAll @BigRange(min = "0", max = "1000") @Scale(12) BigDecimal usage) {
        BigDecimal sum =
                Samples.used(due(terms("EUR"), null, "2023-07-01/2023-08-01"), Samples.buildMinutes(), JUNE, usage)
                        .stream()
                        .map(LineDraft::quantity)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo(usage);
    }

    @Property(tries = 200)
    void theTwoPartsOfAMonthCostTheMonthToACent(@ForAll @IntRange(min = 1, max = 28) int cut) {
        ServicePeriod february = period("2024-02-01/2024-03-01");
        ServicePeriod first = february.before(february.start().plusDays(cut));
        ServicePeriod rest = new ServicePeriod(first.end(), february.end());
        Charge fee = fee("99.99", Charge.Timing.ADVANCE, true);
        DueItem item = due(terms("EUR"), null, "2024-02-01/2024-03-01");
        Money sum = feeLine(item, fee, first, february)
                .amount()
                .plus(feeLine(item, fee, rest, february).amount());
        assertThat(sum.minor()).isBetween(9998L, 10000L);
    }

    /** The only line of a standard fee. */
    private static LineDraft feeLine(DueItem item, Charge charge, ServicePeriod period, ServicePeriod whole) {
        List<LineDraft> lines = Lines.fees(item, charge, period, whole);
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }
}
