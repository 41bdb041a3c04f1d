package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.rating.domain.RatedPart;
import dev.countinghouse.rating.domain.RecurringFee;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.domain.Quantities.Step;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a change of quantity within a period does to a fee that was billed for it in advance: one line over the difference, for the days
 * that are left. Pure. Source: docs/BILLING.md, another quantity.
 */
final class QuantityChangeLines {

    static final int QUANTITY_DECIMALS = 12;

    private QuantityChangeLines() {}

    /** The lines of all fees that a step changes. */
    static List<LineDraft> of(DueItem item, Step step) {
        return item.terms().charges(Charge.Kind.RECURRING).stream()
                .filter(Charge::invoiceable)
                .flatMap(charge -> of(item, charge, step))
                .toList();
    }

    /** The line of a fee; none where it is not of this quantity, not in advance, not prorated, or costs the same. */
    static Stream<LineDraft> of(DueItem item, Charge ofPlan, Step step) {
        boolean changes = ofPlan.timing() == Charge.Timing.ADVANCE && ofPlan.prorated() && ofPlan.quantity() == null;
        Charge charge = item.priced(ofPlan, step.rest());
        return changes ? Stream.ofNullable(line(item, charge, step)) : Stream.empty();
    }

    private static @Nullable LineDraft line(DueItem item, Charge charge, Step step) {
        BigDecimal before = fee(charge, step.before());
        BigDecimal after = fee(charge, step.after());
        BigDecimal difference = after.subtract(before);
        if (difference.signum() == 0) {
            return null;
        }
        ServicePeriod whole = item.whole(step.rest());
        Fraction share = step.rest().shareOf(whole);
        RecurringFee fee = fee(charge, step, difference, share);
        Money amount =
                Money.halfUp(fee.amount(), Currency.getInstance(item.terms().currency()));
        Map<String, @Nullable Object> calculation = Lines.calculation(item, charge, step.rest());
        calculation.put("kind", "quantity_change");
        calculation.put("change", step.place());
        calculation.put("quantity_before", step.before());
        calculation.put("quantity_after", step.after());
        calculation.put("fee_before", Decimals.plain(before));
        calculation.put("fee_after", Decimals.plain(after));
        calculation.put("days", step.rest().days());
        calculation.put("days_in_period", whole.days());
        calculation.put("steps", fee.calculation().rounded(fee.amount(), amount));
        return new LineDraft(
                item.itemId(),
                charge.id(),
                null,
                description(charge, step, whole),
                LinePurpose.CHANGE,
                "",
                step.place(),
                step.rest(),
                fee.proratedQuantity().rounded(QUANTITY_DECIMALS, RoundingMode.HALF_UP),
                fee.unitAmount(),
                fee.amount().toDecimal(),
                amount,
                item.terms().taxes(charge),
                calculation);
    }

    /** Of a standard price the units that are more or less at it; of any other its difference. */
    private static RecurringFee fee(Charge charge, Step step, BigDecimal difference, Fraction share) {
        return charge.model() == Charge.Model.STANDARD
                ? new RecurringFee(
                        Objects.requireNonNull(charge.unitAmount()),
                        BigDecimal.valueOf((long) step.after() - step.before()),
                        share)
                : RecurringFee.of(difference, share);
    }

    private static BigDecimal fee(Charge charge, int quantity) {
        return fee(charge, BigDecimal.valueOf(quantity));
    }

    /** What a quantity costs a whole period. */
    static BigDecimal fee(Charge charge, BigDecimal quantity) {
        return charge.price().rate(quantity).stream().map(RatedPart::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String description(Charge charge, Step step, ServicePeriod whole) {
        long days = step.rest().days();
        return Lines.cut(charge.name())
                + ", from %d to %d".formatted(step.before(), step.after())
                + (days < whole.days() ? " (%d of %d days)".formatted(days, whole.days()) : "");
    }
}
