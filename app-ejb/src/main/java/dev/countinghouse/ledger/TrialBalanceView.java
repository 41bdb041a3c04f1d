package dev.countinghouse.ledger;

import dev.countinghouse.ledger.domain.Account;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import java.time.LocalDate;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The balance of each account, on the side where it is. The two sides of a currency sum to the same.
 *
 * @param at the last day that counts; null for everything that was posted
 */
public record TrialBalanceView(@Nullable LocalDate at, List<InCurrency> currencies) {

    /** One currency's accounts; none is left out that something was posted to. */
    public record InCurrency(String currency, List<Row> accounts, MoneyView debit, MoneyView credit) {}

    /** An account's balance: one side is zero. */
    public record Row(Account account, MoneyView debit, MoneyView credit) {}

    /** @param sums in the order of currencies */
    static TrialBalanceView of(@Nullable LocalDate at, List<TransferRepository.Sum> sums) {
        Map<Currency, List<TransferRepository.Sum>> byCurrency = sums.stream()
                .collect(
                        Collectors.groupingBy(sum -> sum.debits().currency(), LinkedHashMap::new, Collectors.toList()));
        return new TrialBalanceView(
                at,
                byCurrency.entrySet().stream()
                        .map(one -> inCurrency(one.getKey(), one.getValue()))
                        .toList());
    }

    private static InCurrency inCurrency(Currency currency, List<TransferRepository.Sum> sums) {
        List<Row> rows = sums.stream()
                .map(sum -> new Row(sum.account(), MoneyView.of(onDebit(sum)), MoneyView.of(onCredit(sum))))
                .toList();
        return new InCurrency(
                currency.getCurrencyCode(),
                rows,
                MoneyView.of(
                        Money.sum(sums.stream().map(TrialBalanceView::onDebit).toList(), currency)),
                MoneyView.of(
                        Money.sum(sums.stream().map(TrialBalanceView::onCredit).toList(), currency)));
    }

    private static Money onDebit(TransferRepository.Sum sum) {
        return sum.debits().minus(sum.credits()).orZero();
    }

    private static Money onCredit(TransferRepository.Sum sum) {
        return sum.credits().minus(sum.debits()).orZero();
    }
}
