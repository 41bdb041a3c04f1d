package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.rating.domain.RatedPart;
import dev.countinghouse.rating.domain.RecurringFee;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns charges into invoice lines: pure, one rounding per line. */
final class Lines {

    private static final int QUANTITY_DECIMALS = 12;

    private Lines() {}

    /** The line of a recurring fee for a period; the share of it when the period is a part and the charge is prorated. */
    static LineDraft fee(DueItem item, Charge charge, ServicePeriod period, ServicePeriod whole) {
        BigDecimal unitAmount = Objects.requireNonNull(charge.unitAmount());
        boolean part = charge.prorated() && period.days() < whole.days();
        RecurringFee fee = new RecurringFee(
                unitAmount, BigDecimal.valueOf(item.quantity()), part ? period.shareOf(whole) : Fraction.ONE);
        BigDecimal quantity = fee.quantity();
        Map<String, @Nullable Object> calculation = calculation(charge);
        String description = charge.name();
        if (part) {
            quantity = fee.proratedQuantity().rounded(QUANTITY_DECIMALS, RoundingMode.HALF_UP);
            calculation.put("days", period.days());
            calculation.put("days_in_period", whole.days());
            description += " (%d of %d days)".formatted(period.days(), whole.days());
        }
        return new LineDraft(
                item.itemId(),
                charge.id(),
                null,
                description,
                LinePurpose.REGULAR,
                0,
                period,
                quantity,
                unitAmount,
                fee.amount().toDecimal(),
                Money.halfUp(fee.amount(), currency(item)),
                calculation);
    }

    /** The lines of a usage charge for a period: one for each tier entered, quantities summing to the usage. */
    static List<LineDraft> usage(DueItem item, Charge charge, ServicePeriod period, BigDecimal usage) {
        List<LineDraft> lines = new ArrayList<>();
        for (RatedPart part : charge.price().rate(usage)) {
            lines.add(new LineDraft(
                    item.itemId(),
                    charge.id(),
                    part.flat() ? null : charge.metric(),
                    charge.name() + tierName(part),
                    LinePurpose.REGULAR,
                    lines.size(),
                    period,
                    part.quantity(),
                    part.unitAmount(),
                    part.amount(),
                    Money.halfUp(part.amount(), currency(item)),
                    calculation(charge, part, usage)));
        }
        return lines;
    }

    private static Map<String, @Nullable Object> calculation(Charge charge, RatedPart part, BigDecimal usage) {
        Map<String, @Nullable Object> calculation = calculation(charge);
        calculation.put("usage", Decimals.plain(usage));
        calculation.put("tier", part.tier());
        calculation.put("flat", part.flat());
        calculation.put("from", Decimals.plain(part.from()));
        calculation.put("up_to", part.upTo() == null ? null : Decimals.plain(part.upTo()));
        return calculation;
    }

    private static String tierName(RatedPart part) {
        String flat = part.flat() ? ", flat" : "";
        if (part.upTo() == null) {
            return part.from().signum() == 0
                    ? flat
                    : " (above " + Decimals.plain(part.from()).toPlainString() + ")" + flat;
        }
        return " (" + Decimals.plain(part.from()).toPlainString() + " to "
                + Decimals.plain(part.upTo()).toPlainString() + ")" + flat;
    }

    private static Map<String, @Nullable Object> calculation(Charge charge) {
        Map<String, @Nullable Object> calculation = new LinkedHashMap<>();
        calculation.put("charge", charge.code());
        calculation.put("model", charge.model());
        calculation.put("rounding", RoundingMode.HALF_UP);
        return calculation;
    }

    private static Currency currency(DueItem item) {
        return Currency.getInstance(item.terms().currency());
    }
}
