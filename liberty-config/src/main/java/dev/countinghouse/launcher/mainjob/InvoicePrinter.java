package dev.countinghouse.launcher.mainjob;

import dev.countinghouse.launcher.client.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** Writes invoices in aligned columns; of many, the latest of each customer, and a summary. */
final class InvoicePrinter {
    private static final int DESCRIPTION_MAX = 60;
    private static final String INDENT = "    ";

    private InvoicePrinter() {}

    /** One invoice line as it is printed. */
    private record Row(String description, String period, String quantity, String unitAmount, String amount) {

        private static Row of(Invoice.Line line) {
            String unit = DemoPlan.METRIC.equals(line.metric()) ? " " + DemoPlan.UNIT : "";
            return new Row(
                    Text.plain(line.description(), DESCRIPTION_MAX),
                    line.periodStart() + " to " + line.periodEnd(),
                    Text.quantity(line.quantity()) + unit,
                    Text.amount(line.unitAmount()),
                    Text.amount(line.amount()));
        }

        private static Row sum(String description, BigDecimal amount) {
            return new Row(description, "", "", "", Text.amount(amount));
        }
    }

    /** The lines to print for these invoices of a tenant. @param schema the schema that holds them */
    static List<String> print(String schema, Collection<Invoice> invoices) {
        Map<Invoice, List<Row>> tables = new LinkedHashMap<>();
        invoices.forEach(invoice -> tables.put(invoice, rows(invoice)));
        List<Row> all = tables.values().stream().flatMap(List::stream).toList();
        String format = INDENT + "  %-" + widest(all, row -> row.description().length()) + "s  %-24s  %"
                + widest(all, row -> row.quantity().length()) + "s  %"
                + widest(all, row -> row.unitAmount().length()) + "s  %"
                + widest(all, row -> row.amount().length()) + "s";
        List<String> lines = new ArrayList<>();
        tables.forEach((invoice, rows) -> {
            lines.add("");
            lines.add(INDENT + heading(schema, invoice));
            for (Row row : rows) {
                lines.add(String.format(
                        Locale.ROOT,
                        format,
                        row.description(),
                        row.period(),
                        row.quantity(),
                        row.unitAmount(),
                        row.amount()));
            }
        });
        return lines;
    }

    private static String heading(String schema, Invoice invoice) {
        String period = invoice.periodStart().equals(invoice.periodEnd())
                ? "from " + invoice.periodStart()
                : invoice.periodStart() + " to " + invoice.periodEnd();
        String state = invoice.isVoid() ? ", void" : "";
        return Text.plain("%s  %s (%s)  %s in %s, issued %s%s, in %s.invoices"
                .formatted(
                        invoice.number(),
                        invoice.customer().label(),
                        invoice.customer().name(),
                        period,
                        invoice.timeZone(),
                        invoice.issuedOn(),
                        state,
                        schema));
    }

    private static List<Row> rows(Invoice invoice) {
        List<Row> rows = new ArrayList<>();
        invoice.lines().forEach(line -> rows.add(Row.of(line)));
        BigDecimal discount =
                invoice.lines().stream().map(Invoice.Line::discount).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (discount.signum() != 0) {
            rows.add(Row.sum("Coupons", discount.negate()));
        }
        rows.add(Row.sum("Net", invoice.subtotal()));
        for (Invoice.Tax tax : invoice.taxes()) {
            rows.add(Row.sum(
                    "%s %s %% of %s"
                            .formatted(
                                    Text.plain(tax.name(), 40), Text.quantity(tax.percent()), Text.amount(tax.base())),
                    tax.amount()));
        }
        rows.add(Row.sum("Total " + invoice.currency(), invoice.total()));
        return rows;
    }

    private static int widest(List<Row> rows, ToIntFunction<Row> width) {
        return Math.max(1, rows.stream().mapToInt(width).max().orElse(1));
    }

    /** The latest invoice of each customer, in the order in which the customers appear. */
    static List<Invoice> latestPerCustomer(Collection<Invoice> invoices) {
        Map<String, Invoice> latest = new LinkedHashMap<>();
        for (Invoice invoice : invoices) {
            latest.merge(
                    invoice.customer().id(), invoice, (a, b) -> b.issuedOn().isBefore(a.issuedOn()) ? a : b);
        }
        return List.copyOf(latest.values());
    }

    /** One line: how many invoices, for how many customers, and their totals by currency. */
    static String summary(TenantSession tenant, Collection<Invoice> invoices) {
        Map<String, BigDecimal> totals = new TreeMap<>();
        Map<String, BigDecimal> taxes = new TreeMap<>();
        for (Invoice invoice : invoices) {
            totals.merge(invoice.currency(), invoice.total(), BigDecimal::add);
            taxes.merge(invoice.currency(), invoice.tax(), BigDecimal::add);
        }
        long customers = invoices.stream()
                .map(invoice -> invoice.customer().id())
                .distinct()
                .count();
        StringBuilder text = new StringBuilder("%s: %s for %s in %s.invoices"
                .formatted(
                        tenant.slug(),
                        Text.count(invoices.size(), "invoice"),
                        Text.count(customers, "customer"),
                        tenant.schema()));
        totals.forEach((currency, total) -> text.append(", total %s %s, of it tax %s"
                .formatted(currency, Text.amount(total), Text.amount(taxes.getOrDefault(currency, BigDecimal.ZERO)))));
        return text.toString();
    }
}
