package dev.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.time.BillingCycle;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Of a plan in euros and yen: a fee of 29.00, builds of 0.10, at least 50.00 a month; two months at 9.00 and 0.05. */
class PlanOverridesTest {

    private static final Charge FEE = PlanCharges.charge(
            WantedCharge.fee(unit("29.00")).price("JPY", price("4500")).charge(), Map.of());
    private static final Charge BUILDS = PlanCharges.charge(
            WantedCharge.usage("builds", unit("0.10")).price("JPY", price("15")).charge(), Map.of());
    private static final UUID OWN = new UUID(1, 2);
    private static final PlanTerms TERMS = new PlanTerms(
            new UUID(1, 1),
            3,
            "team",
            "Team",
            "EUR",
            BillingCycle.Unit.MONTH,
            1,
            BillingCycle.Anchor.CALENDAR,
            List.of(FEE, BUILDS),
            null,
            Map.of(),
            new MinimumCommitment(new BigDecimal("50.00"), List.of(), Map.of("JPY", new BigDecimal("8000"))),
            null,
            14,
            List.of(
                    new PlanPhase(
                            "Launch",
                            2,
                            Map.of(
                                    FEE.code(), Map.of("EUR", price("9.00"), "JPY", price("1400")),
                                    BUILDS.code(), Map.of("EUR", price("0.05"), "JPY", price("7")))),
                    new PlanPhase("Rest", null, Map.of())),
            null);

    private static ChargePricing unit(String amount) {
        return ChargePricing.ofUnit(new BigDecimal(amount));
    }

    private static ChargePrice price(String amount) {
        return new ChargePrice(unit(amount), Map.of(), null, null);
    }

    private static PlanOverrides ofFee(String amount) {
        return new PlanOverrides(Map.of(FEE.code(), price(amount)), null, null);
    }

    @Test
    void aChargeCostsWhatIsSaidForTheSubscriptionInEveryPhaseAndOthersCostWhatTheyDo() {
        PlanTerms own = TERMS.with(ofFee("19.00"), OWN);
        assertThat(List.of(own.recurringFee(0, 1), own.recurringFee(2, 2)))
                .containsExactly(new BigDecimal("19.00"), new BigDecimal("38.00"));
        Charge builds = own.charges().get(1);
        assertThat(own.priced(builds, 0).unitAmount()).isEqualTo("0.05");
        assertThat(own.priced(builds, 2).unitAmount()).isEqualTo("0.10");
        assertThat(own.versionId()).isEqualTo(OWN);
        assertThat(own.number()).isEqualTo(3);
        assertThat(own.overrides()).isEqualTo(ofFee("19.00"));
        assertThat(own.charges()).extracting(Charge::id).doesNotContain(FEE.id(), BUILDS.id());
    }

    @Test
    void itsTermsAreInOneCurrencyAlone() {
        assertThat(TERMS.with(ofFee("19.00"), OWN).currencies()).containsExactly("EUR");
        PlanTerms yen = TERMS.in("JPY").with(ofFee("3000"), OWN);
        assertThat(yen.currencies()).containsExactly("JPY");
        assertThat(yen.recurringFee(0, 1)).isEqualTo("3000");
        assertThat(yen.priced(yen.charges().get(1), 1).unitAmount()).isEqualTo("7");
        assertThat(yen.minimumCommitment())
                .extracting(MinimumCommitment::amount)
                .isEqualTo(new BigDecimal("8000"));
    }

    @Test
    void commitmentAndTrialAreThePlansUnlessTheyAreSaid() {
        PlanTerms kept = TERMS.with(ofFee("19.00"), OWN);
        assertThat(kept.minimumCommitment())
                .extracting(MinimumCommitment::amount)
                .isEqualTo(new BigDecimal("50.00"));
        assertThat(kept.trialDays()).isEqualTo(14);
        PlanTerms other = TERMS.with(new PlanOverrides(Map.of(), new BigDecimal("80.00"), 0), OWN);
        assertThat(other.minimumCommitment())
                .extracting(MinimumCommitment::amount)
                .isEqualTo(new BigDecimal("80.00"));
        assertThat(other.trialDays()).isZero();
        assertThat(other.recurringFee(0, 1)).isEqualTo("9.00");
        assertThat(TERMS.with(new PlanOverrides(Map.of(), BigDecimal.ZERO, null), OWN)
                        .minimumCommitment())
                .isNull();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(ofFee("0"), List.of()),
                Arguments.of(new PlanOverrides(Map.of(), null, 7), List.of()),
                Arguments.of(new PlanOverrides(Map.of(), null, null), List.of("overrides required")),
                Arguments.of(
                        new PlanOverrides(Map.of("none", price("1")), null, null),
                        List.of("overrides.prices.none unknown")),
                Arguments.of(
                        new PlanOverrides(
                                Map.of(FEE.code(), new ChargePrice(Pricings.of("rate", "1"), Map.of(), null, null)),
                                null,
                                null),
                        List.of(
                                "overrides.prices.%s.unit_amount required".formatted(FEE.code()),
                                "overrides.prices.%s.rate not_allowed".formatted(FEE.code()))),
                Arguments.of(
                        new PlanOverrides(
                                Map.of(BUILDS.code(), new ChargePrice(unit("1"), Map.of(), BigDecimal.ONE, null)),
                                null,
                                null),
                        List.of("overrides.prices.%s.minimum_amount not_allowed".formatted(BUILDS.code()))));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatCannotBeIsRefusedByItsField(PlanOverrides overrides, List<@Nullable String> errors) {
        assertThat(OverrideRules.check(TERMS, overrides))
                .extracting(error -> error.field() + " " + error.code())
                .isEqualTo(errors);
    }
}
