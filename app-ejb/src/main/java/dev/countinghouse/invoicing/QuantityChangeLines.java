package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.domain.Quantities.Step;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a change of quantity within a period does to a fee that was billed for it in advance: one line over the difference, for the days
 * that are left. Pure. Source: docs/BILLING.md, another quantity.
 */
final class QuantityChangeLines {

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
        BigDecimal before = FeeChange.fee(charge, BigDecimal.valueOf(step.before()));
        BigDecimal after = FeeChange.fee(charge, BigDecimal.valueOf(step.after()));
        BigDecimal difference = after.subtract(before);
        if (difference.signum() == 0) {
            return null;
        }
        Map<String, @Nullable Object> how = new LinkedHashMap<>();
        how.put("kind", "quantity_change");
        how.put("change", step.place());
        how.put("quantity_before", step.before());
        how.put("quantity_after", step.after());
        how.put("fee_before", Decimals.plain(before));
        how.put("fee_after", Decimals.plain(after));
        BigDecimal more = BigDecimal.valueOf((long) step.after() - step.before());
        return new FeeChange(item, charge, step.rest(), more, difference)
                .line(step.place(), "from %d to %d".formatted(step.before(), step.after()), how);
    }
}
