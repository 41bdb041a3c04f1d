package dev.countinghouse.analytics;

import dev.countinghouse.money.MoneyView;
import java.time.LocalDate;
import java.util.List;

/**
 * What was invoiced, without taxes, month by month, as it was posted to the ledger's account revenue. Source: docs/ANALYTICS.md.
 *
 * @param asOf day that figures of the month that runs are of, in the tenant's time zone
 */
public record RevenueView(LocalDate asOf, List<RevenueOfCurrency> currencies) {

    /**
     * One currency.
     *
     * @param net of all these months
     * @param months earliest first; none is left out
     */
    public record RevenueOfCurrency(String currency, MoneyView net, List<MonthlyRevenue> months) {}

    /**
     * A month, by the days on which documents were booked.
     *
     * @param month such as 2026-03
     * @param invoiced by its invoices; below zero where they give more back than they charge
     * @param credited what its credit notes took off
     * @param voided what invoices had charged, of whichever month, that were voided in it
     * @param net invoiced less credited less voided
     */
    public record MonthlyRevenue(
            String month, MoneyView invoiced, MoneyView credited, MoneyView voided, MoneyView net) {}
}
