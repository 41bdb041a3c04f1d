package dev.countinghouse.analytics;

import dev.countinghouse.money.MoneyView;
import java.time.LocalDate;
import java.util.List;

/**
 * Monthly recurring revenue and what became of it, month by month. Source: docs/ANALYTICS.md.
 *
 * @param asOf day that figures of the month that runs are of, in the tenant's time zone
 */
public record MrrView(LocalDate asOf, List<MrrOfCurrency> currencies) {

    /**
     * One currency.
     *
     * @param mrr at the end of the last month
     * @param arr of twelve such months
     * @param months earliest first; none is left out
     */
    public record MrrOfCurrency(String currency, MoneyView mrr, MoneyView arr, List<MonthlyMrr> months) {}

    /**
     * A month. Nothing is below zero: contraction and churn are what was lost.
     *
     * @param month such as 2026-03
     * @param opening MRR at the end of the month before
     * @param newBusiness of customers who never had any before
     * @param expansion growth of customers who had some
     * @param contraction by which customers who still have some have less
     * @param churn of customers who have none any more
     * @param reactivation of customers who had none for some time, and once had
     * @param closing MRR at the end of the month, or as of today
     * @param arr of twelve such months
     * @param customers who have MRR at the end
     */
    public record MonthlyMrr(
            String month,
            MoneyView opening,
            MoneyView newBusiness,
            MoneyView expansion,
            MoneyView contraction,
            MoneyView churn,
            MoneyView reactivation,
            MoneyView closing,
            MoneyView arr,
            long customers) {}
}
