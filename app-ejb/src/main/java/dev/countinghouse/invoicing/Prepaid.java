package dev.countinghouse.invoicing;

import dev.countinghouse.ledger.domain.Income;
import dev.countinghouse.ledger.domain.Postings;
import dev.countinghouse.ledger.domain.Transfer;
import dev.countinghouse.money.Money;
import dev.countinghouse.wallet.WalletPayment;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an invoice is settled from as it is finalized, before money is asked for.
 *
 * @param applied from the credit balance; below zero, to it
 * @param wallets after it
 */
record Prepaid(Money applied, WalletPayment wallets) {

    /** All of it. */
    Money amount() {
        return applied.plus(wallets.amount());
    }

    /** What an invoice that sells credits posts. */
    List<Transfer> salePostings(Money price) {
        return Postings.ofSaleOfCredits(price, applied);
    }

    /** What an invoice of such amounts posts. */
    List<Transfer> postings(Income net, Money tax) {
        return Stream.of(
                        Postings.ofInvoice(net, tax, applied),
                        Postings.ofWallets(wallets.granted(), wallets.purchased()))
                .flatMap(List::stream)
                .toList();
    }
}
