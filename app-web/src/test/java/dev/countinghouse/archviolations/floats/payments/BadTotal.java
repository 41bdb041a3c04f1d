package dev.countinghouse.archviolations.floats.payments;

import java.util.List;

/** A boxed float. */
public record BadTotal(List<Float> amounts) {

    boolean isEmpty() {
        return amounts.isEmpty() || amounts.contains(Float.NaN);
    }
}
