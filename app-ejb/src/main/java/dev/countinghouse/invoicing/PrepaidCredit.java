package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import dev.countinghouse.wallet.WalletPayment;
import dev.countinghouse.wallet.WalletSettlement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Settles invoices from what their customers have: the credit balance, then wallets. Locks both in that order, before numbers are
 * given. Joins the transaction of whoever writes them.
 */
@ApplicationScoped
class PrepaidCredit {

    @Inject
    CreditBalances balances;

    @Inject
    WalletSettlement wallets;

    /**
     * What invoices are settled from, one after the other.
     *
     * @return in the order of the invoices; what wallets pay is to be {@link #record recorded} once they are written
     */
    List<Prepaid> settle(List<WalletSettlement.Claim> invoices) {
        List<Money> applied = balances.settle(invoices.stream()
                .map(invoice -> new CreditBalances.Claim(invoice.customerId(), invoice.open()))
                .toList());
        List<WalletSettlement.Claim> left = new ArrayList<>();
        for (int i = 0; i < invoices.size(); i++) {
            left.add(after(invoices.get(i), applied.get(i)));
        }
        List<WalletPayment> paid = wallets.settle(left);
        return IntStream.range(0, invoices.size())
                .mapToObj(i -> new Prepaid(applied.get(i), paid.get(i)))
                .toList();
    }

    /** What an invoice that sells credits is settled from: the credit balance alone. */
    Prepaid settleSale(WalletSettlement.Claim invoice) {
        Money applied = balances.settle(List.of(new CreditBalances.Claim(invoice.customerId(), invoice.open())))
                .getFirst();
        return new Prepaid(applied, WalletPayment.none(applied.currency(), invoice.at()));
    }

    /** What an invoice would be settled from; nothing is taken. */
    Prepaid preview(WalletSettlement.Claim invoice) {
        Money open = invoice.open();
        Money applied = balances.of(invoice.customerId()).stream()
                .filter(balance -> balance.currency().equals(open.currency()))
                .findFirst()
                .orElse(Money.zero(open.currency()))
                .min(open);
        return new Prepaid(applied, wallets.preview(after(invoice, applied)));
    }

    private static WalletSettlement.Claim after(WalletSettlement.Claim invoice, Money applied) {
        return new WalletSettlement.Claim(invoice.customerId(), invoice.open().minus(applied), invoice.at());
    }

    /** Records what wallets paid of invoices that are written by now. */
    void record(List<UUID> invoices, List<Prepaid> prepaid) {
        wallets.record(IntStream.range(0, invoices.size())
                .mapToObj(i -> new WalletSettlement.Paid(
                        invoices.get(i), prepaid.get(i).wallets()))
                .toList());
    }
}
