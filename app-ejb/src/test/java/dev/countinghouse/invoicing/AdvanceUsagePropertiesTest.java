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
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AdvanceUsagePropertiesTest {

    private static final int STEPS = 12;
    private static final List<Map<String, String>> REGIONS =
            List.of(Map.of(), Map.of("region", "eu"), Map.of("region", "us"));

    /** Whatever comes in, in whichever order, is voided, and however often it is billed. */
    @Property(tries = 500)
    void allInvoicesOfAPeriodTogetherAreWhatItCostsInArrears(@ForAll("charges") Charge charge, @ForAll Random random) {
        RunningJune june = new RunningJune(charge);
        List<MeteredEvent> there = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            if (!there.isEmpty() && random.nextInt(6) == 0) {
                june.remove(there.remove(random.nextInt(there.size())));
            } else {
                there.add(june.use(random.nextInt(1_000), amount(random), REGIONS.get(random.nextInt(REGIONS.size()))));
            }
            if (random.nextInt(3) == 0) {
                assertThat(june.turn()).allMatch(draft -> draft.subtotal().signum() > 0);
                assertThat(isWithin(charge, june.billed())).isTrue();
            }
        }
        june.end();
        assertThat(byPart(june.billed(), LineDraft::preciseAmount))
                .isEqualTo(byPart(june.arrears(), LineDraft::preciseAmount));
        assertThat(byPart(june.billed(), line -> line.amount().toDecimal()))
                .isEqualTo(byPart(june.arrears(), line -> line.amount().toDecimal()));
        assertThat(june.billed())
                .extracting(line -> line.bucket() + "/" + line.sequence())
                .as("no line takes the place of another")
                .doesNotHaveDuplicates();
    }

    private static String amount(Random random) {
        return BigDecimal.valueOf(random.nextInt(200_000), 3).toPlainString();
    }

    private static boolean isWithin(Charge charge, List<LineDraft> lines) {
        BigDecimal billed =
                lines.stream().map(line -> line.amount().toDecimal()).reduce(BigDecimal.ZERO, BigDecimal::add);
        return charge.maximumAmount() == null || billed.compareTo(charge.maximumAmount()) <= 0;
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
        for (Charge plain : InAdvance.all()) {
            for (Charge charge : List.of(plain, InAdvance.grouped(plain), InAdvance.filtered(plain))) {
                charges.add(charge);
                charges.add(InAdvance.limited(charge, null, "12.34"));
                charges.add(InAdvance.limited(charge, "20.5", "50"));
            }
        }
        return Arbitraries.of(charges);
    }
}
