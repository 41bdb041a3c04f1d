package dev.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Charge.Kind;
import dev.countinghouse.catalog.Charge.Model;
import dev.countinghouse.catalog.Charge.Timing;
import dev.countinghouse.catalog.NewPlan.NewCharge;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.rating.domain.Tier;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChargeRulesTest {

    private static final NewCharge FEE = fee(null, Model.STANDARD, false);
    private static final NewCharge BUILDS = usage("builds", Timing.ARREARS, false);

    @Test
    void aFeeAndAUsageChargeAreWellFormed() {
        assertThat(errors(FEE, BUILDS)).isEmpty();
        assertThat(errors(tiered(tier("100"), tier(null)))).isEmpty();
        assertThat(errors(tiered(tier(null)))).isEmpty();
        assertThat(errors(fee(null, Model.STANDARD, true))).isEmpty();
    }

    @Test
    void codesAreUniqueInAPlan() {
        assertThat(errors(FEE, BUILDS, FEE)).containsExactly("charges[2].code duplicate");
    }

    @Test
    void aUsageChargeNamesAMetricOfOurs() {
        assertThat(errors(usage(null, Timing.ARREARS, false))).containsExactly("charges[0].metric required");
        assertThat(errors(usage("minutes", Timing.ARREARS, false))).containsExactly("charges[0].metric unknown");
    }

    @Test
    void usageIsChargedInArrears() {
        assertThat(errors(usage("builds", Timing.ADVANCE, false))).containsExactly("charges[0].timing not_allowed");
    }

    @Test
    void usageIsNeverProrated() {
        assertThat(errors(usage("builds", Timing.ARREARS, true))).containsExactly("charges[0].prorated not_allowed");
    }

    @Test
    void aFeeHasNoMetricAndNoTiers() {
        assertThat(errors(fee("builds", Model.STANDARD, false))).containsExactly("charges[0].metric not_allowed");
        assertThat(errors(fee(null, Model.GRADUATED, false)))
                .contains("charges[0].model not_allowed", "charges[0].tiers required");
    }

    @Test
    void aStandardChargeHasAUnitAmountAndNoTiers() {
        NewCharge nothing = charge(Kind.RECURRING, Model.STANDARD, null, null);
        assertThat(errors(nothing)).containsExactly("charges[0].unit_amount required");
        NewCharge both = charge(Kind.RECURRING, Model.STANDARD, BigDecimal.ONE, List.of(tier(null)));
        assertThat(errors(both)).containsExactly("charges[0].tiers not_allowed");
    }

    @Test
    void aGraduatedChargeHasTiersAndNoUnitAmount() {
        NewCharge nothing = charge(Kind.USAGE, Model.GRADUATED, null, null);
        assertThat(errors(nothing)).containsExactly("charges[0].tiers required");
        NewCharge empty = charge(Kind.USAGE, Model.GRADUATED, null, List.of());
        assertThat(errors(empty)).containsExactly("charges[0].tiers required");
        NewCharge both = charge(Kind.USAGE, Model.GRADUATED, BigDecimal.ONE, List.of(tier(null)));
        assertThat(errors(both)).containsExactly("charges[0].unit_amount not_allowed");
    }

    @ParameterizedTest(name = "tiers up to {0}: {1}")
    @CsvSource({
        "100 100 *, charges[0].tiers[1].up_to not_rising",
        "100 99.999999999999 *, charges[0].tiers[1].up_to not_rising",
        "0 *, charges[0].tiers[0].up_to not_rising",
        "-1 *, charges[0].tiers[0].up_to not_rising",
        "100 200, charges[0].tiers[1].up_to open_end",
        "100, charges[0].tiers[0].up_to open_end",
        "* 100 *, charges[0].tiers[0].up_to open_end",
        "0.1 1 *, ",
        "1.0 1.01 *, "
    })
    void tiersRiseAndOnlyTheLastIsOpen(String bounds, @Nullable String error) {
        Tier[] tiers = Arrays.stream(bounds.split(" ", -1))
                .map(bound -> tier(bound.equals("*") ? null : bound))
                .toArray(Tier[]::new);
        assertThat(errors(tiered(tiers))).isEqualTo(error == null ? List.of() : List.of(error));
    }

    @Test
    void everythingThatIsWrongIsToldInTheOrderOfTheFields() {
        NewCharge bad = new NewCharge(
                "c",
                "Bad",
                Kind.USAGE,
                Timing.ADVANCE,
                Model.GRADUATED,
                null,
                true,
                BigDecimal.ONE,
                List.of(tier("1")));
        assertThat(errors(bad))
                .containsExactly(
                        "charges[0].metric required",
                        "charges[0].timing not_allowed",
                        "charges[0].prorated not_allowed",
                        "charges[0].unit_amount not_allowed",
                        "charges[0].tiers[0].up_to open_end");
    }

    @Test
    void everyErrorIsASentenceForAPersonToo() {
        assertThat(ChargeRules.check(List.of(FEE, FEE), Set.of()))
                .containsExactly(
                        new FieldError("charges[1].code", "duplicate", "is used by another charge of the plan"));
    }

    private static List<String> errors(NewCharge... charges) {
        return ChargeRules.check(List.of(charges), Set.of("builds")).stream()
                .map(error -> error.field() + " " + error.code())
                .toList();
    }

    private static NewCharge fee(@Nullable String metric, Model model, boolean prorated) {
        BigDecimal amount = model == Model.STANDARD ? new BigDecimal("29.00") : null;
        return new NewCharge("fee", "Fee", Kind.RECURRING, Timing.ADVANCE, model, metric, prorated, amount, null);
    }

    private static NewCharge usage(@Nullable String metric, Timing timing, boolean prorated) {
        return new NewCharge(
                "builds", "Builds", Kind.USAGE, timing, Model.STANDARD, metric, prorated, BigDecimal.ONE, null);
    }

    private static NewCharge tiered(Tier... tiers) {
        return charge(Kind.USAGE, Model.GRADUATED, null, List.of(tiers));
    }

    private static NewCharge charge(Kind kind, Model model, @Nullable BigDecimal amount, @Nullable List<Tier> tiers) {
        boolean usage = kind == Kind.USAGE;
        return new NewCharge(
                "charge",
                "Charge",
                kind,
                usage ? Timing.ARREARS : Timing.ADVANCE,
                model,
                usage ? "builds" : null,
                false,
                amount,
                tiers);
    }

    private static Tier tier(@Nullable String upTo) {
        return new Tier(upTo == null ? null : new BigDecimal(upTo), BigDecimal.ONE, BigDecimal.ZERO);
    }
}
