package dev.countinghouse.launcher.mainjob;

import dev.countinghouse.launcher.client.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Recomputes what invoices say of themselves. Nothing is tolerated but the one cent by which a late delta may make up for earlier rounding. */
final class InvoiceChecks {
    private final List<Invoice> invoices;

    InvoiceChecks(Collection<Invoice> invoices) {
        this.invoices = invoices.stream().filter(invoice -> !invoice.isVoid()).toList();
    }

    /** Every line: quantity times unit price, rounded once, half up, to the currency's minor unit. */
    Finding amounts() {
        List<String> wrong = new ArrayList<>();
        long lines = 0;
        for (Invoice invoice : invoices) {
            for (Invoice.Line line : invoice.lines()) {
                lines++;
                if (!isAmountRight(line, invoice.currency())) {
                    wrong.add("%s: %s at %s is not %s"
                            .formatted(
                                    invoice.number(),
                                    Text.quantity(line.quantity()),
                                    line.unitAmount(),
                                    line.amount()));
                }
            }
        }
        return Finding.unless(
                wrong, "%s: amount = quantity x unit price, rounded half up".formatted(Text.count(lines, "line")));
    }

    private static boolean isAmountRight(Invoice.Line line, String currency) {
        boolean share =
                line.metric() == null && line.quantity().stripTrailingZeros().scale() > 0;
        if (share) {
            return true; // a share of a fee by days has no finite decimal
        }
        BigDecimal off = rounded(line.quantity().multiply(line.unitAmount()), currency)
                .subtract(line.amount())
                .abs();
        BigDecimal allowed = line.isRegular() ? BigDecimal.ZERO : BigDecimal.ONE.movePointLeft(digits(currency));
        return off.compareTo(allowed) <= 0;
    }

    /** The tier lines of a period are the split of their sum over the plan's tiers. */
    Finding tiers(Map<String, Tiers> charges) {
        List<String> wrong = new ArrayList<>();
        long periods = 0;
        for (Invoice invoice : invoices) {
            for (var period : tierLines(invoice, charges).entrySet()) {
                periods++;
                List<Tiers.Portion> portions = period.getValue();
                BigDecimal whole =
                        portions.stream().map(Tiers.Portion::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
                Tiers tiers = charges.getOrDefault(period.getKey().chargeId(), new Tiers(List.of()));
                if (!same(tiers.split(whole), portions)) {
                    wrong.add("%s: %s falls into %s, not %s"
                            .formatted(invoice.number(), Text.quantity(whole), tiers.split(whole), portions));
                }
            }
        }
        return Finding.unless(
                wrong, "%s: every unit is in its own tier".formatted(Text.count(periods, "usage period")));
    }

    private record ChargePeriod(String chargeId, LocalDate start, LocalDate end) {}

    private static Map<ChargePeriod, List<Tiers.Portion>> tierLines(Invoice invoice, Map<String, Tiers> charges) {
        Map<ChargePeriod, List<Tiers.Portion>> periods = new LinkedHashMap<>();
        for (Invoice.Line line : invoice.lines()) {
            if (line.isRegular() && line.quantity().signum() != 0 && charges.containsKey(line.chargeId())) {
                periods.computeIfAbsent(
                                new ChargePeriod(line.chargeId(), line.periodStart(), line.periodEnd()),
                                key -> new ArrayList<>())
                        .add(new Tiers.Portion(line.quantity(), line.unitAmount()));
            }
        }
        return periods;
    }

    private static boolean same(List<Tiers.Portion> expected, List<Tiers.Portion> found) {
        boolean same = expected.size() == found.size();
        for (int i = 0; same && i < expected.size(); i++) {
            same = expected.get(i).sameAs(found.get(i));
        }
        return same;
    }

    /** @param percent of the plan, 20 means 20 % */
    Finding taxes(BigDecimal percent) {
        List<String> wrong = new ArrayList<>();
        for (Invoice invoice : invoices) {
            BigDecimal parts =
                    invoice.taxes().stream().map(Invoice.Tax::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal expected = invoice.isTaxedByPlan()
                    ? rounded(lineSum(invoice).multiply(percent).movePointLeft(2), invoice.currency())
                    : parts;
            if (expected.compareTo(invoice.tax()) != 0 || parts.compareTo(invoice.tax()) != 0) {
                wrong.add("%s: %s %% of %s is %s, not %s"
                        .formatted(
                                invoice.number(), Text.quantity(percent), lineSum(invoice), expected, invoice.tax()));
            }
        }
        return Finding.unless(
                wrong,
                "%s: tax = %s %% of the sum of the lines less coupons, rounded half up"
                        .formatted(counted(), Text.quantity(percent)));
    }

    Finding totals() {
        List<String> wrong = new ArrayList<>();
        for (Invoice invoice : invoices) {
            BigDecimal sum = lineSum(invoice);
            if (sum.compareTo(invoice.subtotal()) != 0 || sum.add(invoice.tax()).compareTo(invoice.total()) != 0) {
                wrong.add("%s: lines %s + tax %s is not %s"
                        .formatted(invoice.number(), sum, invoice.tax(), invoice.total()));
            }
        }
        return Finding.unless(wrong, "%s: total = lines less coupons + tax".formatted(counted()));
    }

    /** No charge of a subscription stands on two invoices for the same day. */
    Finding billedOnce() {
        Map<String, TreeSet<Service>> charges = new HashMap<>();
        for (Invoice invoice : invoices) {
            invoice.lines().stream()
                    .filter(Invoice.Line::isRegular)
                    .forEach(line -> charges.computeIfAbsent(
                                    invoice.subscriptionId() + "/" + line.chargeId(),
                                    key -> new TreeSet<>(Service.ORDER))
                            .add(new Service(line.periodStart(), line.periodEnd(), invoice.number())));
        }
        List<String> wrong = new ArrayList<>();
        for (TreeSet<Service> services : charges.values()) {
            Service before = null;
            for (Service service : services) {
                if (before != null
                        && service.start().isBefore(before.end())
                        && !service.invoice().equals(before.invoice())) {
                    wrong.add("%s and %s both bill %s".formatted(before.invoice(), service.invoice(), service.start()));
                }
                before = service;
            }
        }
        return Finding.unless(wrong, "%s: no charge billed twice for any day".formatted(counted()));
    }

    private record Service(LocalDate start, LocalDate end, String invoice) {
        private static final Comparator<Service> ORDER =
                Comparator.comparing(Service::start).thenComparing(Service::end).thenComparing(Service::invoice);
    }

    private String counted() {
        return Text.count(invoices.size(), "invoice");
    }

    private static BigDecimal lineSum(Invoice invoice) {
        return invoice.lines().stream().map(Invoice.Line::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal rounded(BigDecimal exact, String currency) {
        return exact.setScale(digits(currency), RoundingMode.HALF_UP);
    }

    private static int digits(String currency) {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }
}
