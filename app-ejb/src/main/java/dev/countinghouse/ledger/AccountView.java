package dev.countinghouse.ledger;

import dev.countinghouse.ledger.domain.Account;
import dev.countinghouse.money.MoneyView;

/**
 * An account going out, in one currency.
 *
 * @param normal the side on which it grows
 * @param balance on that side; below zero where more is on the other
 */
public record AccountView(
        Account account, Account.Side normal, String currency, MoneyView debits, MoneyView credits, MoneyView balance) {

    static AccountView of(TransferRepository.Sum sum) {
        Account.Side normal = sum.account().normal();
        return new AccountView(
                sum.account(),
                normal,
                sum.debits().currency().getCurrencyCode(),
                MoneyView.of(sum.debits()),
                MoneyView.of(sum.credits()),
                MoneyView.of(
                        normal == Account.Side.DEBIT
                                ? sum.debits().minus(sum.credits())
                                : sum.credits().minus(sum.debits())));
    }
}
