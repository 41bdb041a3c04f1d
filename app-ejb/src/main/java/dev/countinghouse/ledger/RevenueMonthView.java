package dev.countinghouse.ledger;

import dev.countinghouse.money.MoneyView;

/**
 * What became of revenue in a month, in one currency, all net of tax: what is deferred at its end is what was at its beginning, and
 * {@code invoiced} less {@code credited} less {@code recognized}.
 *
 * @param month as {@code 2024-01}
 * @param invoiced by invoices dated in it
 * @param credited by credit notes and voids dated in it
 * @param recognized earned in it, less what was taken back that had been earned
 * @param deferred invoiced by its end, and not earned by then
 */
public record RevenueMonthView(
        String month,
        String currency,
        MoneyView invoiced,
        MoneyView credited,
        MoneyView recognized,
        MoneyView deferred) {}
