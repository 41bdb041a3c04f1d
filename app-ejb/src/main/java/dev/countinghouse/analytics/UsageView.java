package dev.countinghouse.analytics;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What all customers used, by metric and month of the tenant's time zone. Source: docs/ANALYTICS.md.
 *
 * @param asOf day that figures of the month that runs are of
 * @param metrics by code; those without usage in these months are left out
 */
public record UsageView(LocalDate asOf, List<UsageOfMetric> metrics) {

    /** A metric; months earliest first, none left out. */
    public record UsageOfMetric(String metric, List<UsedInMonth> months) {}

    /**
     * A month.
     *
     * @param month such as 2026-03
     * @param quantity by the metric's aggregation over all customers, not rounded by the metric
     * @param events how many count
     */
    public record UsedInMonth(String month, BigDecimal quantity, long events) {}
}
