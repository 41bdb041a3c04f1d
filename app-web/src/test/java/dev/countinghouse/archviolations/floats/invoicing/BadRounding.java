package dev.countinghouse.archviolations.floats.invoicing;

import java.math.BigDecimal;

/** A float on the way from one exact number to another. */
public class BadRounding {

    long cents(BigDecimal amount) {
        return Math.round(amount.doubleValue());
    }
}
