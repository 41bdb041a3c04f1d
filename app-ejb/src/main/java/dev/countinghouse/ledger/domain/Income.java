package dev.countinghouse.ledger.domain;

import dev.countinghouse.money.Money;

/**
 * The net of a document: what of it is earned, and what is not yet. Either can be below zero.
 *
 * @param earned posted to revenue
 * @param deferred posted to deferred revenue, and earned by days of service
 */
public record Income(Money earned, Money deferred) {

    /** All of a net amount is earned. */
    public static Income earned(Money net) {
        return new Income(net, Money.zero(net.currency()));
    }

    /** A net amount of which a part is not earned yet. */
    public static Income of(Money net, Money deferred) {
        return new Income(net.minus(deferred), deferred);
    }

    /** What is taken back. */
    public Income negated() {
        return new Income(earned.negated(), deferred.negated());
    }

    /** Both together. */
    public Money net() {
        return earned.plus(deferred);
    }
}
