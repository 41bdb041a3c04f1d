package dev.countinghouse.analytics.domain;

import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** What part of a whole something is, such as of the customers that there were those who left. */
public final class Share {

    private static final int DECIMALS = 4; // hundredths of a percent

    private Share() {}

    /** To four decimals, half up: 0.0312 are 3.12 percent. Null of nothing, of which there is no part. */
    public static @Nullable BigDecimal of(long part, long whole) {
        return whole == 0 ? null : Decimals.plain(Fraction.of(part, whole).rounded(DECIMALS, RoundingMode.HALF_UP));
    }

    /** The same of amounts in one currency. */
    public static @Nullable BigDecimal of(Money part, Money whole) {
        return of(part.minor(), whole.minor());
    }
}
