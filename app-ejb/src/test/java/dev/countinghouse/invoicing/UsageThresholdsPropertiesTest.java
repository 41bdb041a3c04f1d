package dev.countinghouse.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.metering.MeteredEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UsageThresholdsPropertiesTest {

    private static final int STEPS = 12;
    private static final List<Map<String, String>> REGIONS =
            List.of(Map.of(), Map.of("region", "eu"), Map.of("region", "us"));

    /** Whatever the thresholds are, comes in, in whichever order, and is voided. */
    @Property(tries = 500)
    void allInvoicesOfAPeriodTogetherAreWhatItCostsInArrears(@ForAll("charges") Charge charge, @ForAll Random random) {
        RunningJune june = new RunningJune(Samples.withThresholds(
                "EUR", amounts(random), random.nextBoolean() ? amount(random, 2) : null, charge));
        List<MeteredEvent> there = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            if (!there.isEmpty() && random.nextInt(6) == 0) {
                june.remove(there.remove(random.nextInt(there.size())));
            } else {
                String value = amount(random, 3);
                there.add(june.use(random.nextInt(1_000), value, REGIONS.get(random.nextInt(REGIONS.size()))));
            }
            if (random.nextInt(3) > 0) {
                assertThat(june.turn()).allMatch(draft -> draft.subtotal().signum() > 0);
            }
        }
        june.end();
        assertThat(byPart(june.billed(), LineDraft::preciseAmount))
                .isEqualTo(byPart(june.arrears(), LineDraft::preciseAmount));
        assertThat(byPart(june.billed(), line -> line.amount().toDecimal()))
                .isEqualTo(byPart(june.arrears(), line -> line.amount().toDecimal()));
        assertThat(june.billed())
                .extracting(line -> line.purpose() + "/" + line.bucket() + "/" + line.sequence())
                .as("no line takes the place of another")
                .doesNotHaveDuplicates();
    }

    private static List<String> amounts(Random random) {
        TreeSet<BigDecimal> amounts = new TreeSet<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            amounts.add(new BigDecimal(amount(random, 2)));
        }
        return amounts.stream().map(BigDecimal::toPlainString).toList();
    }

    /** Above zero, most often small. */
    private static String amount(Random random, int decimals) {
        return BigDecimal.valueOf(1L + random.nextInt(1 + random.nextInt(200_000)), decimals)
                .toPlainString();
    }

    /** What the parts of the price come to; those that come to nothing are left out. */
    private static Map<String, BigDecimal> byPart(List<LineDraft> lines, Function<LineDraft, BigDecimal> amount) {
        Map<String, BigDecimal> parts = new TreeMap<>();
        lines.forEach(line -> parts.merge(BilledUsageRepository.part(line), amount.apply(line), BigDecimal::add));
        parts.values().removeIf(sum -> sum.signum() == 0);
        parts.replaceAll((part, sum) -> sum.stripTrailingZeros());
        return parts;
    }

    @Provide
    Arbitrary<Charge> charges() {
        List<Charge> charges = new ArrayList<>();
        for (Charge plain : InThresholds.all()) {
            for (Charge charge : List.of(plain, InAdvance.grouped(plain), InAdvance.filtered(plain))) {
                charges.add(charge);
                charges.add(InAdvance.limited(charge, null, "12.34"));
                charges.add(InAdvance.limited(charge, "20.5", "50"));
            }
        }
        return Arbitraries.of(charges);
    }
}
