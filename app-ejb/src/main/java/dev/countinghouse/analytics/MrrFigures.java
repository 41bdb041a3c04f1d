package dev.countinghouse.analytics;

import dev.countinghouse.analytics.MrrRepository.CohortMonth;
import dev.countinghouse.analytics.domain.Months;
import dev.countinghouse.analytics.domain.MrrMonth;
import dev.countinghouse.analytics.domain.Share;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Recurring revenue as it is shown. Pure. */
final class MrrFigures {

    static final Comparator<Currency> BY_CODE = Comparator.comparing(Currency::getCurrencyCode);

    private MrrFigures() {}

    /** @param months at least one, earliest first */
    static MrrView.MrrOfCurrency mrr(Currency currency, List<MrrMonth> months) {
        MrrMonth last = months.getLast();
        return new MrrView.MrrOfCurrency(
                currency.getCurrencyCode(),
                MoneyView.of(last.closing()),
                MoneyView.of(last.annual()),
                months.stream().map(MrrFigures::movements).toList());
    }

    private static MrrView.MonthlyMrr movements(MrrMonth month) {
        return new MrrView.MonthlyMrr(
                month.month().toString(),
                MoneyView.of(month.opening()),
                MoneyView.of(month.newBusiness()),
                MoneyView.of(month.expansion()),
                MoneyView.of(month.contraction()),
                MoneyView.of(month.churn()),
                MoneyView.of(month.reactivation()),
                MoneyView.of(month.closing()),
                MoneyView.of(month.annual()),
                month.customers().closing());
    }

    static ChurnView.ChurnOfCurrency churn(Currency currency, List<MrrMonth> months) {
        return new ChurnView.ChurnOfCurrency(
                currency.getCurrencyCode(),
                months.stream()
                        .map(month -> new ChurnView.MonthlyChurn(
                                month.month().toString(),
                                month.customers().opening(),
                                month.customers().lost(),
                                month.customerChurn(),
                                MoneyView.of(month.opening()),
                                MoneyView.of(month.lost()),
                                month.revenueChurn(),
                                month.netRetention()))
                        .toList());
    }

    /** @param running month that runs: to it each cohort is told */
    static CohortsView.CohortsOfCurrency cohorts(Currency currency, List<CohortMonth> rows, YearMonth running) {
        Map<YearMonth, Map<YearMonth, CohortMonth>> cohorts = rows.stream()
                .collect(Collectors.groupingBy(
                        CohortMonth::cohort, TreeMap::new, Collectors.toMap(CohortMonth::month, Function.identity())));
        return new CohortsView.CohortsOfCurrency(
                currency.getCurrencyCode(),
                cohorts.entrySet().stream()
                        .map(one -> cohort(one.getKey(), one.getValue(), currency, running))
                        .toList());
    }

    private static CohortsView.Cohort cohort(
            YearMonth month, Map<YearMonth, CohortMonth> known, Currency currency, YearMonth running) {
        Money zero = Money.zero(currency);
        CohortMonth first = known.getOrDefault(month, new CohortMonth(month, month, 0, zero));
        List<CohortMonth> months =
                new Months(month, running).fill(known, later -> new CohortMonth(month, later, 0, zero));
        return new CohortsView.Cohort(
                month.toString(),
                first.customers(),
                MoneyView.of(first.mrr()),
                months.stream()
                        .map(later -> new CohortsView.CohortAge(
                                month.until(later.month(), ChronoUnit.MONTHS),
                                later.customers(),
                                MoneyView.of(later.mrr()),
                                Share.of(later.customers(), first.customers()),
                                Share.of(later.mrr(), first.mrr())))
                        .toList());
    }
}
