package dev.countinghouse.rating.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Worked examples from the public documentation and tests of other billing systems, each recomputed independently. A tier
 * is {@code bound:price:flat}; the last one's bound is {@code *}.
 */
class PriceExamplesTest {

    @ParameterizedTest(name = "{0}: {1} units of {2} cost {3}")
    @CsvSource({
        "grad-02, 1, 10:10:2 20:5:3 *:5:3, 12",
        "grad-04, 11, 10:10:2 20:5:3 *:5:3, 110",
        "grad-05, 12, 10:10:2 20:5:3 *:5:3, 115",
        "grad-06, 21, 10:10:2 20:5:3 *:5:3, 163",
        "grad-07, 0.05, 0.1:10:0 1:5:0 *:2:0, 0.5",
        "grad-09, 22, 5:0:100 10:0:50 15:5:0 *:1:0, 182",
        "grad-14, 15000, 1000:0.10:0 10000:0.05:0 *:0.01:0, 600",
        "grad-20, 13, 5:2:0 *:1:0, 18",
        "std-01, 1000, *:0.05:0, 50"
    })
    void graduated(String example, BigDecimal units, String tiers, BigDecimal amount) {
        assertThat(price(tiers).amountFor(units)).as(example).isEqualByComparingTo(amount);
    }

    /** The fee stands on a line of its own. */
    @ParameterizedTest(name = "{0}: {1} units of {2} beside a fee of {3} cost {4}")
    @CsvSource({
        "grad-18, 1200, 1000:1.5:0 *:2.0:0, 30, 1930",
        "grad-16, 143, 50:0:0 100:20:0 200:17.50:0 *:15:0, 999, 2751.5",
        "kb-multi-01, 400, 100:1.0:0 *:0.5:0, 30, 280"
    })
    void graduatedBesideAFee(String example, BigDecimal units, String tiers, BigDecimal fee, BigDecimal amount) {
        assertThat(price(tiers).amountFor(units).add(fee)).as(example).isEqualByComparingTo(amount);
    }

    @ParameterizedTest(name = "{0} units cost {1}")
    @CsvSource({"0, 20", "10, 20", "10.5, 70", "1000, 70"})
    void stairsAreTiersOfFlatAmountsAlone(BigDecimal units, BigDecimal amount) {
        assertThat(price("10:0:20 *:0:50").amountFor(units)).isEqualByComparingTo(amount);
    }

    /** grad-10: a later part of a period is the difference of two ratings of its whole. */
    @ParameterizedTest(name = "{1} units after {0} cost {2}")
    @CsvSource({"12, 10, 22", "0, 12, 60", "5, 5, 50", "5, 0, 0"})
    void aLaterPartIsTheDifferenceOfTwoRatings(BigDecimal before, BigDecimal units, BigDecimal amount) {
        Price price = price("5:0:100 10:0:50 15:5:0 *:1:0");
        assertThat(price.amountFor(before.add(units)).subtract(price.amountFor(before)))
                .isEqualByComparingTo(amount);
    }

    /** One rounding, at the end: sub-cent prices are kept whole until then. */
    @ParameterizedTest(name = "{0} units at {1} are {2} on the invoice")
    @CsvSource({"1000000, 0.0002, 200.00", "333, 0.00015, 0.05", "3, 0.005, 0.02", "3, 0.0049999, 0.01"})
    void finePricesAreNotRoundedBeforeTheAmount(BigDecimal units, BigDecimal unitAmount, BigDecimal onTheInvoice) {
        BigDecimal exact = new Price.Standard(unitAmount).amountFor(units);
        assertThat(exact.setScale(2, RoundingMode.HALF_UP)).isEqualTo(onTheInvoice);
    }

    private static Price price(String tiers) {
        List<Tier> parsed = new ArrayList<>();
        for (String tier : tiers.split(" ", -1)) {
            String[] parts = tier.split(":", -1);
            BigDecimal upTo = parts[0].equals("*") ? null : new BigDecimal(parts[0]);
            parsed.add(new Tier(upTo, new BigDecimal(parts[1]), new BigDecimal(parts[2])));
        }
        return new Price.Graduated(parsed);
    }
}
