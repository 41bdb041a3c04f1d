package dev.countinghouse.money;

import java.math.BigDecimal;

/** The form decimals are shown in. */
public final class Decimals {

    private Decimals() {}

    /** Without trailing zeros and without an exponent: 20.000000 is 20, 0.0800 is 0.08. */
    public static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
