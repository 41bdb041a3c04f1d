package dev.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.time.BillingCycle;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two months at 9.00, one at 19.00, then 29.00; in yen 1400, 3000 and 4500. */
class PlanPhaseTest {

    private static final Charge FEE = charge(WantedCharge.fee(unit("29.00")).price("JPY", price("4500")));
    private static final Charge BUILDS =
            charge(WantedCharge.usage("builds", unit("0.10")).price("JPY", price("15")));
    private static final PlanTerms TERMS = new PlanTerms(
            new UUID(1, 1),
            1,
            "team",
            "Team",
            "EUR",
            BillingCycle.Unit.MONTH,
            1,
            BillingCycle.Anchor.CALENDAR,
            List.of(FEE, BUILDS),
            null,
            Map.of(),
            null,
            null,
            0,
            List.of(
                    phase("Launch", 2, "9.00", "1400"),
                    phase("Ramp", 1, "19.00", "3000"),
                    new PlanPhase("Rest", null, Map.of())),
            null);

    @ParameterizedTest(name = "period {0} is in {1}: {2} EUR, {3} JPY")
    @CsvSource({
        "0, Launch, 9.00, 1400",
        "1, Launch, 9.00, 1400",
        "2, Ramp, 19.00, 3000",
        "3, Rest, 29.00, 4500",
        "1000, Rest, 29.00, 4500"
    })
    void aPeriodIsInThePhaseThatItsIndexFallsInto(int period, String name, String euros, String yen) {
        assertThat(TERMS.phase(period)).extracting(PlanPhase::name).isEqualTo(name);
        assertThat(TERMS.recurringFee(period, 1)).isEqualTo(euros);
        assertThat(TERMS.in("JPY").recurringFee(period, 1)).isEqualTo(yen);
        assertThat(TERMS.priced(BUILDS, period).unitAmount()).isEqualTo("0.10");
    }

    @Test
    void aChargeThatWasPricedInAnotherPeriodIsPricedAnew() {
        Charge launched = TERMS.priced(FEE, 0);
        assertThat(launched.id()).isEqualTo(FEE.id());
        assertThat(TERMS.priced(launched, 2).unitAmount()).isEqualTo("19.00");
        assertThat(TERMS.priced(launched, 3)).isEqualTo(FEE);
    }

    @Test
    void withoutPhasesAChargeCostsWhatItSays() {
        assertThat(PlanPhase.at(List.of(), 0)).isNull();
    }

    private static PlanPhase phase(String name, int periods, String euros, String yen) {
        return new PlanPhase(name, periods, Map.of("fee", Map.of("EUR", price(euros), "JPY", price(yen))));
    }

    private static Charge charge(WantedCharge wanted) {
        return PlanCharges.charge(wanted.charge(), Map.of());
    }

    private static ChargePricing unit(String amount) {
        return ChargePricing.ofUnit(new BigDecimal(amount));
    }

    private static ChargePrice price(String amount) {
        return new ChargePrice(unit(amount), Map.of(), null, null);
    }
}
