package dev.countinghouse.vectors;

import dev.countinghouse.invoicing.domain.Credit;
import dev.countinghouse.invoicing.domain.InvoiceAmounts;
import dev.countinghouse.money.Allocation;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.rating.domain.RecurringFee;
import dev.countinghouse.subscription.domain.PeriodCut;
import dev.countinghouse.subscription.domain.Trial;
import dev.countinghouse.time.BillingCycle;
import dev.countinghouse.time.ServicePeriod;
import dev.countinghouse.vectors.BillingVectorsTest.Adapter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Parts of periods: what they cost. */
final class ProrationVectors {

    static final Map<String, Adapter> ADAPTERS = Map.ofEntries(
            Map.entry("proration.advance_first_tax", ProrationVectors::taxedPart),
            Map.entry("proration.arrears_terminated_tax", ProrationVectors::taxedPart),
            Map.entry("proration.credit_note_tax", given -> unused(given, "days_unused")),
            Map.entry("credit_note.rounding", given -> unused(given, "unused_days")),
            Map.entry("proration.backdate", ProrationVectors::backdate),
            Map.entry("proration.bill_cycle_day", ProrationVectors::billCycleDay),
            Map.entry("proration.calendar_first_period", ProrationVectors::firstPeriod),
            Map.entry("proration.discount_split", ProrationVectors::discountSplit),
            Map.entry("proration.mixed_interval", ProrationVectors::mixedInterval),
            Map.entry("proration.one_time_never", ProrationVectors::oneTime),
            Map.entry("proration.quarterly_terminated", ProrationVectors::quarterly),
            Map.entry("proration.terminate_advance", ProrationVectors::terminateAdvance),
            Map.entry("proration.terminate_same_day", ProrationVectors::terminateSameDay),
            Map.entry("proration.timezone", ProrationVectors::timeZone),
            Map.entry("proration.trial", ProrationVectors::trial));

    private ProrationVectors() {}

    static BigDecimal fee(Given given, BigDecimal price, Fraction share) {
        return Money.halfUp(RecurringFee.of(price, share).amount(), given.currency())
                .toDecimal();
    }

    private static Map<String, ?> taxedPart(Given given) {
        Fraction share = Fraction.of(given.number("days_used"), given.number("days_in_period"));
        Money net = Money.halfUp(RecurringFee.of(given.decimal("price"), share).amount(), given.currency());
        InvoiceAmounts invoice = InvoiceVectors.taxed(List.of(net), given.percent("tax_pct"), given.currency());
        return Map.of(
                "net", invoice.subtotal().toDecimal(),
                "tax", invoice.taxes().total().toDecimal(),
                "total", invoice.total().toDecimal());
    }

    private static Map<String, ?> unused(Given given, String days) {
        Fraction share = Fraction.of(given.number(days), given.number("days_in_period"));
        Credit credit = Credit.of(
                RecurringFee.of(given.decimal("price"), share).amount(), given.percent("tax_pct"), given.currency());
        return Map.of(
                "net", credit.net().toDecimal(),
                "tax", credit.tax().toDecimal(),
                "total", credit.total().toDecimal());
    }

    /** Shares of the interval that begins on the backdated day, shown to three decimals. */
    private static Map<String, ?> backdate(Given given) {
        return Map.of("a", backdated(given, "a"), "b", backdated(given, "b"));
    }

    private static BigDecimal backdated(Given given, String name) {
        ServicePeriod part = given.period(name + "_from", name + "_to");
        ServicePeriod whole = new ServicePeriod(part.start(), given.date(name + "_interval_end"));
        return part.shareOf(whole).rounded(3, RoundingMode.HALF_UP);
    }

    private static Map<String, ?> billCycleDay(Given given) {
        ServicePeriod part = given.period("start", "end_excl");
        ServicePeriod whole = given.period("cycle_start", "cycle_end_excl");
        return Map.of("amount", fee(given, given.decimal("price"), part.shareOf(whole)));
    }

