package dev.countinghouse.invoicing.domain;

import dev.countinghouse.money.Money;
import java.util.Currency;
import java.util.List;

/**
 * What is open of an invoice.
 *
 * @param charged the sum of its items, adjustments included
 * @param balance to be paid still; below zero when more was paid than charged
 */
public record InvoiceBalance(Money charged, Money balance) {

    /**
     * The balance after all that happened.
     *
     * @param items of either sign
     * @param accountCredit the customer's credit that moved: below zero where it was used on this invoice
     * @param paid less what was refunded
     */
    public static InvoiceBalance of(List<Money> items, Money accountCredit, Money paid, Currency currency) {
        Money charged = Money.sum(items, currency);
        return new InvoiceBalance(charged, charged.plus(accountCredit).minus(paid));
    }
}
