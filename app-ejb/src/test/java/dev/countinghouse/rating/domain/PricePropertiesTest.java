package dev.countinghouse.rating.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.rating.domain.Price.Graduated;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What holds of every price, whatever its model and numbers. */
class PricePropertiesTest {

    private static final BigDecimal SLIVER = new BigDecimal("0.000000000001");

    /** The fees of a period in advance, event by event, and its fee in arrears are the same money. */
    @Property
    void feesInAdvanceSumToTheFeeInArrears(
            @ForAll("prices") Price price, @ForAll("events") @Size(min = 1, max = 20) List<BigDecimal> events) {
        BigDecimal fees = BigDecimal.ZERO;
        @Nullable BigDecimal before = null;
        for (BigDecimal event : events) {
            fees = fees.add(price.incrementFor(before, event));
            before = before == null ? event : before.add(event);
        }
        assertThat(fees).isEqualByComparingTo(price.amountFor(sum(events)));
    }

    @Property
    void aGraduatedPriceNeverFalls(
            @ForAll("tiers") List<Tier> tiers,
            @ForAll("quantities") BigDecimal quantity,
            @ForAll("quantities") BigDecimal more) {
        Price price = new Graduated(tiers);
        assertThat(price.amountFor(quantity.add(more))).isGreaterThanOrEqualTo(price.amountFor(quantity));
    }

    /** At a bound the price jumps by the flat amount of the tier that is entered, and by nothing else. */
    @Property
    void aGraduatedPriceIsContinuousApartFromFlatAmounts(@ForAll("tiers") List<Tier> tiers) {
        Price price = new Graduated(tiers);
        for (int i = 0; i < tiers.size() - 1; i++) {
            BigDecimal bound = Objects.requireNonNull(tiers.get(i).upTo());
            BigDecimal jump = price.amountFor(bound.add(SLIVER)).subtract(price.amountFor(bound));
            BigDecimal rest = jump.subtract(tiers.get(i + 1).flatAmount());
            assertThat(rest).isEqualByComparingTo(tiers.get(i + 1).unitAmount().multiply(SLIVER));
        }
    }

    /** What is shown of a calculation adds up to what is charged. */
    @Property
    void theStepsOfACalculationSumToItsAmount(@ForAll("prices") Price price, @ForAll("quantities") BigDecimal units) {
        Calculation calculation = price.calculation(units);
        assertThat(calculation.rule()).isEqualTo(price.rule());
        assertThat(calculation.inputs()).containsEntry("quantity", units);
        assertThat(calculation.amount()).isEqualByComparingTo(price.amountFor(units));
        assertThat(sum(calculation.steps().stream().map(Calculation::amount).toList()))
                .isEqualByComparingTo(calculation.amount());
        assertThat(calculation.steps()).allSatisfy(step -> {
            BigDecimal quantity = Objects.requireNonNull(step.inputs().get("quantity"));
            BigDecimal unitAmount = Objects.requireNonNull(step.inputs().get("unit_amount"));
            assertThat(quantity.multiply(unitAmount)).isEqualByComparingTo(step.amount());
        });
    }

    @Property
    void theRoundingOfACalculationIsKeptWithIt(@ForAll("prices") Price price, @ForAll("quantities") BigDecimal units) {
        BigDecimal exact = price.amountFor(units);
        for (String code : List.of("JPY", "EUR", "BHD")) {
            Money money = Money.halfUp(exact, Currency.getInstance(code));
            Calculation rounded = price.calculation(units).rounded(Fraction.of(exact), money);
            assertThat(rounded.rule()).isEqualTo(Rule.ROUNDING);
            assertThat(rounded.amount()).isEqualTo(money.toDecimal());
            assertThat(rounded.inputs().get("exact")).isEqualByComparingTo(exact);
            assertThat(rounded.steps()).containsExactly(price.calculation(units));
        }
    }

    /** Filter buckets and pricing groups restart the tiers; at a price without tiers they sum to the whole. */
    @Property
    void bucketsOfAStandardPriceSumToTheWhole(
            @ForAll("amounts") BigDecimal unitAmount, @ForAll("events") @Size(max = 20) List<BigDecimal> buckets) {
        Price price = new Price.Standard(unitAmount);
        BigDecimal parts = sum(buckets.stream().map(price::amountFor).toList());
        assertThat(parts).isEqualByComparingTo(price.amountFor(sum(buckets)));
    }

    private static BigDecimal sum(List<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Provide
    Arbitrary<Price> prices() {
        return Prices.any();
    }

    @Provide
    Arbitrary<List<Tier>> tiers() {
        return Prices.anyTiers();
    }

    @Provide
    Arbitrary<BigDecimal> quantities() {
        return Prices.quantities();
    }

    @Provide
    Arbitrary<BigDecimal> amounts() {
        return Prices.amounts();
    }

    @Provide
    Arbitrary<List<BigDecimal>> events() {
        return Prices.quantities().list();
    }
}
