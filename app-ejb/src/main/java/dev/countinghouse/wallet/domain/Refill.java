package dev.countinghouse.wallet.domain;

import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How many credits an automatic top-up puts into a wallet. Source: docs/BILLING.md, wallets.
 *
 * @param fills whether the wallet is filled up to the credits; else it gets that many
 * @param credits above zero
 */
public record Refill(boolean fills, BigDecimal credits) {

    private static final int SCALE = 12; // as credits are kept

    public Refill {
        if (credits.signum() <= 0) {
            throw new IllegalArgumentException("a refill of " + credits);
        }
    }

    /**
     * Credits to be put in; zero when nothing is missing. Never less than what is missing: they are rounded up to 12 decimals.
     *
     * @param there what is in the wallet, with what is bought for it and not paid yet
     */
    public BigDecimal of(Money there, Credits worth) {
        if (!fills) {
            return credits;
        }
        Money missing = worth.price(credits).minus(there);
        return missing.signum() <= 0
                ? BigDecimal.ZERO
                : missing.toDecimal()
                        .divide(worth.rate(), SCALE, RoundingMode.UP)
                        .stripTrailingZeros();
    }
}
