package dev.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.time.BillingCycle;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A plan in euros that is sold in yen and dinars too. */
class PlanTermsTest {

    private static final Charge SEATS = PlanCharges.charge(
            WantedCharge.fee(unit("29.00"))
                    .price("JPY", price(unit("4500")))
                    .price("KWD", price(unit("9.125")))
                    .charge(),
            Map.of());
    private static final Charge BUILDS = PlanCharges.charge(
            WantedCharge.usage("builds", Pricings.tiers("50:0.08:0 *:0.05:1"))
                    .model(Charge.Model.GRADUATED)
                    .filters(new ChargeFilter("eu", Map.of("region", List.of("eu")), Pricings.tiers("*:0.01:0")))
                    .limits("1", "900")
                    .price("JPY", builds("20:12:0 *:8:150", "*:2:0", "160", "140000"))
                    .price("KWD", builds("50:0.025:0 *:0.015:0.3", "*:0.003:0", "0.305", "280"))
                    .charge(),
            Map.of());
    private static final PlanTerms TERMS = new PlanTerms(
            new UUID(1, 1),
            2,
            "team",
            "Team",
            "EUR",
            BillingCycle.Unit.MONTH,
            1,
            BillingCycle.Anchor.CALENDAR,
            List.of(SEATS, BUILDS),
            null,
            Map.of(),
            new MinimumCommitment(
                    new BigDecimal("50.00"),
                    List.of("vat"),
                    Map.of("JPY", new BigDecimal("8000"), "KWD", new BigDecimal("15.500"))),
            new UsageThresholds(
                    List.of(new BigDecimal("100.00")),
                    new BigDecimal("50.00"),
                    Map.of("JPY", thresholds("16000", "24000"), "KWD", thresholds("30.500"))),
            14,
            List.of(),
            null);

    @Test
    void itsOwnCurrencyComesFirst() {
        assertThat(TERMS.currencies()).containsExactly("EUR", "JPY", "KWD");
    }

    @Test
    void inItsOwnCurrencyTheyAreWhatTheyAre() {
        assertThat(TERMS.in("EUR")).isSameAs(TERMS);
    }

    @Test
    void inAnotherEveryAmountIsTheOneThatIsSaidForIt() {
        PlanTerms yen = TERMS.in("JPY");
        assertThat(yen.currency()).isEqualTo("JPY");
        assertThat(yen.recurringFee(0, 3)).isEqualTo("13500");
        assertThat(TERMS.in("KWD").recurringFee(0, 3)).isEqualTo("27.375");
        Charge builds = yen.charges(Charge.Kind.USAGE).getFirst();
        assertThat(builds.price().amountFor(new BigDecimal("30")))
                .isEqualByComparingTo("470"); // 20 x 12 + 10 x 8 + 150
        assertThat(builds.minimumAmount()).isEqualByComparingTo("160");
        assertThat(builds.maximumAmount()).isEqualByComparingTo("140000");
        assertThat(yen.minimumCommitment())
                .isEqualTo(new MinimumCommitment(new BigDecimal("8000"), List.of("vat"), Map.of()));
        assertThat(yen.usageThresholds())
                .isEqualTo(
                        new UsageThresholds(List.of(new BigDecimal("16000"), new BigDecimal("24000")), null, Map.of()));
        ChargeFilter europe = builds.filters().getFirst();
        assertThat(europe.values()).isEqualTo(Map.of("region", List.of("eu")));
        assertThat(europe.pricing()).isEqualTo(Pricings.tiers("*:2:0"));
    }

    @Test
    void allElseStays() {
        PlanTerms dinars = TERMS.in("KWD");
        assertThat(dinars)
                .usingRecursiveComparison()
                .ignoringFields("currency", "charges", "minimumCommitment", "usageThresholds")
                .isEqualTo(TERMS);
        assertThat(dinars.charges())
                .usingRecursiveComparison()
                .ignoringFields("pricing", "filters", "minimumAmount", "maximumAmount", "prices")
                .isEqualTo(TERMS.charges());
    }

    @Test
    void termsInACurrencyAreInNoOther() {
        assertThat(TERMS.in("JPY").currencies()).containsExactly("JPY");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TERMS.in("USD"))
                .withMessage("version 2 of team is not sold in USD");
        assertThatIllegalArgumentException().isThrownBy(() -> TERMS.in("JPY").in("EUR"));
    }

    private static ChargePricing unit(String amount) {
        return ChargePricing.ofUnit(new BigDecimal(amount));
    }

    private static ChargePrice price(ChargePricing pricing) {
        return new ChargePrice(pricing, Map.of(), null, null);
    }

    private static ChargePrice builds(String tiers, String europe, String least, String most) {
        return new ChargePrice(
                Pricings.tiers(tiers),
                Map.of("eu", Pricings.tiers(europe)),
                new BigDecimal(least),
                new BigDecimal(most));
    }

    private static UsageThresholds.ThresholdAmounts thresholds(String... amounts) {
        return new UsageThresholds.ThresholdAmounts(
                Stream.of(amounts).map(BigDecimal::new).toList(), null);
    }
}
