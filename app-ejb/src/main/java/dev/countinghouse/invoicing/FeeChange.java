package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.money.Money;
import dev.countinghouse.rating.domain.RatedPart;
import dev.countinghouse.rating.domain.RecurringFee;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a fee that was billed in advance costs more or less for some days of its period. Pure.
 *
 * @param charge as it is priced in these days
 * @param units how many more; below zero, how many fewer
 * @param amount what they cost more a whole period; below zero, less
 */
record FeeChange(DueItem item, Charge charge, ServicePeriod days, BigDecimal units, BigDecimal amount) {

    private static final int QUANTITY_DECIMALS = 12;

    /** What a quantity costs a whole period. */
    static BigDecimal fee(Charge charge, BigDecimal quantity) {
        return charge.price().rate(quantity).stream().map(RatedPart::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * Its line.
     *
     * @param what the words after the charge's name
     * @param how what the calculation names of its own, beginning with its kind
     */
    LineDraft line(int sequence, String what, Map<String, @Nullable Object> how) {
        ServicePeriod whole = item.whole(days);
        RecurringFee fee = fee(whole);
        Money money =
                Money.halfUp(fee.amount(), Currency.getInstance(item.terms().currency()));
        Map<String, @Nullable Object> calculation = Lines.calculation(item, charge, days);
        calculation.putAll(how);
        calculation.put("days", days.days());
        calculation.put("days_in_period", whole.days());
        calculation.put("steps", fee.calculation().rounded(fee.amount(), money));
        String part = days.days() < whole.days() ? " (%d of %d days)".formatted(days.days(), whole.days()) : "";
        return new LineDraft(
                item.itemId(),
                charge.id(),
                null,
                Lines.cut(charge.name()) + ", " + what + part,
                LinePurpose.CHANGE,
                "",
                sequence,
                days,
                fee.proratedQuantity().rounded(QUANTITY_DECIMALS, RoundingMode.HALF_UP),
                fee.unitAmount(),
                fee.amount().toDecimal(),
                money,
                item.terms().taxes(charge),
                calculation);
    }

    /** Of a standard price so many units at it; of any other what they cost. */
    private RecurringFee fee(ServicePeriod whole) {
        return charge.model() == Charge.Model.STANDARD
                ? new RecurringFee(Objects.requireNonNull(charge.unitAmount()), units, days.shareOf(whole))
                : RecurringFee.of(amount, days.shareOf(whole));
    }
}
