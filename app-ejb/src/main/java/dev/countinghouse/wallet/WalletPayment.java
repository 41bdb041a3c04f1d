package dev.countinghouse.wallet;

import dev.countinghouse.money.Money;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/**
 * What wallets pay of an invoice, or have back of it.
 *
 * @param at the instant of the tenant's clock at which they pay: what has expired by then pays nothing
 * @param parts in the order in which they were taken; none where wallets pay nothing
 */
public record WalletPayment(Currency currency, Instant at, List<Part> parts) {

    /**
     * What a top-up pays.
     *
     * @param granted whether it was given, not bought
     * @param amount above zero
     */
    public record Part(UUID topUpId, boolean granted, Money amount) {}

    public WalletPayment {
        parts = List.copyOf(parts);
    }

    /** Wallets pay nothing. */
    public static WalletPayment none(Currency currency, Instant at) {
        return new WalletPayment(currency, at, List.of());
    }

    /** All parts together. */
    public Money amount() {
        return granted().plus(purchased());
    }

    /** What was given of it. */
    public Money granted() {
        return sum(true);
    }

    /** What was bought of it. */
    public Money purchased() {
        return sum(false);
    }

    private Money sum(boolean granted) {
        return Money.sum(
                parts.stream()
                        .filter(part -> part.granted() == granted)
                        .map(Part::amount)
                        .toList(),
                currency);
    }
}
