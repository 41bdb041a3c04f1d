package dev.countinghouse.wallet.domain;

import dev.countinghouse.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What wallets pay of an amount. Source: docs/BILLING.md, wallets.
 *
 * @param uses in the order in which they were taken
 * @param consumed the sum of the uses
 * @param open what is left to be paid
 */
public record Drawdown(List<Use> uses, Money consumed, Money open) {

    /**
     * What one top-up paid.
     *
     * @param topUp its index
     * @param amount above zero
     */
    public record Use(int topUp, Money amount) {}

    public Drawdown {
        uses = List.copyOf(uses);
    }

    /**
     * Pays as much as there is.
     *
     * @param due what is to be paid; nothing is paid of zero or less
     * @param topUps of all the customer's wallets in the currency, in any order
     * @param at now: what has expired pays nothing
     */
    public static Drawdown of(Money due, List<TopUp> topUps, Instant at) {
        List<Integer> order = IntStream.range(0, topUps.size())
                .filter(i -> !topUps.get(i).isExpired(at))
                .boxed()
                .sorted(Comparator.comparing(topUps::get, TopUp.ORDER))
                .toList();
        List<Use> uses = new ArrayList<>();
        Money open = due;
        for (int i : order) {
            Money amount = topUps.get(i).left().min(open);
            if (amount.signum() > 0) {
                uses.add(new Use(i, amount));
                open = open.minus(amount);
            }
        }
        return new Drawdown(uses, due.minus(open), open);
    }
}
