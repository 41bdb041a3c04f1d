package dev.countinghouse.invoicing.domain;

import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.Percent;
import dev.countinghouse.tax.domain.Taxes;
import java.util.Currency;

/**
 * What a credit note gives back.
 *
 * @param net below zero only where a line that was in the customer's favour is taken back with its whole invoice
 * @param tax that was on it
 */
public record Credit(Money net, Money tax) {

    /**
     * The credit of an exact amount, such as the unused part of a fee: net and tax are rounded each for itself, the tax off
     * the exact amount, not off the rounded one. Source: docs/BILLING.md, credit notes.
     */
    public static Credit of(Fraction net, Percent rate, Currency currency) {
        return new Credit(Money.halfUp(net, currency), Taxes.on(net, rate, currency));
    }

    /**
     * What may be given back of a line: never more than was paid for it, less what was given back before.
     *
     * @param wanted zero or more
     */
    public static Money capped(Money wanted, Money paid, Money creditedBefore) {
        return wanted.min(paid.minus(creditedBefore).orZero());
    }

    /** No credit. */
    public static Credit nothing(Currency currency) {
        return new Credit(Money.zero(currency), Money.zero(currency));
    }

    /** Both together. */
    public Credit plus(Credit other) {
        return new Credit(net.plus(other.net), tax.plus(other.tax));
    }

    /** Whether neither net nor tax is given back. */
    public boolean isNothing() {
        return net.signum() == 0 && tax.signum() == 0;
    }

    /** Net and tax. */
    public Money total() {
        return net.plus(tax);
    }
}
