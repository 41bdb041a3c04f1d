package dev.countinghouse.analytics;

import dev.countinghouse.analytics.RevenueRepository.Due;
import dev.countinghouse.analytics.RevenueRepository.Revenue;
import dev.countinghouse.analytics.domain.Ageing;
import dev.countinghouse.analytics.domain.Months;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Revenue and receivables as they are shown. Pure. */
final class RevenueFigures {

    private RevenueFigures() {}

    static RevenueView.RevenueOfCurrency revenue(Currency currency, List<Revenue> rows, Months months) {
        Money zero = Money.zero(currency);
        Map<YearMonth, Revenue> known = rows.stream().collect(Collectors.toMap(Revenue::month, Function.identity()));
        List<Revenue> all = months.fill(known, month -> Revenue.none(month, zero));
        return new RevenueView.RevenueOfCurrency(
                currency.getCurrencyCode(),
                MoneyView.of(Money.sum(all.stream().map(Revenue::net).toList(), currency)),
                all.stream()
                        .map(month -> new RevenueView.MonthlyRevenue(
                                month.month().toString(),
                                MoneyView.of(month.invoiced()),
                                MoneyView.of(month.credited()),
                                MoneyView.of(month.voided()),
                                MoneyView.of(month.net())))
                        .toList());
    }

    static ReceivablesView.ReceivablesOfCurrency receivables(Currency currency, List<Due> rows) {
        Money total = sum(rows, currency);
        Map<Ageing, List<Due>> byAge = rows.stream().collect(Collectors.groupingBy(Due::age));
        Money current = sum(byAge.getOrDefault(Ageing.NOT_DUE, List.of()), currency);
        return new ReceivablesView.ReceivablesOfCurrency(
                currency.getCurrencyCode(),
                MoneyView.of(total),
                MoneyView.of(total.minus(current)),
                count(rows),
                Arrays.stream(Ageing.values())
                        .map(age -> age(age, byAge.getOrDefault(age, List.of()), currency))
                        .toList());
    }

    private static ReceivablesView.AgedReceivables age(Ageing age, List<Due> rows, Currency currency) {
        return new ReceivablesView.AgedReceivables(age, MoneyView.of(sum(rows, currency)), count(rows));
    }

    private static Money sum(List<Due> rows, Currency currency) {
        return Money.sum(rows.stream().map(Due::due).toList(), currency);
    }

    private static long count(List<Due> rows) {
        return rows.stream().mapToLong(Due::invoices).sum();
    }
}
