package dev.countinghouse.ledger;

import dev.countinghouse.problem.BillingException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which days are asked for.
 *
 * @param from the first; null for the first that there is
 * @param to the last; null for the last that there is
 */
public record DayRange(@Nullable LocalDate from, @Nullable LocalDate to) {

    public DayRange {
        if (from != null && to != null && to.isBefore(from)) {
            throw BillingException.invalid("to", "before_from", "must not be before the first day");
        }
    }
}
