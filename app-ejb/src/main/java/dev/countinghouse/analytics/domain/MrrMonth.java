package dev.countinghouse.analytics.domain;

import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * What became of monthly recurring revenue in a month, in one currency. Nothing is below zero: what it lost is told as what it lost.
 *
 * @param opening at the end of the month before
 * @param newBusiness of customers who never had any before
 * @param expansion by which it grew with customers who had some and have more
 * @param contraction by which it shrank with customers who had more and have some
 * @param churn of customers who had some and have none
 * @param reactivation of customers who had some once, none at the end of the month before, and have some again
 * @param customers how many of them there are
 */
public record MrrMonth(
        YearMonth month,
        Money opening,
        Money newBusiness,
        Money expansion,
        Money contraction,
        Money churn,
        Money reactivation,
        Customers customers) {

    /** Months of a year. */
    private static final int YEAR = 12;

    /**
     * Customers with recurring revenue.
     *
     * @param opening at the end of the month before
     * @param gained who are new
     * @param lost who have none any more
     * @param regained who have some again
     */
    public record Customers(long opening, long gained, long lost, long regained) {

        /** At the end of the month. */
        public long closing() {
            return opening + gained + regained - lost;
        }
    }

    /** At the end of the month. */
    public Money closing() {
        return opening.plus(newBusiness)
                .plus(expansion)
                .plus(reactivation)
                .minus(contraction)
                .minus(churn);
    }

    /** Of twelve months like its end. */
    public Money annual() {
        Money closing = closing();
        return new Money(Math.multiplyExact(closing.minor(), YEAR), closing.currency());
    }

    /** What the customers of its beginning pay less, those who left included. */
    public Money lost() {
        return churn.plus(contraction);
    }

    /** Of the customers of its beginning the part that left; null where there were none. */
    public @Nullable BigDecimal customerChurn() {
        return Share.of(customers.lost(), customers.opening());
    }

    /** Of the recurring revenue of its beginning the part that was lost; null where there was none. */
    public @Nullable BigDecimal revenueChurn() {
        return Share.of(lost(), opening);
    }

    /** What the customers of its beginning pay at its end, as a part of what they paid; null where there were none. */
    public @Nullable BigDecimal netRetention() {
        return Share.of(opening.minus(lost()).plus(expansion), opening);
    }

    /** A month in which there was nothing and nothing came. */
    public static MrrMonth nothing(YearMonth month, Money zero) {
        return new MrrMonth(month, zero, zero, zero, zero, zero, zero, new Customers(0, 0, 0, 0));
    }
}
