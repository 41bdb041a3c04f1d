package dev.countinghouse.ledger.domain;

import dev.countinghouse.money.Money;
import java.util.List;
import java.util.stream.Stream;

/** What each document posts. Source: docs/BILLING.md, ledger. */
public final class Postings {

    private Postings() {}

    /** An invoice is owed, and earned but for its tax and for days to come. Each may be below zero: what goes back to the customer. */
    public static List<Transfer> ofInvoice(Income net, Money tax) {
        return Stream.of(
                        Transfer.of(Account.RECEIVABLE, Account.REVENUE, net.earned()),
                        Transfer.of(Account.RECEIVABLE, Account.DEFERRED_REVENUE, net.deferred()),
                        Transfer.of(Account.RECEIVABLE, Account.TAX_PAYABLE, tax))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * An invoice, of which a part is settled from its customer's credit balance at once.
     *
     * @param applied below zero, what it gives to the balance
     */
    public static List<Transfer> ofInvoice(Income net, Money tax, Money applied) {
        return Stream.of(ofInvoice(net, tax), Transfer.of(Account.CUSTOMER_CREDIT, Account.RECEIVABLE, applied))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * What wallets pay of an invoice is owed no more; below zero, what they have back. Bought credits were owed to the customer; granted
     * ones are a cost from the moment they pay.
     */
    public static List<Transfer> ofWallets(Money granted, Money purchased) {
        return Stream.of(
                        Transfer.of(Account.WALLET_GRANTS, Account.RECEIVABLE, granted),
                        Transfer.of(Account.WALLET_LIABILITY, Account.RECEIVABLE, purchased))
                .flatMap(List::stream)
                .toList();
    }

    /** The price of an invoice that sells credits is owed, and owed back in services; below zero, it is taken back. */
    public static List<Transfer> ofSaleOfCredits(Money price, Money applied) {
        return Stream.of(
                        Transfer.of(Account.RECEIVABLE, Account.WALLET_LIABILITY, price),
                        Transfer.of(Account.CUSTOMER_CREDIT, Account.RECEIVABLE, applied))
                .flatMap(List::stream)
                .toList();
    }

    /** What days of service earned; below zero, what they give back. */
    public static List<Transfer> ofRecognition(Money earned) {
        return Transfer.of(Account.DEFERRED_REVENUE, Account.REVENUE, earned);
    }

    /** Credits that were bought and expired are owed no more. */
    public static List<Transfer> ofExpiry(Money left) {
        return Transfer.of(Account.WALLET_LIABILITY, Account.BREAKAGE, left);
    }

    /**
     * What an invoice posted is taken back. What of it had been settled goes back to the customer, who owes no less by that part: out
     * of cash, or to his credit balance.
     *
     * @param returned of net and tax, to the credit balance; zero or more
     * @param byHand of net and tax, out of cash; zero or more
     * @param byGateway of net and tax, on its way out through the gateways that it came by; zero or more
     */
    public static List<Transfer> ofCreditNote(Income net, Money tax, Money returned, Money byHand, Money byGateway) {
        return Stream.of(
                        ofInvoice(net.negated(), tax.negated(), returned.negated()),
                        Transfer.of(Account.RECEIVABLE, Account.CASH_MANUAL, byHand),
                        Transfer.of(Account.RECEIVABLE, Account.REFUNDS, byGateway))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * What an invoice posted is taken back as if it had never been owed.
     *
     * @param returned to the credit balance, all that was applied of it; below zero, from there
     */
    public static List<Transfer> ofVoid(Income net, Money tax, Money returned) {
        return ofInvoice(net.negated(), tax.negated(), returned.negated());
    }

    /** What is owed still will not be paid. */
    public static List<Transfer> ofWriteOff(Money due) {
        return Transfer.of(Account.WRITE_OFF, Account.RECEIVABLE, due);
    }

    /**
     * A payment that came in outside is not owed any more.
     *
     * @param recovers whether it had been written off: then it is lost no more
     */
    public static List<Transfer> ofManualPayment(Money amount, boolean recovers) {
        return Transfer.of(Account.CASH_MANUAL, recovers ? Account.WRITE_OFF : Account.RECEIVABLE, amount);
    }

    /**
     * A payment that came in through Stripe is not owed any more; what is more than was owed is to the customer's credit.
     *
     * @param excess of the amount, zero or more
     * @param recovers whether it had been written off: then it is lost no more
     */
    public static List<Transfer> ofStripePayment(Money amount, Money excess, boolean recovers) {
        return Stream.of(
                        Transfer.of(
                                Account.CASH_STRIPE,
                                recovers ? Account.WRITE_OFF : Account.RECEIVABLE,
                                amount.minus(excess)),
                        Transfer.of(Account.CASH_STRIPE, Account.CUSTOMER_CREDIT, excess))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Money of a payment goes back: its invoice owes it again, but for what had been too much, which was to the customer's credit.
     *
     * @param settled what had settled the invoice, zero or more
     * @param excess what had been too much, zero or more
     * @param outOf cash, or refunds while it is on its way
     */
    public static List<Transfer> ofRefund(Money settled, Money excess, Account outOf) {
        return Stream.of(
                        Transfer.of(Account.RECEIVABLE, outOf, settled),
                        Transfer.of(Account.CUSTOMER_CREDIT, outOf, excess))
                .flatMap(List::stream)
                .toList();
    }

    /** What was on its way has gone out. */
    public static List<Transfer> ofRefundGone(Money amount) {
        return Transfer.of(Account.REFUNDS, Account.CASH_STRIPE, amount);
    }

    /**
     * A refund did not reach the customer.
     *
     * @param settles what settles its invoice again, zero or more
     * @param credited the rest, to the customer's credit, zero or more
     * @param wasGone whether it had gone out before and came back
     */
    public static List<Transfer> ofRefundFailed(Money settles, Money credited, boolean wasGone) {
        Account from = wasGone ? Account.CASH_STRIPE : Account.REFUNDS;
        return Stream.of(
                        Transfer.of(from, Account.RECEIVABLE, settles),
                        Transfer.of(from, Account.CUSTOMER_CREDIT, credited))
                .flatMap(List::stream)
                .toList();
    }
}
