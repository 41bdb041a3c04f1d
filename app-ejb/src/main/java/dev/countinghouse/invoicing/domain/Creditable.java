package dev.countinghouse.invoicing.domain;

import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;

/**
 * An invoice, or a line of it, and what was credited of it so far. Credits go by remainder: the tax of one is what is due on
 * all credits together less what was credited before, so that the credits of the whole equal the whole to the cent. Source:
 * docs/BILLING.md, credit notes.
 *
 * @param invoiced net and tax as invoiced; a line below zero is credited as a whole alone
 * @param credited net and tax credited so far, at most as much
 */
public record Creditable(Credit invoiced, Credit credited) {

    public Creditable {
        if (exceeds(credited.net(), invoiced.net()) || exceeds(credited.tax(), invoiced.tax())) {
            throw new IllegalArgumentException(credited + " credited of " + invoiced);
        }
    }

    private static boolean exceeds(Money credited, Money invoiced) {
        return invoiced.signum() < 0 ? credited.compareTo(invoiced) < 0 : credited.compareTo(invoiced) > 0;
    }

    /** Nothing credited yet. */
    public static Creditable of(Money net, Money tax) {
        return new Creditable(new Credit(net, tax), Credit.nothing(net.currency()));
    }

    /** What can still be credited. */
    public Credit left() {
        return new Credit(invoiced.net().minus(credited.net()), invoiced.tax().minus(credited.tax()));
    }

    /**
     * The credit of a net amount.
     *
     * @param net above zero, at most what is left
     * @throws IllegalArgumentException when it is more
     */
    public Credit credit(Money net) {
        Money all = credited.net().plus(net);
        if (net.signum() <= 0 || all.compareTo(invoiced.net()) > 0) {
            throw new IllegalArgumentException("a credit of " + net + " where " + left().net() + " is left");
        }
        Fraction share = Fraction.of(all.minor(), invoiced.net().minor());
        Money tax = Money.halfUp(share.times(invoiced.tax().toDecimal()), net.currency());
        return new Credit(net, tax.minus(credited.tax()).orZero());
    }

    /** A credit that was reckoned otherwise, such as of an unused part, held to what is left. */
    public Credit held(Credit wanted) {
        return new Credit(wanted.net().min(left().net()), wanted.tax().min(left().tax()));
    }

    /** With a credit made. */
    public Creditable after(Credit credit) {
        return new Creditable(invoiced, credited.plus(credit));
    }
}
