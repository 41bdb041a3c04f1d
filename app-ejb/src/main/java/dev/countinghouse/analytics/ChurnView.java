package dev.countinghouse.analytics;

import dev.countinghouse.money.MoneyView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who left and what revenue went with them, month by month. Source: docs/ANALYTICS.md.
 *
 * @param asOf day that figures of the month that runs are of, in the tenant's time zone
 */
public record ChurnView(LocalDate asOf, List<ChurnOfCurrency> currencies) {

    /** One currency; months earliest first, none left out. */
    public record ChurnOfCurrency(String currency, List<MonthlyChurn> months) {}

    /**
     * A month. Rates are parts of one, to four decimals: 0.0312 are 3.12 percent; null where there was nothing at the beginning.
     *
     * @param month such as 2026-03
     * @param customers with MRR at the beginning
     * @param customersLost of them, who have none at the end
     * @param customerChurnRate customers lost of those of the beginning
     * @param mrr at the beginning
     * @param mrrLost churn and contraction
     * @param mrrChurnRate MRR lost of that of the beginning
     * @param netRetentionRate what the customers of the beginning pay at the end, of what they paid
     */
    public record MonthlyChurn(
            String month,
            long customers,
            long customersLost,
            @Nullable BigDecimal customerChurnRate,
            MoneyView mrr,
            MoneyView mrrLost,
            @Nullable BigDecimal mrrChurnRate,
            @Nullable BigDecimal netRetentionRate) {}
}
