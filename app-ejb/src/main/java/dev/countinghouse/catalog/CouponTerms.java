package dev.countinghouse.catalog;

import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a coupon takes off, how often and of what.
 *
 * @param amount taken off; only for {@link Discount#AMOUNT}
 * @param percent taken off, above 0 and at most 100; only for {@link Discount#PERCENT}
 * @param periods on how many invoices; only for {@link Duration#REPEATED}
 * @param plans codes of the plans whose lines it is for; empty: of all
 * @param metrics codes of the metrics whose lines it is for; empty: of all. Not together with plans
 */
public record CouponTerms(
        Discount discount,
        @Nullable Money amount,
        @Nullable BigDecimal percent,
        Duration duration,
        @Nullable Integer periods,
        List<String> plans,
        List<String> metrics) {

    /** Whether a coupon takes off an amount or a share. */
    public enum Discount {
        AMOUNT,
        PERCENT
    }

    /** On how many invoices. */
    public enum Duration {
        /** A share of one invoice; an amount until it is used up. */
        ONCE,
        /** On so many invoices, an amount anew on each. */
        REPEATED,
        /** On every invoice, an amount anew on each. */
        FOREVER
    }
}
