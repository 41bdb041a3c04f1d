package dev.countinghouse.analytics;

import dev.countinghouse.analytics.AnalyticsCalendar.Asked;
import dev.countinghouse.analytics.domain.MrrMonth;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.metering.UsageSummaryView;
import dev.countinghouse.money.Money;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Figures of the current tenant. One method is one transaction. Source: docs/ANALYTICS.md. */
@Stateless
public class AnalyticsService {

    @Inject
    AnalyticsCalendar calendar;

    @Inject
    MrrRepository mrr;

    @Inject
    RevenueRepository revenues;

    @Inject
    Metering metering;

    @Inject
    BusinessClock clock;

    /** Monthly recurring revenue and how it moved. */
    @RolesAllowed(Permission.ANALYTICS_READ)
    public MrrView mrr(AnalyticsFilter filter) {
        Asked asked = calendar.asked(filter);
        return new MrrView(
                asked.today(),
                movements(asked, filter.currency()).entrySet().stream()
                        .map(one -> MrrFigures.mrr(one.getKey(), one.getValue()))
                        .toList());
    }

    /** Who left, and what went with them. */
    @RolesAllowed(Permission.ANALYTICS_READ)
    public ChurnView churn(AnalyticsFilter filter) {
        Asked asked = calendar.asked(filter);
        return new ChurnView(
                asked.today(),
                movements(asked, filter.currency()).entrySet().stream()
                        .map(one -> MrrFigures.churn(one.getKey(), one.getValue()))
                        .toList());
    }

    /** Cohorts of the months that are asked for, as they are until today. */
    @RolesAllowed(Permission.ANALYTICS_READ)
    public CohortsView cohorts(AnalyticsFilter filter) {
        Asked asked = calendar.asked(filter);
        YearMonth running = YearMonth.from(asked.today());
        return new CohortsView(
                asked.today(),
                byCurrency(mrr.cohorts(asked, filter.currency()), MrrRepository.CohortMonth::mrr).entrySet().stream()
                        .map(one -> MrrFigures.cohorts(one.getKey(), one.getValue(), running))
                        .toList());
    }

    /** What was invoiced, net of credit notes and voids. */
    @RolesAllowed(Permission.ANALYTICS_READ)
    public RevenueView revenue(AnalyticsFilter filter) {
        Asked asked = calendar.asked(filter);
        return new RevenueView(
                asked.today(),
                byCurrency(revenues.revenue(asked, filter.currency()), RevenueRepository.Revenue::invoiced)
                        .entrySet()
                        .stream()
                        .map(one -> RevenueFigures.revenue(one.getKey(), one.getValue(), asked.months()))
                        .toList());
    }

    /** What is due of open invoices now, by how long it has been. */
    @RolesAllowed(Permission.ANALYTICS_READ)
    public ReceivablesView receivables(@Nullable Currency currency) {
        Asked asked = calendar.asked(new AnalyticsFilter(null, null, currency));
        return new ReceivablesView(
                asked.today(),
                byCurrency(revenues.due(clock.instant(), currency), RevenueRepository.Due::due).entrySet().stream()
                        .map(one -> RevenueFigures.receivables(one.getKey(), one.getValue()))
                        .toList());
    }

    /** What was used of each metric. */
    @RolesAllowed(Permission.ANALYTICS_READ)
    public UsageView usage(AnalyticsFilter filter) {
        Asked asked = calendar.asked(filter);
        List<UsageSummaryView> used = asked.months().count() == 0
                ? List.of()
                : metering.byMonth(
                        asked.from().atStartOfDay(asked.zone()).toInstant(),
                        asked.through().plusMonths(1).atStartOfDay(asked.zone()).toInstant(),
                        asked.zone());
        Map<String, List<UsageSummaryView>> byMetric = used.stream()
                .collect(Collectors.groupingBy(UsageSummaryView::metric, TreeMap::new, Collectors.toList()));
        return new UsageView(
                asked.today(),
                byMetric.entrySet().stream()
                        .map(one -> new UsageView.UsageOfMetric(one.getKey(), months(asked, one.getValue())))
                        .toList());
    }

    private static List<UsageView.UsedInMonth> months(Asked asked, List<UsageSummaryView> used) {
        Map<YearMonth, UsageView.UsedInMonth> known = used.stream()
                .map(one -> new UsageView.UsedInMonth(
                        YearMonth.from(one.start().atZone(asked.zone())).toString(), one.quantity(), one.events()))
                .collect(Collectors.toMap(month -> YearMonth.parse(month.month()), Function.identity()));
        return asked.months().fill(known, month -> new UsageView.UsedInMonth(month.toString(), BigDecimal.ZERO, 0));
    }

    /** Each month of those that are asked for, by currency. */
    private Map<Currency, List<MrrMonth>> movements(Asked asked, @Nullable Currency currency) {
        Map<Currency, List<MrrMonth>> all = new TreeMap<>(MrrFigures.BY_CODE);
        byCurrency(mrr.movements(asked, currency), MrrMonth::opening).forEach((one, known) -> {
            Money zero = Money.zero(one);
            Map<YearMonth, MrrMonth> byMonth =
                    known.stream().collect(Collectors.toMap(MrrMonth::month, Function.identity()));
            all.put(one, asked.months().fill(byMonth, month -> MrrMonth.nothing(month, zero)));
        });
        return all;
    }

    private static <T> Map<Currency, List<T>> byCurrency(List<T> rows, Function<T, Money> money) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> money.apply(row).currency(),
                        () -> new TreeMap<>(MrrFigures.BY_CODE),
                        Collectors.toList()));
    }
}
