package dev.countinghouse.analytics;

import dev.countinghouse.money.MoneyView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the customers who came in the same month. Source: docs/ANALYTICS.md.
 *
 * @param asOf day that figures of the month that runs are of, in the tenant's time zone
 */
public record CohortsView(LocalDate asOf, List<CohortsOfCurrency> currencies) {

    /** One currency; cohorts earliest first. */
    public record CohortsOfCurrency(String currency, List<Cohort> cohorts) {}

    /**
     * The customers who had MRR for the first time at the end of a month.
     *
     * @param month such as 2026-03
     * @param customers how many they are
     * @param months each month from that one to the one that runs
     */
    public record Cohort(String month, long customers, MoneyView mrr, List<CohortAge> months) {}

    /**
     * A cohort some months later.
     *
     * @param age months since the cohort's own, which is 0
     * @param customers who have MRR at the month's end
     * @param mrr theirs
     * @param customerRate customers of all of the cohort, to four decimals
     * @param mrrRate MRR of the cohort's first, to four decimals; it may be above one
     */
    public record CohortAge(
            long age,
            long customers,
            MoneyView mrr,
            @Nullable BigDecimal customerRate,
            @Nullable BigDecimal mrrRate) {}
}