    private static Map<String, ?> firstPeriod(Given given) {
        ServicePeriod whole = given.period("period_start", "period_end_excl");
        ServicePeriod part = whole.from(given.date("start"));
        return Map.of("amount", fee(given, given.decimal("price"), part.shareOf(whole)));
    }

    private static Map<String, ?> discountSplit(Given given) {
        Money fixed = given.money("fixed");
        Money seat = given.money("seat");
        List<Money> discounts = Allocation.split(given.money("discount"), List.of(fixed.toDecimal(), seat.toDecimal()));
        Fraction left = Fraction.of(given.number("days_left"), given.number("days_in_period"));
        return Map.of(
                "fixed_credit", fee(given, fixed.minus(discounts.get(0)).toDecimal(), left),
                "seat_credit", fee(given, seat.minus(discounts.get(1)).toDecimal(), left));
    }

    private static Map<String, ?> mixedInterval(Given given) {
        Fraction share = Fraction.of(given.number("days_left"), given.number("nominal_days"));
        return Map.of("amount", fee(given, given.decimal("price"), share));
    }

    /** What is due once is due whole, whatever is left of the period. */
    private static Map<String, ?> oneTime(Given given) {
        given.number("days_left");
        given.number("days_in_period");
        RecurringFee fee = RecurringFee.whole(given.decimal("price"), given.decimal("quantity"));
        return Map.of("amount", Money.halfUp(fee.amount(), given.currency()).toDecimal());
    }

    private static Map<String, ?> quarterly(Given given) {
        ServicePeriod used =
                new ServicePeriod(given.date("from_"), given.date("to_incl").plusDays(1));
        Fraction share = Fraction.of(used.days(), given.number("quarter_days"));
        return Map.of("amount", fee(given, given.decimal("price"), share));
    }

    private static Map<String, ?> terminateAdvance(Given given) {
        PeriodCut cut =
                PeriodCut.termination(given.period("period_start", "period_end_excl"), given.date("terminated_on"));
        return Map.of(
                "credit", fee(given, given.decimal("price"), cut.shareAfter()),
                "usage", fee(given, given.decimal("usage_charge"), cut.shareBefore()));
    }

    private static Map<String, ?> terminateSameDay(Given given) {
        LocalDate first = LocalDate.EPOCH;
        ServicePeriod period = new ServicePeriod(first, first.plusDays(given.number("days_in_period")));
        PeriodCut cut = PeriodCut.termination(period, first.plusDays(given.number("days_used") - 1));
        return Map.of("credit", fee(given, given.decimal("price"), cut.shareAfter()));
    }

    private static Map<String, ?> timeZone(Given given) {
        LocalDate created = LocalDate.ofInstant(
                OffsetDateTime.parse(given.text("created_at")).toInstant(), ZoneId.of(given.text("timezone")));
        String interval = given.text("interval");
        BillingCycle.Unit unit = interval.startsWith("weekly")
                ? BillingCycle.Unit.WEEK
                : interval.startsWith("monthly") ? BillingCycle.Unit.MONTH : BillingCycle.Unit.YEAR;
        BillingCycle.Anchor anchor =
                interval.contains("calendar") ? BillingCycle.Anchor.CALENDAR : BillingCycle.Anchor.ANNIVERSARY;
        BillingCycle cycle = new BillingCycle(unit, 1, anchor, created);
        Fraction share = cycle.period(0).shareOf(cycle.wholePeriod(0));
        return Map.of("amount", fee(given, given.decimal("price"), share));
    }

    private static Map<String, ?> trial(Given given) {
        Trial trial = new Trial(given.date("start"), given.number("trial_days"));
        ServicePeriod paid = trial.paid(given.period("start", "period_end_excl"));
        Fraction share = Fraction.of(paid.days(), given.number("days_in_period"));
        return Map.of("amount", fee(given, given.decimal("price"), share));
    }
}
