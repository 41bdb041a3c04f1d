package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.rating.domain.RecurringFee;
import dev.countinghouse.subscription.DueItem;
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
 * Gives back what was paid of a fee in advance for days after the subscription's end. Pure. Source: docs/BILLING.md, the end of a
 * subscription.
 */
final class UnusedDaysLines {

    private UnusedDaysLines() {}

    /** The lines of a fee; none where nothing is given back, the fee is not prorated or costs nothing. */
    static List<LineDraft> of(DueItem item, Charge ofPlan) {
        ServicePeriod unused = item.billing().unused();
        if (unused == null || !ofPlan.prorated()) {
            return List.of();
        }
        BigDecimal fixed = ofPlan.quantity();
        if (fixed != null) {
            return Stream.ofNullable(line(item, ofPlan, unused, fixed)).toList();
        }
        return item.unused().stream()
                .flatMap(
                        part -> Stream.ofNullable(line(item, ofPlan, part.days(), BigDecimal.valueOf(part.quantity()))))
                .toList();
    }

    private static @Nullable LineDraft line(DueItem item, Charge ofPlan, ServicePeriod days, BigDecimal quantity) {
        Charge charge = item.priced(ofPlan, days);
        ServicePeriod whole = item.whole(days);
        BigDecimal paid = QuantityChangeLines.fee(charge, quantity);
        if (paid.signum() == 0) {
            return null;
        }
        RecurringFee fee = fee(charge, quantity, paid, days.shareOf(whole));
        Money amount =
                Money.halfUp(fee.amount(), Currency.getInstance(item.terms().currency()));
        Map<String, @Nullable Object> calculation = Lines.calculation(item, charge, days);
        calculation.put("kind", "unused_days");
        calculation.put("units", Decimals.plain(quantity));
        calculation.put("fee", Decimals.plain(paid));
        calculation.put("days", days.days());
        calculation.put("days_in_period", whole.days());
        calculation.put("steps", fee.calculation().rounded(fee.amount(), amount));
        return new LineDraft(
                item.itemId(),
                charge.id(),
                null,
                Lines.cut(charge.name()) + ", unused (%d of %d days)".formatted(days.days(), whole.days()),
                LinePurpose.CHANGE,
                "",
                0,
                days,
                fee.proratedQuantity().rounded(QuantityChangeLines.QUANTITY_DECIMALS, RoundingMode.HALF_UP),
                fee.unitAmount(),
                fee.amount().toDecimal(),
                amount,
                item.terms().taxes(charge),
                calculation);
    }

    /** Of a standard price its units, of any other what they cost. */
    private static RecurringFee fee(Charge charge, BigDecimal quantity, BigDecimal paid, Fraction share) {
        return charge.model() == Charge.Model.STANDARD
                ? new RecurringFee(Objects.requireNonNull(charge.unitAmount()), quantity.negate(), share)
                : RecurringFee.of(paid.negate(), share);
    }
}
