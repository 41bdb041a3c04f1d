package dev.countinghouse.archviolations.floats.rating;

import java.math.BigDecimal;

/** Exact. */
public record GoodPrice(BigDecimal unitAmount, long bound) {

    BigDecimal amount(int units) {
        return unitAmount.multiply(BigDecimal.valueOf(units));
    }
}
