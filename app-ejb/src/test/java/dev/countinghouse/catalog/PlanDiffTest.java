package dev.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.time.BillingCycle;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of a plan in euros with one charge. */
class PlanDiffTest {

    private static final WantedCharge FEE = WantedCharge.fee(unit("29"));

    @Test
    void aCurrencyThatIsAddedIsTheTermsAndAPriceOfEachCharge() {
        assertThat(changes(FEE, FEE.price("USD", price("31"))))
                .containsExactly("currencies: [EUR] -> [EUR, USD]", "prices.USD.unit_amount: null -> 31");
    }

    @Test
    void aPriceThatIsDifferentInOneCurrencyIsToldForThatOne() {
        WantedCharge before = FEE.price("USD", price("31")).price("JPY", price("4500"));
        assertThat(changes(before, before.price("USD", price("32.50"))))
                .containsExactly("prices.USD.unit_amount: 31 -> 32.50");
        assertThat(changes(before, before)).isEmpty();
    }

    @Test
    void aCommitmentIsToldWithItsAmounts() {
        PlanVersionView before = version(1, FEE, commitment("80"));
        PlanVersionView after = version(2, FEE, commitment("90"));
        assertThat(PlanDiff.of(before, after).terms())
                .containsExactly(new PlanDiff.Change("minimum_commitment", commitment("80"), commitment("90")));
    }

    private static List<String> changes(WantedCharge before, WantedCharge after) {
        PlanDiff diff = PlanDiff.of(version(1, before, null), version(2, after, null));
        assertThat(diff.added()).isEmpty();
        assertThat(diff.removed()).isEmpty();
        return Stream.concat(diff.terms().stream(), diff.changed().stream().flatMap(charge -> charge.fields().stream()))
                .map(change -> change.field() + ": " + change.from() + " -> " + change.to())
                .toList();
    }

    private static PlanVersionView version(int number, WantedCharge charge, @Nullable MinimumCommitment commitment) {
        List<Charge> charges = List.of(PlanCharges.charge(charge.charge(), Map.of()));
        return new PlanVersionView(
                new UUID(1, 1),
                "team",
                number,
                PlanVersionStatus.PUBLISHED,
                "EUR",
                Charge.currencies("EUR", charges),
                BillingCycle.Unit.MONTH,
                1,
                BillingCycle.Anchor.CALENDAR,
                null,
                commitment,
                null,
                0,
                charges,
                List.of(),
                0,
                Instant.EPOCH);
    }

    private static MinimumCommitment commitment(String dollars) {
        return new MinimumCommitment(new BigDecimal("75"), List.of(), Map.of("USD", new BigDecimal(dollars)));
    }

    private static ChargePricing unit(String amount) {
        return ChargePricing.ofUnit(new BigDecimal(amount));
    }

    private static ChargePrice price(String amount) {
        return new ChargePrice(unit(amount), Map.of(), null, null);
    }
}
