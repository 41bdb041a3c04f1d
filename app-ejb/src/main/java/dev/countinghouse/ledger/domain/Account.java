package dev.countinghouse.ledger.domain;

import java.util.Locale;

/** The accounts, one of each in every currency that something was posted in. */
public enum Account {
    /** What customers owe. */
    RECEIVABLE(Side.DEBIT),
    /** Payments that came in outside and were recorded by hand. */
    CASH_MANUAL(Side.DEBIT),
    /** Payments that came in through the tenant's account at Stripe, before what Stripe keeps of them. */
    CASH_STRIPE(Side.DEBIT),
    /** What is on its way back to customers and has not gone out: owed to them in money. */
    REFUNDS(Side.CREDIT),
    /** What was owed and will not be paid, tax included, less what of it came in after all. */
    WRITE_OFF(Side.DEBIT),
    /** What customers have to their credit: later invoices are settled from it. */
    CUSTOMER_CREDIT(Side.CREDIT),
    /** Credits that customers bought and have not used: owed to them in services. */
    WALLET_LIABILITY(Side.CREDIT),
    /** What granted credits paid of invoices: a cost of selling. */
    WALLET_GRANTS(Side.DEBIT),
    /** Credits that were bought and expired before they were used. */
    BREAKAGE(Side.CREDIT),
    /** What was earned, net. */
    REVENUE(Side.CREDIT),
    /** What was invoiced, net, for days of service that are still to come: owed to customers in services. */
    DEFERRED_REVENUE(Side.CREDIT),
    /** Tax that was invoiced and is owed to the tax office. */
    TAX_PAYABLE(Side.CREDIT);

    private final Side normal;

    Account(Side normal) {
        this.normal = normal;
    }

    /** The side on which it grows. */
    public Side normal() {
        return normal;
    }

    /** As it is written in the database and on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The account of a code that {@link #code} wrote. */
    public static Account of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** The two sides of an account. */
    public enum Side {
        DEBIT,
        CREDIT
    }
}
