package dev.countinghouse.rating.domain;

import dev.countinghouse.money.Fraction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Usage whose amount comes with the events: the dynamic charge model. Source: docs/BILLING.md, charge models.
 *
 * @param units how much was used, to be shown
 * @param amount what it costs, in major units, exact
 */
public record DynamicUsage(BigDecimal units, BigDecimal amount) {

    /** Nothing used. */
    public static final DynamicUsage NONE = new DynamicUsage(BigDecimal.ZERO, BigDecimal.ZERO);

    /** The sum of events, in whatever order they came. */
    public static DynamicUsage sum(List<DynamicUsage> events) {
        DynamicUsage total = NONE;
        for (DynamicUsage event : events) {
            total = new DynamicUsage(total.units.add(event.units), total.amount.add(event.amount));
        }
        return total;
    }

    /** The price of a unit as it is shown, rounded HALF_UP; zero when nothing was used. */
    public BigDecimal unitAmount(int decimals) {
        return units.signum() == 0
                ? BigDecimal.ZERO
                : Fraction.of(amount).dividedBy(Fraction.of(units)).rounded(decimals, RoundingMode.HALF_UP);
    }

    /** How the amount comes about. */
    public Calculation calculation() {
        return Calculation.of(Rule.DYNAMIC).with("units", units).gives(amount);
    }
}
