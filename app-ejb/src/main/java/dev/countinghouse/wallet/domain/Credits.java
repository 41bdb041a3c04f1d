package dev.countinghouse.wallet.domain;

import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * What credits of a wallet are worth.
 *
 * @param rate money of one credit in major units, above zero
 */
public record Credits(BigDecimal rate, Currency currency) {

    public Credits {
        if (rate.signum() <= 0) {
            throw new IllegalArgumentException("a credit of " + rate);
        }
    }

    /** The price of so many credits, rounded once, HALF_UP. */
    public Money price(BigDecimal credits) {
        return Money.halfUp(credits.multiply(rate), currency);
    }
}
