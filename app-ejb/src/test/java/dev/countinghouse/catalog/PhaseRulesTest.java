package dev.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Of a plan in euros and dollars with a fee. */
class PhaseRulesTest {

    private static final ChargePrice ONE = new ChargePrice(ChargePricing.ofUnit(BigDecimal.ONE), Map.of(), null, null);
    private static final ChargePrice RATE = new ChargePrice(Pricings.of("rate", "1"), Map.of(), null, null);
    private static final PlanPhase REST = new PlanPhase("Rest", null, Map.of());
    private static final Charge FEE =
            PlanCharges.charge(WantedCharge.fee(ONE.pricing()).price("USD", ONE).charge(), Map.of());

    static Stream<Arguments> prices() {
        return Stream.of(
                Arguments.of(Map.of(), List.of()),
                Arguments.of(Map.of("fee", Map.of("EUR", ONE, "USD", ONE)), List.of()),
                Arguments.of(Map.of("fee", Map.of("EUR", ONE)), List.of("fee.USD required")),
                Arguments.of(Map.of("fee", Map.of("USD", ONE)), List.of("fee.EUR required")),
                Arguments.of(Map.of("fee", Map.of("EUR", ONE, "USD", ONE, "JPY", ONE)), List.of("fee.JPY unknown")),
                Arguments.of(
                        Map.of("fee", Map.of("EUR", RATE, "USD", ONE)),
                        List.of("fee.EUR.unit_amount required", "fee.EUR.rate not_allowed")),
                Arguments.of(Map.of("setup", Map.of("EUR", ONE)), List.of("setup unknown")),
                Arguments.of(Map.of("set up", Map.of("EUR", ONE)), List.of(" unknown")));
    }

    @ParameterizedTest
    @MethodSource("prices")
    void aPriceIsOfAChargeAndInAllCurrenciesOfThePlan(
            Map<String, Map<String, ChargePrice>> prices, List<String> errors) {
        assertThat(errors(new PlanPhase("Launch", 3, prices), REST))
                .isEqualTo(errors.stream()
                        .map(error -> "phases[0].prices" + (error.startsWith(" ") ? "" : ".") + error)
                        .toList());
    }

    @Test
    void theLastPhaseAloneHasNoEnd() {
        assertThat(errors()).isEmpty();
        assertThat(errors(REST)).isEmpty();
        assertThat(errors(phase("Launch", 3), phase("Ramp", 9), REST)).isEmpty();
        assertThat(errors(phase("Launch", 3))).containsExactly("phases[0].periods not_allowed");
        assertThat(errors(phase("Launch", null), REST)).containsExactly("phases[0].periods required");
    }

    @Test
    void phasesHaveNamesOfTheirOwn() {
        assertThat(errors(phase("Rest", 1), REST)).containsExactly("phases[1].name duplicate");
    }

    private static PlanPhase phase(String name, @Nullable Integer periods) {
        return new PlanPhase(name, periods, Map.of());
    }

    private static List<String> errors(PlanPhase... phases) {
        return PhaseRules.check(Arrays.asList(phases), "EUR", List.of(FEE)).stream()
                .map(error -> error.field() + " " + error.code())
                .toList();
    }
}
