package dev.countinghouse.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.analytics.MrrRepository.CohortMonth;
import dev.countinghouse.analytics.RevenueRepository.Due;
import dev.countinghouse.analytics.RevenueRepository.Revenue;
import dev.countinghouse.analytics.domain.Ageing;
import dev.countinghouse.analytics.domain.Months;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.problem.BillingException;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyticsFiguresTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final YearMonth MARCH = YearMonth.of(2026, 3);

    private static Money cents(long cents) {
        return new Money(cents, EUR);
    }

    private static String text(MoneyView money) {
        return money.amount().toPlainString();
    }

    @Test
    void aCohortIsToldToTheMonthThatRunsAlsoWhereNobodyIsLeft() {
        CohortsView.CohortsOfCurrency cohorts = MrrFigures.cohorts(
                EUR,
                List.of(
                        new CohortMonth(MARCH, MARCH, 3, cents(8700)),
                        new CohortMonth(MARCH, MARCH.plusMonths(1), 2, cents(11_000)),
                        new CohortMonth(MARCH, MARCH.plusMonths(3), 1, cents(2900))),
                MARCH.plusMonths(4));
        CohortsView.Cohort cohort = cohorts.cohorts().getFirst();
        assertThat(cohort.month()).isEqualTo("2026-03");
        assertThat(cohort.customers()).isEqualTo(3);
        assertThat(cohort.months().stream()
                        .map(age -> "%d: %d, %s, %s, %s"
                                .formatted(
                                        age.age(), age.customers(), text(age.mrr()), age.customerRate(), age.mrrRate()))
                        .toList())
                .containsExactly(
                        "0: 3, 87.00, 1, 1",
                        "1: 2, 110.00, 0.6667, 1.2644",
                        "2: 0, 0.00, 0, 0",
                        "3: 1, 29.00, 0.3333, 0.3333",
                        "4: 0, 0.00, 0, 0");
    }

    @Test
    void revenueIsWhatWasInvoicedLessWhatWasCreditedAndVoided() {
        RevenueView.RevenueOfCurrency revenue = RevenueFigures.revenue(
                EUR,
                List.of(
                        new Revenue(MARCH, cents(10_000), cents(0), cents(0)),
                        new Revenue(MARCH.plusMonths(2), cents(500), cents(2000), cents(300))),
                new Months(MARCH, MARCH.plusMonths(2)));
        assertThat(revenue.months().stream()
                        .map(month -> month.month() + " " + text(month.net()))
                        .toList())
                .containsExactly("2026-03 100.00", "2026-04 0.00", "2026-05 -18.00");
        assertThat(text(revenue.net())).isEqualTo("82.00");
    }

    @Test
    void allAgesOfReceivablesAreToldAndSumToTheTotal() {
        ReceivablesView.ReceivablesOfCurrency due = RevenueFigures.receivables(
                EUR,
                List.of(
                        new Due(Ageing.NOT_DUE, cents(100), 1),
                        new Due(Ageing.DAYS_1_TO_30, cents(20), 2),
                        new Due(Ageing.DAYS_1_TO_30, cents(3), 1),
                        new Due(Ageing.DAYS_OVER_90, cents(4000), 5)));
        assertThat(text(due.total())).isEqualTo("41.23");
        assertThat(text(due.overdue())).isEqualTo("40.23");
        assertThat(due.invoices()).isEqualTo(9);
        assertThat(due.ages().stream()
                        .map(age -> age.age() + " " + text(age.due()) + " " + age.invoices())
                        .toList())
                .containsExactly(
                        "NOT_DUE 1.00 1",
                        "DAYS_1_TO_30 0.23 3",
                        "DAYS_31_TO_60 0.00 0",
                        "DAYS_61_TO_90 0.00 0",
                        "DAYS_OVER_90 40.00 5");
    }

    @ParameterizedTest(name = "{0} to {1}: {2} to {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, 2025-04, 2026-03",
                "-, 2026-02, 2025-03, 2026-02",
                "2026-01, -, 2026-01, 2026-03",
                "2026-01, 2027-01, 2026-01, 2026-03",
                "2021-04, -, 2021-04, 2026-03"
            })
    void monthsEndWithTheOneThatRuns(YearMonth from, YearMonth through, YearMonth first, YearMonth last) {
        assertThat(AnalyticsCalendar.months(from, through, MARCH)).isEqualTo(new Months(first, last));
    }

    @Test
    void monthsAreNeitherBackwardsNorTooMany() {
        assertThatThrownBy(() -> AnalyticsCalendar.months(MARCH, MARCH.minusMonths(1), MARCH))
                .isInstanceOf(BillingException.class);
        assertThatThrownBy(() -> AnalyticsCalendar.months(MARCH.minusMonths(60), null, MARCH))
                .isInstanceOf(BillingException.class);
        assertThat(AnalyticsCalendar.months(MARCH.plusMonths(1), MARCH.plusMonths(2), MARCH)
                        .all())
                .isEmpty();
    }
}
