package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.PlanPhase;
import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.rating.domain.Calculation;
import dev.countinghouse.rating.domain.ProratedPart;
import dev.countinghouse.rating.domain.RatedPart;
import dev.countinghouse.rating.domain.RecurringFee;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.domain.Quantities.Part;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns charges into invoice lines: pure, one rounding per line. */
final class Lines {

    private static final int QUANTITY_DECIMALS = 12;
    private static final int NAME_LENGTH_MAX = 400; // of the 500 that a line has room for

    private Lines() {}

    /**
     * The lines of a recurring fee for a period, one for each part of its price; the share of it when the period is a part and
     * the charge is prorated.
     */
    static List<LineDraft> fees(DueItem item, Charge ofPlan, ServicePeriod period, ServicePeriod whole) {
        return fees(item, ofPlan, new Part(period, item.quantity(period)), whole);
    }

    /** The same of days that a quantity is billed for. */
    static List<LineDraft> fees(DueItem item, Charge ofPlan, Part of, ServicePeriod whole) {
        ServicePeriod period = of.days();
        Charge charge = item.priced(ofPlan, period);
        boolean part = charge.prorated() && period.days() < whole.days();
        String days = part ? " (%d of %d days)".formatted(period.days(), whole.days()) : "";
        BigDecimal units = charge.quantity() == null ? BigDecimal.valueOf(of.quantity()) : charge.quantity();
        List<LineDraft> lines = new ArrayList<>();
        for (RatedPart rated : charge.price().rate(units)) {
            RecurringFee fee =
                    new RecurringFee(rated.unitAmount(), rated.quantity(), part ? period.shareOf(whole) : Fraction.ONE);
            Money amount = Money.halfUp(fee.amount(), currency(item));
            Map<String, @Nullable Object> calculation = calculation(item, charge, period);
            if (charge.model() != Charge.Model.STANDARD) {
                calculation.put("units", Decimals.plain(units));
                calculation.putAll(calculation(rated));
                calculation.put("steps", fee.calculation().rounded(fee.amount(), amount));
            }
            if (part) {
                calculation.put("days", period.days());
                calculation.put("days_in_period", whole.days());
            }
            lines.add(new LineDraft(
                    item.itemId(),
                    charge.id(),
                    null,
                    charge.name() + tierName(rated) + days,
                    LinePurpose.REGULAR,
                    "",
                    lines.size(),
                    period,
                    part ? fee.proratedQuantity().rounded(QUANTITY_DECIMALS, RoundingMode.HALF_UP) : rated.quantity(),
                    rated.unitAmount(),
                    fee.amount().toDecimal(),
                    amount,
                    item.terms().taxes(charge),
                    calculation));
        }
        return lines;
    }

    /**
     * The lines of a bucket of usage: one for each part of its price.
     *
     * @param bucket its name; empty where usage is not divided
     * @param quantity what was used, to be shown
     */
    static List<LineDraft> usage(UsageToBill usage, String bucket, List<RatedPart> parts, BigDecimal quantity) {
        return lines(usage, bucket, parts.stream().map(Priced::of).toList(), quantity);
    }

    /** The same of units by the share of the period that they are there for. */
    static List<LineDraft> prorated(UsageToBill usage, String bucket, List<ProratedPart> parts, BigDecimal quantity) {
        return lines(usage, bucket, parts.stream().map(Priced::of).toList(), quantity);
    }

    /**
     * A part of a price, and what it comes to.
     *
     * @param precise the amount as it is kept: exact, or to 34 digits
     */
    private record Priced(RatedPart part, Fraction amount, BigDecimal precise, Calculation steps) {

        static Priced of(RatedPart part) {
            return new Priced(part, Fraction.of(part.amount()), part.amount(), part.calculation());
        }

        static Priced of(ProratedPart prorated) {
            return new Priced(
                    prorated.part(), prorated.amount(), prorated.amount().toDecimal(), prorated.calculation());
        }
    }

