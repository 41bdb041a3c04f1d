package dev.countinghouse.vectors;

import dev.countinghouse.invoicing.domain.Credit;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.subscription.domain.PeriodCut;
import dev.countinghouse.subscription.domain.PlanChange;
import dev.countinghouse.vectors.BillingVectorsTest.Adapter;
import java.math.BigDecimal;
import java.util.Map;

/** Changes within a period. */
final class PlanChangeVectors {

    static final Map<String, Adapter> ADAPTERS = Map.of(
            "proration.plan_change", PlanChangeVectors::planChange,
            "proration.half_period", PlanChangeVectors::planChange,
            "proration.rounding_trap", PlanChangeVectors::roundingTrap,
            "proration.seats", PlanChangeVectors::seats,
            "proration.upgrade_advance", PlanChangeVectors::upgradeInAdvance,
            "proration.upgrade_arrears", PlanChangeVectors::upgradeInArrears,
            "proration.plan_change_repair", PlanChangeVectors::repair,
            "proration.credit_cap", PlanChangeVectors::creditCap);

    private PlanChangeVectors() {}

    /** Examples with dates state what is credited as an amount, the others as a line below zero. */
    private static Map<String, ?> planChange(Given given) {
        boolean byDates = given.has("change");
        PlanChange change = PlanChange.of(given.decimal("old"), given.decimal("new"), left(given), given.currency());
        Money credit = byDates ? change.credit().negated() : change.credit();
        return Map.of(
                "credit", credit.toDecimal(),
                "charge", change.charge().toDecimal(),
                "net", change.net().toDecimal());
    }

    private static Fraction left(Given given) {
        if (given.has("change")) {
            return PeriodCut.change(given.period("cycle_start", "cycle_end_excl"), given.date("change"))
                    .shareAfter();
        }
        return given.has("fraction_left")
                ? Fraction.of(given.decimal("fraction_left"))
                : Fraction.of(given.number("days_left"), given.number("days_in_period"));
    }

    private static Map<String, ?> roundingTrap(Given given) {
        BigDecimal old = given.decimal("old");
        BigDecimal changed = given.decimal("new");
        PlanChange change = PlanChange.of(old, changed, left(given), given.currency());
        Money exact = PlanChange.ofQuantity(BigDecimal.ONE, changed.subtract(old), left(given), given.currency());
        return Map.of(
                "credit", change.credit().toDecimal(),
                "charge", change.charge().toDecimal(),
                "net_of_rounded", change.net().toDecimal(),
                "exact_net", exact.toDecimal());
    }

    private static Map<String, ?> seats(Given given) {
        BigDecimal more = given.decimal("new_seats").subtract(given.decimal("old_seats"));
        Money amount = PlanChange.ofQuantity(given.decimal("price_per_seat"), more, left(given), given.currency());
        return Map.of("amount", amount.toDecimal());
    }

    private static Map<String, ?> upgradeInAdvance(Given given) {
        PeriodCut cut = PeriodCut.change(given.period("period_start", "period_end_excl"), given.date("change"));
        PlanChange change =
                PlanChange.of(given.decimal("old"), given.decimal("new"), cut.shareAfter(), given.currency());
        BigDecimal usage = ProrationVectors.fee(given, given.decimal("usage_charge"), cut.shareBefore());
        return Map.of(
                "credit", change.credit().negated().toDecimal(),
                "new_fee", change.charge().toDecimal(),
                "usage", usage,
                "total", change.net().toDecimal().add(usage));
    }

    private static Map<String, ?> upgradeInArrears(Given given) {
        PeriodCut cut = PeriodCut.change(given.period("period_start", "period_end_excl"), given.date("change"));
        return Map.of(
                "old_amount", ProrationVectors.fee(given, given.decimal("old"), cut.shareBefore()),
                "new_amount", ProrationVectors.fee(given, given.decimal("new"), cut.shareAfter()));
    }

    private static Map<String, ?> repair(Given given) {
        PlanChange change = new PlanChange(given.money("repaired").negated(), given.money("new_prorated"));
        return Map.of("account_credit", change.toCredit().toDecimal());
    }

    private static Map<String, ?> creditCap(Given given) {
        Money credit =
                Credit.capped(given.money("potential"), given.money("original_paid"), given.money("previous_credits"));
        return Map.of("credit", credit.toDecimal());
    }
}
