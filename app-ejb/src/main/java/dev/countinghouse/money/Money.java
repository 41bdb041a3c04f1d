package dev.countinghouse.money;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Currency;

/**
 * An amount in one currency, held as whole minor units (cents, yen, fils), so it can never carry a fraction of a cent.
 *
 * <p>Prices and rates may be finer than a cent; they stay {@link BigDecimal} until {@link #rounded} turns them into
 * money. Every sum of money in the product was rounded there, once, with a mode the caller had to name.
 *
 * @param minor whole minor units, may be negative
 * @param currency ISO 4217, with a defined number of minor digits (0 to 3)
 */
public record Money(long minor, Currency currency) implements Comparable<Money>, Serializable {

    public Money {
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException(currency + " has no minor unit");
        }
    }

    /** Nothing, in a currency. */
    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /**
     * The exact amount brought to whole minor units.
     *
     * @throws ArithmeticException when it does not fit in 64 bits of minor units
     */
    public static Money rounded(BigDecimal amount, Currency currency, RoundingMode mode) {
        int digits = currency.getDefaultFractionDigits();
        return new Money(amount.movePointRight(digits).setScale(0, mode).longValueExact(), currency);
    }

    /** The exact amount brought to whole minor units by the rule of every invoice line: HALF_UP, half a unit away from zero. */
    public static Money halfUp(BigDecimal amount, Currency currency) {
        return rounded(amount, currency, RoundingMode.HALF_UP);
    }

    /** As {@link #halfUp(BigDecimal, Currency)}, for an amount that came from a division. */
    public static Money halfUp(Fraction amount, Currency currency) {
        return exact(amount.rounded(currency.getDefaultFractionDigits(), RoundingMode.HALF_UP), currency);
    }

    /**
     * An amount that needs no rounding.
     *
     * @throws ArithmeticException when it is finer than the currency's minor unit or does not fit
     */
    public static Money exact(BigDecimal amount, Currency currency) {
        return rounded(amount, currency, RoundingMode.UNNECESSARY);
    }

    /** The sum of amounts that all are in the given currency; nothing sums to zero. */
    public static Money sum(Collection<Money> parts, Currency currency) {
        Money total = zero(currency);
        for (Money part : parts) {
            total = total.plus(part);
        }
        return total;
    }

    /** @throws CurrencyMismatchException when the other is in another currency */
    public Money plus(Money other) {
        requireSameCurrency(other);
        return new Money(Math.addExact(minor, other.minor), currency);
    }

    /** @throws CurrencyMismatchException when the other is in another currency */
    public Money minus(Money other) {
        requireSameCurrency(other);
        return new Money(Math.subtractExact(minor, other.minor), currency);
    }

    /** The same amount the other way. */
    public Money negated() {
        return new Money(Math.negateExact(minor), currency);
    }

    /**
     * The smaller of the two.
     *
     * @throws CurrencyMismatchException when the other is in another currency
     */
    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /**
     * The greater of the two.
     *
     * @throws CurrencyMismatchException when the other is in another currency
     */
    public Money max(Money other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The amount, or nothing when it is below zero. */
    public Money orZero() {
        return minor < 0 ? zero(currency) : this;
    }

    /** -1, 0 or 1. */
    public int signum() {
        return Long.signum(minor);
    }

    /** The amount in major units, with exactly the currency's digits: 12.30 EUR, 12 JPY, 1.230 BHD. */
    public BigDecimal toDecimal() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits());
    }

    @Override
    public int compareTo(Money other) {
        requireSameCurrency(other);
        return Long.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return toDecimal().toPlainString() + " " + currency;
    }

    private void requireSameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new CurrencyMismatchException(currency, other.currency); // our bug, never the user's
        }
    }
}
