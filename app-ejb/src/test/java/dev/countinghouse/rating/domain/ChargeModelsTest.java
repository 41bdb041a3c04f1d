package dev.countinghouse.rating.domain;

import static dev.countinghouse.rating.domain.Prices.steps;
import static dev.countinghouse.rating.domain.Prices.tiers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.rating.domain.Price.Blocks;
import dev.countinghouse.rating.domain.Price.Blocks.BlockTier;
import dev.countinghouse.rating.domain.Price.Graduated;
import dev.countinghouse.rating.domain.Price.GraduatedPercentage;
import dev.countinghouse.rating.domain.Price.Packages;
import dev.countinghouse.rating.domain.Price.StairStep;
import dev.countinghouse.rating.domain.Price.Standard;
import dev.countinghouse.rating.domain.Price.Volume;
import dev.countinghouse.rating.domain.RatedPart.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both sides of every edge of the charge models. */
class ChargeModelsTest {

    @ParameterizedTest(name = "{0} units in packages of {1} after {2} free ones are {3} packages")
    @CsvSource({
        "0, 10, 0, 0",
        "0.000001, 10, 0, 1",
        "10, 10, 0, 1",
        "10.000001, 10, 0, 2",
        "121, 10, 0, 13",
        "10, 10, 10, 0",
        "10.5, 10, 10, 1",
        "121, 10, 10, 12",
        "121, 10, 200, 0",
        "-5, 10, 0, 0",
        "1, 0.3, 0, 4"
    })
    void aPackageThatIsBegunCountsWhole(BigDecimal units, BigDecimal size, BigDecimal free, BigDecimal packages) {
        Price price = new Packages(size, new BigDecimal("1.25"), free);
        assertThat(price.rate(units)).singleElement().satisfies(part -> {
            assertThat(part.quantity()).isEqualByComparingTo(packages);
            assertThat(part.kind()).isEqualTo(Kind.PACKAGES);
        });
        assertThat(price.amountFor(units)).isEqualByComparingTo(packages.multiply(new BigDecimal("1.25")));
    }

    @ParameterizedTest(name = "{0} units cost {1}")
    @CsvSource({
        "0, 10",
        "0.5, 11",
        "100, 210",
        "100.5, 100.5", // a bound is a point: nothing lies between 100 and 101
        "101, 101",
        "200, 200",
        "200.1, 150.05",
        "300, 200",
        "-1, 10"
    })
    void volumeChargesAllUnitsByTheTierThatHoldsTheirNumber(BigDecimal units, BigDecimal amount) {
        assertThat(new Volume(tiers("100:2:10 200:1:0 *:0.5:50")).amountFor(units))
                .isEqualByComparingTo(amount);
    }

    @ParameterizedTest(name = "{0} units cost {1}")
    @CsvSource({"0, 750", "1, 750", "1000, 750", "1000.1, 500", "1200, 500", "10000, 500", "10001, 500", "-1, 750"})
    void aStairCostsWhatItsLowestStepThatHoldsTheUsageSays(BigDecimal units, BigDecimal amount) {
        assertThat(new StairStep(steps("1000:750 10000:500")).amountFor(units)).isEqualByComparingTo(amount);
        assertThat(new StairStep(steps("1000:750 *:500")).amountFor(units)).isEqualByComparingTo(amount);
    }

    @ParameterizedTest(name = "{0} units cost {1}")
    @CsvSource({
        "0, 0",
        "1, 1",
        "100, 1",
        "100.5, 2",
        "1000, 10",
        "1000.5, 11",
        "2000, 11",
        "5325, 15",
        "101000, 110",
        "101001, 111",
        "-1, 0"
    })
    void aBlockThatIsBegunCountsWholeInItsTier(BigDecimal units, BigDecimal amount) {
        Price price = new Blocks(List.of(block("100", "10", "1"), block("1000", "100", "1")));
        assertThat(price.amountFor(units)).isEqualByComparingTo(amount);
    }

    @ParameterizedTest(name = "{0} units are {1} parts")
    @CsvSource({"0, 1", "1000, 1", "1000.000001, 2", "101000, 2", "1000000, 2"})
    void aTierThatIsNotEnteredMakesNoPart(BigDecimal units, int parts) {
        assertThat(new Blocks(List.of(block("100", "10", "1"), block("1000", "100", "1"))).rate(units))
                .hasSize(parts);
        assertThat(new Graduated(tiers("1000:1:0 *:1:0")).rate(units)).hasSize(parts);
    }

    @ParameterizedTest(name = "{0} of money costs {1}")
    @CsvSource({"0, 200", "1, 200.01", "10, 200.1", "11, 500.12", "20, 500.3", "21, 900.33", "-5, 200"})
    void aGraduatedPercentageTakesOfEachTierItsRate(BigDecimal total, BigDecimal amount) {
        GraduatedPercentage price = new GraduatedPercentage(tiers("10:1:200 20:2:300 *:3:400"));
        assertThat(price.amountFor(total)).isEqualByComparingTo(amount);
        assertThat(price.rate(total)).first().satisfies(part -> {
            assertThat(part.kind()).isEqualTo(Kind.RATE);
            assertThat(part.unitAmount()).isEqualByComparingTo("0.01");
        });
    }

