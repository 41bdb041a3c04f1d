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
public record ReceivablesView(LocalDate asOf, List<InCurrency> currencies) {

    /**
     * One currency.
     *
     * @param total due in all
     * @param overdue of it
     * @param ages all of them, the youngest first
     */
    public record InCurrency(String currency, MoneyView total, MoneyView overdue, long invoices, List<Age> ages) {}

    /** What has been due for so long. */
    public record Age(Ageing age, MoneyView due, long invoices) {}
}
