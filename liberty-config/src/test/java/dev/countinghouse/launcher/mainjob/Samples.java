package dev.countinghouse.launcher.mainjob;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Invoices to look at, written down short. */
final class Samples {
    private Samples() {}

    /** A regular line of January on the usage charge. */
    static Invoice.Line usage(String quantity, String unitAmount, String amount) {
        return line("Build minutes", "builds", quantity, unitAmount, amount);
    }

    static Invoice.Line fee(String quantity, String amount) {
        return line("Monthly fee", null, quantity, "29.00", amount);
    }

    static Invoice.Line delta(String quantity, String unitAmount, String amount) {
        Invoice.Line line = usage(quantity, unitAmount, amount);
        return new Invoice.Line(
                "Late",
                "builds",
                line.chargeId(),
                "delta",
                line.periodStart(),
                line.periodEnd(),
                line.quantity(),
                line.unitAmount(),
                line.amount(),
                BigDecimal.ZERO);
    }

    private static Invoice.Line line(
            String description, @Nullable String metric, String quantity, String unitAmount, String amount) {
        return new Invoice.Line(
                description,
                metric,
                metric == null ? "fee" : "usage",
                "regular",
                LocalDate.parse("2025-01-01"),
                LocalDate.parse("2025-02-01"),
                new BigDecimal(quantity),
                new BigDecimal(unitAmount),
                new BigDecimal(amount),
                BigDecimal.ZERO);
    }

    /** The same line after coupons. */
    static Invoice.Line discounted(Invoice.Line line, String discount) {
        return new Invoice.Line(
                line.description(),
                line.metric(),
                line.chargeId(),
                line.purpose(),
                line.periodStart(),
                line.periodEnd(),
                line.quantity(),
                line.unitAmount(),
                line.amount(),
                new BigDecimal(discount));
    }

    /** Of customer c1, for January. */
    static Invoice invoice(String number, String tax, String total, Invoice.Line... lines) {
        return invoice("sub-1", number, tax, total, List.of(lines));
    }

    /** Of no subscription. */
    static Invoice byHand(String tax, Invoice.Line line) {
        return invoice("", "A-1", tax, "0", List.of(line));
    }

    private static Invoice invoice(
            String subscription, String number, String tax, String total, List<Invoice.Line> lines) {
        BigDecimal net = lines.stream().map(Invoice.Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Invoice(
                "id-" + number,
                number,
                "finalized",
                new Invoice.Buyer("1", "c1", "Customer 1"),
                subscription,
                "EUR",
                "Asia/Tokyo",
                LocalDate.parse("2025-01-01"),
                LocalDate.parse("2025-02-01"),
                LocalDate.parse("2025-02-01"),
                lines,
                net,
                "",
                List.of(new Invoice.Tax("VAT", new BigDecimal("20"), net, new BigDecimal(tax))),
                new BigDecimal(tax),
                new BigDecimal(total));
    }
}
