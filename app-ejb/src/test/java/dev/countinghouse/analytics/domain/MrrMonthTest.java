package dev.countinghouse.analytics.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

class MrrMonthTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    private static Money cents(long cents) {
        return new Money(cents, EUR);
    }

    @ParameterizedTest(name = "{0} + {1} + {2} - {3} - {4} + {5} = {6}")
    @CsvSource({
        // opening, new, expansion, contraction, churn, reactivation, closing
        "0, 2900, 0, 0, 0, 0, 2900",
        "2900, 0, 0, 0, 0, 0, 2900",
        "2900, 0, 1450, 0, 0, 0, 4350",
        "4350, 0, 0, 1000, 0, 0, 3350",
        "3350, 0, 0, 0, 3350, 0, 0",
        "0, 0, 0, 0, 0, 3350, 3350",
        "10000, 700, 50, 3, 1000, 20, 9767"
    })
    void whatAMonthBeginsWithAndWhatMovedIsWhatItEndsWith(ArgumentsAccessor row) {
        MrrMonth month = new MrrMonth(
                YearMonth.of(2026, 3),
                cents(row.getLong(0)),
                cents(row.getLong(1)),
                cents(row.getLong(2)),
                cents(row.getLong(3)),
                cents(row.getLong(4)),
                cents(row.getLong(5)),
                new MrrMonth.Customers(0, 0, 0, 0));
        long closing = row.getLong(6);
        assertThat(month.closing()).isEqualTo(cents(closing));
        assertThat(month.annual()).isEqualTo(cents(12 * closing));
    }

    @ParameterizedTest(name = "of {0} with {1}: {2} left and {3} were lost, {4} grew")
    @CsvSource(
            nullValues = "-",
            value = {
                // customers, mrr, customers lost, contraction and churn, expansion, churn of customers, of mrr, net
                // retention
                "40, 100000, 1, 1000, 2000, 2000, 0.025, 0.03, 0.99",
                "3, 300, 1, 100, 0, 0, 0.3333, 0.3333, 0.6667",
                "3, 300, 2, 200, 0, 50, 0.6667, 0.6667, 0.5",
                "2, 200, 0, 0, 0, 300, 0, 0, 2.5",
                "1, 100, 1, 100, 0, 0, 1, 1, 0",
                "0, 0, 0, 0, 0, 0, -, -, -"
            })
    void ratesAreOfWhatThereWasAtTheBeginning(ArgumentsAccessor row) {
        long customers = row.getLong(0);
        long lost = row.getLong(2);
        MrrMonth month = new MrrMonth(
                YearMonth.of(2026, 3),
                cents(row.getLong(1)),
                cents(9999), // who is new changes no rate
                cents(row.getLong(5)),
                cents(row.getLong(4)),
                cents(row.getLong(3)),
                cents(777),
                new MrrMonth.Customers(customers, 5, lost, 1));
        assertThat(month.customerChurn()).isEqualTo(row.get(6, BigDecimal.class));
        assertThat(month.revenueChurn()).isEqualTo(row.get(7, BigDecimal.class));
        assertThat(month.netRetention()).isEqualTo(row.get(8, BigDecimal.class));
        assertThat(month.customers().closing()).isEqualTo(customers + 6 - lost);
    }

    @Test
    void monthsOfWhichNothingIsKnownAreThereAllTheSame() {
        Months months = new Months(YearMonth.of(2025, 11), YearMonth.of(2026, 2));
        assertThat(months.fill(Map.of(YearMonth.of(2026, 1), "known"), YearMonth::toString))
                .isEqualTo(List.of("2025-11", "2025-12", "known", "2026-02"));
        assertThat(months.count()).isEqualTo(4);
        Months none = new Months(YearMonth.of(2026, 3), YearMonth.of(2026, 2));
        assertThat(none.all()).isEmpty();
        assertThat(none.count()).isZero();
    }

    @ParameterizedTest(name = "{0} days overdue: {1}")
    @CsvSource({
        "-5, NOT_DUE",
        "0, NOT_DUE",
        "1, DAYS_1_TO_30",
        "30, DAYS_1_TO_30",
        "31, DAYS_31_TO_60",
        "60, DAYS_31_TO_60",
        "61, DAYS_61_TO_90",
        "90, DAYS_61_TO_90",
        "91, DAYS_OVER_90",
        "2147483647, DAYS_OVER_90"
    })
    void anInvoiceIsOverdueFromTheDayAfterItsDueDateOn(int days, Ageing age) {
        assertThat(Ageing.of(days)).isEqualTo(age);
    }
}
