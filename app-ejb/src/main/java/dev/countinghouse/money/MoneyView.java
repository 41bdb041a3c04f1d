package dev.countinghouse.money;

import java.math.BigDecimal;

/**
 * Money on the wire.
 *
 * @param amount major units, with exactly the currency's digits
 * @param currency ISO 4217
 */
public record MoneyView(BigDecimal amount, String currency) {

    /** As it is shown. */
    public static MoneyView of(Money money) {
        return new MoneyView(money.toDecimal(), money.currency().getCurrencyCode());
    }
}
