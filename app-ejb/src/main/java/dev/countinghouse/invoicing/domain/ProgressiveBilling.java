package dev.countinghouse.invoicing.domain;

import dev.countinghouse.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Usage that is invoiced within its period whenever it reaches a threshold, and credited on the period's last invoice.
 * Source: docs/BILLING.md, progressive billing.
 *
 * @param thresholds of the period's usage, rising strictly, above zero
 * @param step a further threshold at each of these above the last one; null: none
 */
public record ProgressiveBilling(
        List<Money> thresholds, @Nullable Money step) {

    public ProgressiveBilling {
        thresholds = List.copyOf(thresholds);
        for (int i = 0; i < thresholds.size(); i++) {
            boolean rises = i == 0 || thresholds.get(i).compareTo(thresholds.get(i - 1)) > 0;
            if (!rises || thresholds.get(i).signum() <= 0) {
                throw new IllegalArgumentException("thresholds rise: " + thresholds);
            }
        }
        if (step != null && (thresholds.isEmpty() || step.signum() <= 0)) {
            throw new IllegalArgumentException("a step of " + step + " after " + thresholds);
        }
    }

    /**
     * What is to be invoiced now: all usage that was not, once it reached a threshold that was not invoiced; else nothing.
     *
     * @param usage of the period so far
     * @param billed of it so far
     */
    public Money due(Money usage, Money billed) {
        return reached(usage).compareTo(billed.orZero()) > 0 ? usage.minus(billed) : Money.zero(usage.currency());
    }

    /** The highest threshold that usage reached; zero below the first. */
    private Money reached(Money usage) {
        Money reached = Money.zero(usage.currency());
        for (Money threshold : thresholds) {
            reached = threshold.compareTo(usage) <= 0 ? threshold : reached;
        }
        if (step == null || usage.compareTo(thresholds.getLast()) < 0) {
            return reached;
        }
        long above = usage.minus(reached).minor();
        return reached.plus(new Money(above - above % step.minor(), usage.currency()));
    }

    /** What the last invoice of the period takes off its usage: at most the usage itself. */
    public static Money credit(Money usage, Money billed) {
        return billed.min(usage).orZero();
    }

    /** What was billed beyond the period's usage, after a correction: goes back by credit note. */
    public static Money overbilled(Money usage, Money billed) {
        return billed.minus(credit(usage, billed));
    }
}
