package dev.countinghouse.invoicing.domain;

import dev.countinghouse.money.Money;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How what a boundary bills is unlike what the one before billed, so that somebody should look at it. */
public enum Anomaly {
    /** There is no invoice. */
    MISSING,
    /** It comes to nothing, or less, and the one before did not. */
    ZERO,
    /** It comes to more than twice as much. */
    MORE_THAN_DOUBLE;

    /**
     * The anomaly between two boundaries, both before tax; empty when there is none.
     *
     * @param now null without an invoice
     */
    public static Optional<Anomaly> of(Money before, @Nullable Money now) {
        if (now == null) {
            return Optional.of(MISSING);
        }
        if (before.signum() <= 0) {
            return Optional.empty();
        }
        if (now.signum() <= 0) {
            return Optional.of(ZERO);
        }
        return now.compareTo(before.plus(before)) > 0 ? Optional.of(MORE_THAN_DOUBLE) : Optional.empty();
    }
}
