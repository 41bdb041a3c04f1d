package dev.countinghouse.analytics;

import dev.countinghouse.analytics.domain.Ageing;
import dev.countinghouse.money.MoneyView;
import java.time.LocalDate;
import java.util.List;

/**
 * What is due of open invoices, by how long it has been. Source: docs/ANALYTICS.md.
 *
 * @param asOf today in the tenant's time zone; whether an invoice is overdue is told by the day in its own
 */
public record ReceivablesView(LocalDate asOf, List<ReceivablesOfCurrency> currencies) {

    /**
     * One currency.
     *
     * @param total due in all
     * @param overdue of it
     * @param ages all of them, the youngest first
     */
    public record ReceivablesOfCurrency(
            String currency, MoneyView total, MoneyView overdue, long invoices, List<AgedReceivables> ages) {}

    /** What has been due for so long. */
    public record AgedReceivables(Ageing age, MoneyView due, long invoices) {}
}
