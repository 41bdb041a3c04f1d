package dev.countinghouse.invoicing;

import dev.countinghouse.money.MoneyView;
import dev.countinghouse.paging.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a billing run would do, for a page of subscriptions.
 *
 * @param through what the tenant's clock would show
 * @param totals of the page, by currency; those of all pages sum to the run's
 * @param data subscriptions, newest first
 * @param nextCursor where the next page begins; null at the end
 */
public record RehearsalView(
        Instant through,
        List<Total> totals,
        List<RehearsedSubscription> data,
        @Nullable String nextCursor) {

    /**
     * What all invoices in a currency come to.
     *
     * @param invoices how many would be issued
     */
    public record Total(String currency, int invoices, MoneyView subtotal, MoneyView tax, MoneyView total) {}

    static RehearsalView of(Instant through, Page<RehearsedSubscription> page) {
        Map<String, List<RehearsedSubscription.Invoice>> byCurrency = page.data().stream()
                .flatMap(subscription -> subscription.invoices().stream())
                .collect(Collectors.groupingBy(
                        invoice -> invoice.total().currency(), TreeMap::new, Collectors.toList()));
        List<Total> totals = byCurrency.entrySet().stream()
                .map(of -> new Total(
                        of.getKey(),
                        (int) of.getValue().stream()
                                .filter(invoice -> !invoice.skipped())
                                .count(),
                        sum(of.getValue(), RehearsedSubscription.Invoice::subtotal),
                        sum(of.getValue(), RehearsedSubscription.Invoice::tax),
                        sum(of.getValue(), RehearsedSubscription.Invoice::total)))
                .toList();
        return new RehearsalView(through, totals, page.data(), page.nextCursor());
    }

    private static MoneyView sum(
            List<RehearsedSubscription.Invoice> invoices, Function<RehearsedSubscription.Invoice, MoneyView> amount) {
        BigDecimal sum = invoices.stream().map(amount).map(MoneyView::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new MoneyView(sum, amount.apply(invoices.getFirst()).currency());
    }
}