    @Test
    void aChargeMaySayThatNoUsageCostsNoFlatAmount() {
        List<Price> prices = List.of(
                new Graduated(tiers("10:1:5 *:1:2"), false),
                new GraduatedPercentage(tiers("10:1:5 *:1:2"), false),
                new Volume(tiers("10:1:5 *:1:2"), false),
                new StairStep(steps("10:5 *:2"), false));
        assertThat(prices).allSatisfy(price -> {
            assertThat(price.amountFor(BigDecimal.ZERO)).isEqualByComparingTo("0");
            assertThat(price.rate(BigDecimal.ZERO)).isNotEmpty();
            assertThat(price.amountFor(new BigDecimal("0.000001"))).isGreaterThanOrEqualTo(new BigDecimal("5"));
        });
    }

    @Test
    void belowZeroIsACreditAtAStandardPriceAndNoUsageInTiers() {
        assertThat(new Standard(BigDecimal.TWO).amountFor(new BigDecimal("-3"))).isEqualByComparingTo("-6");
        assertThat(new Graduated(tiers("10:1:5 *:1:2")).amountFor(new BigDecimal("-3")))
                .isEqualByComparingTo("5");
    }

    @ParameterizedTest(name = "{1} units after {0} cost {2}")
    @CsvSource({"12, 10, 22", "0, 12, 60", "5, 5, 50", "5, 0, 0", "14, 1, 5", "15, 1, 1"})
    void aLaterPartIsTheDifferenceOfTwoRatings(BigDecimal before, BigDecimal units, BigDecimal amount) {
        Price price = new Graduated(tiers("5:0:100 10:0:50 15:5:0 *:1:0"));
        assertThat(price.incrementFor(before, units)).isEqualByComparingTo(amount);
    }

    @Test
    void aFlatAmountAtZeroFallsToTheFirstPartOfAPeriod() {
        Price price = new Graduated(tiers("5:0:100 *:1:0"));
        assertThat(price.incrementFor(null, BigDecimal.ONE)).isEqualByComparingTo("100");
        assertThat(price.incrementFor(BigDecimal.ZERO, BigDecimal.ONE)).isEqualByComparingTo("0");
    }

    @Test
    void aLaterPartOfPackagesPaysForThoseThatAreNewlyBegun() {
        Price price = new Packages(BigDecimal.TEN, new BigDecimal("15"), BigDecimal.ZERO);
        assertThat(price.incrementFor(new BigDecimal("17"), new BigDecimal("3")))
                .isEqualByComparingTo("0");
        assertThat(price.incrementFor(new BigDecimal("17"), new BigDecimal("5")))
                .isEqualByComparingTo("15");
    }

    /** One rounding, at the end: sub-cent prices are kept whole until then. */
    @ParameterizedTest(name = "{0} units at {1} are {2} on the invoice")
    @CsvSource({"1000000, 0.0002, 200.00", "333, 0.00015, 0.05", "3, 0.005, 0.02", "3, 0.0049999, 0.01"})
    void finePricesAreNotRoundedBeforeTheAmount(BigDecimal units, BigDecimal unitAmount, BigDecimal onTheInvoice) {
        BigDecimal exact = new Standard(unitAmount).amountFor(units);
        assertThat(exact.setScale(2, RoundingMode.HALF_UP)).isEqualTo(onTheInvoice);
    }

    @Test
    void tiersRiseAndTheLastHasNoEnd() {
        List.of("10:1:0", "10:1:0 10:1:0 *:1:0", "20:1:0 10:1:0 *:1:0", "0:1:0 *:1:0", "*:1:0 10:1:0 *:1:0")
                .forEach(wrong -> {
                    assertThatIllegalArgumentException().isThrownBy(() -> new Graduated(tiers(wrong)));
                    assertThatIllegalArgumentException().isThrownBy(() -> new GraduatedPercentage(tiers(wrong)));
                    assertThatIllegalArgumentException().isThrownBy(() -> new Volume(tiers(wrong)));
                    assertThatIllegalArgumentException().isThrownBy(() -> new ProratedGraduated(tiers(wrong)));
                });
        assertThatIllegalArgumentException().isThrownBy(() -> new Volume(List.of()));
    }

    @Test
    void stepsAndBlocksAreRefusedWhereTheyMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StairStep(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new StairStep(steps("10:1 5:2 *:3")));
        assertThatIllegalArgumentException().isThrownBy(() -> new StairStep(steps("10:1 5:2")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Blocks(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> block("0", "1", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> block("1", "0", "1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Packages(BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Packages(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE.negate()));
    }

    private static BlockTier block(String size, String most, String amount) {
        return new BlockTier(new BigDecimal(size), new BigDecimal(most), new BigDecimal(amount));
    }
}
