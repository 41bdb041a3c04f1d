package dev.countinghouse.invoicing;

import static dev.countinghouse.invoicing.RunningJune.TENTH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.ChargePricing;
import dev.countinghouse.metering.MeteredEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageThresholdsTest {

    private static final Map<String, String> ALL = Map.of();

    /** One euro a minute. */
    private static final Charge EUROS =
            InThresholds.charge(Charge.Model.STANDARD, ChargePricing.ofUnit(BigDecimal.ONE));

    @ParameterizedTest(name = "thresholds {0} and each further {1}, used {2}: invoices of {3}, then of {4}")
    @CsvSource({
        "200, , 199.99, 0, 199.99", // below
        "200, , 200, 200, 0", // reached to the cent
        "200, , 200 100, 200 0, 100", // used once
        "200, , 150 100 500, 0 250 0, 500", // all of it, not up to the threshold alone
        "200 400, , 250 100 50, 250 0 150, 0", // of one that is above what was invoiced
        "200 400, , 450 100, 450 0, 100", // both at once, by one huge event
        "200 400 1000, , 450 500 50, 450 0 550, 0",
        "200 400, 100, 450 40 10, 450 0 50, 0", // 500 is one
        "200 400, 100, 450 49.99 0.01 99.99 0.01, 450 0 50 0 100, 0",
        "200 400, 100, 1234 65 1, 1234 0 66, 0", // 1300
        "100, 0.01, 100 0.01 0.01, 100 0.01 0.01, 0",
        "200, , , , 0"
    })
    void usageIsInvoicedWheneverItReachesAThresholdThatWasNotInvoiced(
            String amounts, @Nullable String recurring, @Nullable String used, @Nullable String billed, String rest) {
        RunningJune june = june(EUROS, recurring, amounts.split(" "));
        List<String> invoices = new ArrayList<>();
        int second = 0;
        for (String more : used == null ? List.<String>of() : Arrays.asList(used.split(" "))) {
            june.use(second++, more, ALL);
            invoices.add(sum(june.turn().stream()
                    .flatMap(draft -> draft.lines().stream())
                    .toList()));
        }
        assertThat(invoices).isEqualTo(billed == null ? List.of() : List.of(billed.split(" ")));
        assertThat(sum(june.end())).isEqualTo(rest);
    }

    @Test
    void anInvoiceHasAllUsageOfThePeriodSoFarTierByTier() {
        RunningJune june = june(Samples.buildMinutes(), null, "4.20", "9");
        june.use(1, "40", ALL);
        assertThat(june.turn()).as("3.20").isEmpty();
        june.use(2, "20", ALL);
        InvoiceDraft draft = june.turn().getFirst();
        assertThat(texts(draft.lines()))
                .containsExactly("Build minutes (0 to 50): 50 = 4.00", "Build minutes (50 to 150): 10 = 0.50");
        assertThat(draft.lines()).extracting(LineDraft::purpose).containsOnly(LinePurpose.PROGRESSIVE);
        assertThat(draft.at()).isEqualTo(TENTH);
        assertThat(draft.period()).isEqualTo(Samples.period("2023-06-01/2023-07-01"));
        june.use(3, "90", ALL);
        assertThat(texts(june.turn().getFirst().lines())).containsExactly("Build minutes (50 to 150): 90 = 4.50");
        june.use(4, "5", ALL);
        assertThat(texts(june.end())).containsExactly("Build minutes (above 150): 5 = 0.05");
    }

    @Test
    void aPeriodThatReachedNoneIsBilledAsWithoutThresholds() {
        RunningJune june = june(Samples.buildMinutes(), null, "100");
        june.use(1, "60", ALL);
        june.turn();
        assertThat(june.end())
                .isEqualTo(june.arrears())
                .extracting(LineDraft::purpose)
                .containsOnly(LinePurpose.REGULAR);
        assertThat(june(Samples.buildMinutes(), null, "100").end())
                .as("nothing was used, and the line says so")
                .hasSize(1);
    }

    @Test
    void whatWasVoidedUsesNoThresholdAgainAndGoesBackAtTheEnd() {
        RunningJune june = june(EUROS, null, "200", "400");
        MeteredEvent wrong = june.use(1, "250", ALL);
        june.turn();
        june.remove(wrong);
        june.use(2, "230", ALL);
        assertThat(june.turn()).as("200 was used by 250").isEmpty();
        assertThat(june.end()).singleElement().satisfies(line -> {
            assertThat(line.quantity()).isEqualByComparingTo("-20");
            assertThat(line.amount().toDecimal()).isEqualByComparingTo("-20");
            assertThat(line.purpose()).isEqualTo(LinePurpose.PROGRESSIVE);
        });
    }

    /** Up to 100 minutes cost 1.00 each, more of them 0.60. */
    @Test
    void moreUnitsThatCostLessAreNoInvoiceUntilThePeriodEnds() {
        Charge volume = InThresholds.charge(
                Charge.Model.VOLUME,
                ChargePricing.ofTiers(List.of(Samples.tier("100", "1", "0"), Samples.tier(null, "0.6", "0"))));
        RunningJune june = june(volume, null, "80", "90", "110");
        june.use(1, "95", ALL);
        assertThat(sum(june.turn().getFirst().lines())).isEqualTo("95");
        june.use(2, "55", ALL);
        assertThat(june.turn())
                .as("150 at 0.60 are 90.00: less than was invoiced")
                .isEmpty();
        june.use(3, "50", ALL);
        assertThat(texts(june.turn().getFirst().lines()))
                .containsExactlyInAnyOrder("Build minutes (above 100): 200 = 120.00", "Build minutes: -95 = -95.00");
        assertThat(june.end()).isEmpty();
    }

    @Test
    void aMinimumIsDueWhenThePeriodEndsAndReachesNoThreshold() {
        RunningJune june = june(InAdvance.limited(EUROS, "300", null), null, "200");
        june.use(1, "150", ALL);
        assertThat(june.turn()).isEmpty();
        june.use(2, "60", ALL);
        assertThat(sum(june.turn().getFirst().lines())).isEqualTo("210");
        assertThat(texts(june.end())).containsExactly("Build minutes, minimum: 1 = 90.00");
    }

    @Test
    void aMaximumHoldsAndWhatIsAboveItReachesNoThreshold() {
        RunningJune june = june(InAdvance.limited(EUROS, null, "250"), null, "200", "300");
        june.use(1, "500", ALL);
        assertThat(sum(june.turn().getFirst().lines())).isEqualTo("250");
        june.use(2, "500", ALL);
        assertThat(june.turn()).isEmpty();
        assertThat(sum(june.end())).isEqualTo("0");
    }

    @Test
    void anAmountCountsAsItStandsOnTheLines() {
        RunningJune june = new RunningJune(Samples.withThresholds(
                "EUR",
                List.of("0.01"),
                null,
                InThresholds.charge(Charge.Model.STANDARD, ChargePricing.ofUnit(new BigDecimal("0.001")))));
        june.use(1, "4", ALL);
        assertThat(june.turn()).as("0.004").isEmpty();
        june.use(2, "1", ALL);
        assertThat(sum(june.turn().getFirst().lines())).isEqualTo("0.01");
    }

    private static RunningJune june(Charge charge, @Nullable String recurring, String... amounts) {
        return new RunningJune(Samples.withThresholds("EUR", List.of(amounts), recurring, charge));
    }

    private static String sum(List<LineDraft> lines) {
        BigDecimal sum = lines.stream().map(line -> line.amount().toDecimal()).reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.signum() == 0 ? "0" : sum.stripTrailingZeros().toPlainString();
    }

    private static List<String> texts(List<LineDraft> lines) {
        return lines.stream()
                .map(line -> line.description() + ": "
                        + line.quantity().stripTrailingZeros().toPlainString() + " = "
                        + line.amount().toDecimal().toPlainString())
                .toList();
    }
}