    private static List<LineDraft> lines(UsageToBill usage, String bucket, List<Priced> parts, BigDecimal quantity) {
        List<LineDraft> lines = new ArrayList<>();
        Charge charge = usage.charge();
        String name = bucket.isEmpty() ? charge.name() : charge.name() + ", " + bucket;
        for (Priced priced : parts) {
            RatedPart part = priced.part();
            Money amount = Money.halfUp(priced.amount(), currency(usage.item()));
            lines.add(new LineDraft(
                    usage.item().itemId(),
                    charge.id(),
                    part.flat() ? null : charge.metric(),
                    cut(name) + tierName(part),
                    LinePurpose.REGULAR,
                    bucket,
                    lines.size(),
                    usage.period(),
                    part.quantity(),
                    part.unitAmount(),
                    priced.precise(),
                    amount,
                    usage.item().terms().taxes(charge),
                    calculation(usage, priced, quantity, amount)));
        }
        return lines;
    }

    /** The line that brings the lines of a charge and a period to its minimum or maximum. */
    static LineDraft limit(UsageToBill usage, String limit, Fraction exact, Calculation steps) {
        Charge charge = usage.charge();
        Money amount = Money.halfUp(exact, currency(usage.item()));
        Map<String, @Nullable Object> calculation = calculation(usage.item(), charge, usage.period());
        calculation.put("kind", limit);
        calculation.put("steps", steps.rounded(exact, amount));
        return new LineDraft(
                usage.item().itemId(),
                charge.id(),
                null,
                cut(charge.name()) + ", " + limit,
                LinePurpose.TRUE_UP,
                "",
                0,
                usage.period(),
                BigDecimal.ONE,
                amount.toDecimal(),
                exact.toDecimal(),
                amount,
                usage.item().terms().taxes(charge),
                calculation);
    }

    static String cut(String name) {
        return name.length() <= NAME_LENGTH_MAX ? name : name.substring(0, NAME_LENGTH_MAX);
    }

    private static Map<String, @Nullable Object> calculation(
            UsageToBill usage, Priced priced, BigDecimal quantity, Money amount) {
        Map<String, @Nullable Object> calculation = calculation(usage.item(), usage.charge(), usage.period());
        calculation.put("usage", Decimals.plain(quantity));
        calculation.putAll(calculation(priced.part()));
        if (usage.charge().prorated()) {
            calculation.put("days", usage.period().days());
            calculation.put("days_in_period", usage.whole().days());
        }
        calculation.put("steps", priced.steps().rounded(priced.amount(), amount));
        return calculation;
    }

    /** Which part of a price a line is of. */
    private static Map<String, @Nullable Object> calculation(RatedPart part) {
        Map<String, @Nullable Object> calculation = new LinkedHashMap<>();
        calculation.put("kind", part.kind().name().toLowerCase(Locale.ROOT));
        calculation.put("tier", part.tier());
        calculation.put("flat", part.flat());
        calculation.put("from", Decimals.plain(part.from()));
        calculation.put("up_to", part.upTo() == null ? null : Decimals.plain(part.upTo()));
        return calculation;
    }

    private static String tierName(RatedPart part) {
        if (part.kind() == RatedPart.Kind.FEES || part.kind() == RatedPart.Kind.TRANSACTION_LIMITS) {
            return part.kind() == RatedPart.Kind.FEES ? ", fees" : ", limits of transactions";
        }
        String flat = part.flat() ? ", flat" : "";
        if (part.upTo() == null) {
            return part.from().signum() == 0
                    ? flat
                    : " (above " + Decimals.plain(part.from()).toPlainString() + ")" + flat;
        }
        return " (" + Decimals.plain(part.from()).toPlainString() + " to "
                + Decimals.plain(part.upTo()).toPlainString() + ")" + flat;
    }

    /** What every calculation of a charge begins with. */
    static Map<String, @Nullable Object> calculation(DueItem item, Charge charge, ServicePeriod period) {
        Map<String, @Nullable Object> calculation = new LinkedHashMap<>();
        calculation.put("charge", charge.code());
        PlanPhase phase = item.phase(period);
        if (phase != null) {
            calculation.put("phase", phase.name());
        }
        calculation.put("model", charge.model());
        calculation.put("rounding", RoundingMode.HALF_UP);
        return calculation;
    }

    private static Currency currency(DueItem item) {
        return Currency.getInstance(item.terms().currency());
    }
}
