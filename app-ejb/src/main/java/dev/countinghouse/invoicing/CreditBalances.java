package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Settles invoices from what their customers have to their credit. Joins the transaction of whoever writes them. */
@ApplicationScoped
class CreditBalances {

    /** Whose balance it is, and in which currency: nothing is converted. */
    record Holder(UUID customerId, String currency) implements Comparable<Holder> {

        private static final Comparator<Holder> ORDER =
                Comparator.comparing(Holder::customerId).thenComparing(Holder::currency);

        static Holder of(UUID customerId, Money amount) {
            return new Holder(customerId, amount.currency().getCurrencyCode());
        }

        @Override
        public int compareTo(Holder other) {
            return ORDER.compare(this, other);
        }
    }

    /** An invoice that is about to be written. */
    record Claim(UUID customerId, Money total) {}

    @Inject
    CreditBalanceRepository balances;

    /**
     * What invoices take, one after the other: all that there is, at most what they come to; what is below zero is given. The balances
     * are changed by it.
     *
     * @return in the order of the invoices; below zero where it is given
     */
    List<Money> settle(List<Claim> claims) {
        Set<UUID> customers = new HashSet<>();
        claims.forEach(claim -> customers.add(claim.customerId()));
        Map<Holder, Money> left = balances.lock(customers);
        Map<Holder, Money> changes = new TreeMap<>();
        List<Money> applied = new ArrayList<>();
        for (Claim claim : claims) {
            Holder holder = Holder.of(claim.customerId(), claim.total());
            Money there = left.getOrDefault(holder, Money.zero(claim.total().currency()));
            Money taken = there.compareTo(claim.total()) < 0 ? there : claim.total();
            applied.add(taken);
            left.put(holder, there.minus(taken));
            changes.merge(holder, taken.negated(), Money::plus);
        }
        changes.values().removeIf(change -> change.signum() == 0);
        balances.change(changes);
        return applied;
    }

    /** Gives an amount of zero or more to a balance. */
    void give(UUID customerId, Money amount) {
        if (amount.signum() > 0) {
            balances.change(Map.of(Holder.of(customerId, amount), amount));
        }
    }

    /**
     * Takes an amount above zero back that was given.
     *
     * @return whether there was as much; else nothing is taken
     */
    boolean takeBack(UUID customerId, Money amount) {
        Holder holder = Holder.of(customerId, amount);
        Money there = balances.lock(Set.of(customerId)).getOrDefault(holder, Money.zero(amount.currency()));
        if (there.compareTo(amount) < 0) {
            return false;
        }
        balances.change(Map.of(holder, amount.negated()));
        return true;
    }

    /** What a customer has in a currency; whoever else changes it waits until the transaction's end. */
    Money lock(UUID customerId, Currency currency) {
        Holder holder = new Holder(customerId, currency.getCurrencyCode());
        return balances.lock(Set.of(customerId)).getOrDefault(holder, Money.zero(currency));
    }

    /** Those of the customers of invoices, in one order; whoever else changes them waits until the transaction's end. */
    void lock(List<Invoice> invoices) {
        balances.lock(invoices.stream().map(Invoice::customerId).collect(Collectors.toSet()));
    }

    /** What a customer has, by currency. */
    List<Money> of(UUID customerId) {
        return List.copyOf(balances.of(Set.of(customerId)).values());
    }
}
