package dev.countinghouse.statement;

import dev.countinghouse.money.MoneyView;
import java.util.List;
import java.util.UUID;

/**
 * What a customer owes and is owed, as the ledger says.
 *
 * @param currencies those that something of his was posted in
 */
public record CustomerBalanceView(UUID customerId, List<InCurrency> currencies) {

    /**
     * One currency.
     *
     * @param receivable what he owes of his invoices
     * @param credit what he has to his credit: his next invoices are settled from it
     * @param wallets what he is owed in services: what is left of the credits that he bought, those that he has still to pay included;
     *     granted ones are not owed
     */
    public record InCurrency(String currency, MoneyView receivable, MoneyView credit, MoneyView wallets) {}
}
