package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.launcher.client.ApiClient;
import dev.countinghouse.launcher.client.Json;
import dev.countinghouse.launcher.client.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One customer's minutes, counted in four places that must agree.
 *
 * @param given by the events handed in
 * @param kept of those events by the server
 * @param recorded by the server of all events in periods that are over, whoever handed them in
 * @param invoiced on the lines of all invoices
 */
record UsageBalance(Customer customer, BigDecimal given, BigDecimal kept, BigDecimal recorded, BigDecimal invoiced) {

    boolean isKept() {
        return given.compareTo(kept) == 0;
    }

    boolean isInvoiced() {
        return recorded.compareTo(invoiced) == 0;
    }

    @Override
    public String toString() {
        return "%s: %s given, %s of it recorded; %s recorded in all, %s invoiced"
                .formatted(
                        Text.plain(customer.externalId(), 60),
                        Text.quantity(given),
                        Text.quantity(kept),
                        Text.quantity(recorded),
                        Text.quantity(invoiced));
    }

    /** Sums the minutes on the lines of invoices that count, by customer id. */
    static Map<String, BigDecimal> invoiced(Collection<Invoice> invoices) {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        for (Invoice invoice : invoices) {
            for (Invoice.Line line : invoice.isVoid() ? List.<Invoice.Line>of() : invoice.lines()) {
                if (DemoPlan.METRIC.equals(line.metric())) {
                    sums.merge(invoice.customer().id(), line.quantity(), BigDecimal::add);
                }
            }
        }
        return sums;
    }

    /** Asks the API what it recorded of a customer and period. */
    record Ledger(ApiClient api, UsageScan given) {

        UsageBalance balance(Customer customer, CustomerUsage usage, Span billed, BigDecimal invoiced) {
            BigDecimal recorded = recorded(customer, billed);
            BigDecimal kept = recorded.compareTo(usage.minutes()) == 0 ? recorded : kept(customer, usage);
            return new UsageBalance(customer, usage.minutes(), kept, recorded, invoiced);
        }

        private BigDecimal recorded(Customer customer, Span span) {
            if (!span.from().isBefore(span.to())) {
                return BigDecimal.ZERO;
            }
            Map<String, String> filters = span.filters(customer);
            filters.put("granularity", "month");
            BigDecimal sum = BigDecimal.ZERO;
            for (JsonNode bucket :
                    api.get(ApiClient.query("/usage/summary", filters)).path("data")) {
                sum = sum.add(Json.decimal(bucket, "quantity"));
            }
            return sum;
        }

        /** Event by event, for a customer whose usage did not come from this file alone. */
        private BigDecimal kept(Customer customer, CustomerUsage usage) {
            BigDecimal[] sum = {BigDecimal.ZERO};
            Span span = new Span(usage.first(), usage.last().plusSeconds(1));
            api.each("/usage", span.filters(customer), event -> {
                if (given.holds(Json.text(event, "transaction_id"))) {
                    sum[0] = sum[0].add(Json.decimal(event, "quantity"));
                }
            });
            return sum[0];
        }
    }

    /** From an instant up to, not including, another. */
    record Span(Instant from, Instant to) {

        private Map<String, String> filters(Customer customer) {
            Map<String, String> filters = new LinkedHashMap<>();
            filters.put("customer_id", customer.id());
            filters.put("metric", DemoPlan.METRIC);
            filters.put("from", from.toString());
            filters.put("to", to.toString());
            return filters;
        }
    }
}
