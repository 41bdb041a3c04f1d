package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives back what was paid of a fee in advance for days after the subscription's end. Pure. Source: docs/BILLING.md, the end of a
 * subscription.
 */
final class UnusedDaysLines {

    private UnusedDaysLines() {}

    /** The lines of a fee; none where nothing is given back, the fee is not prorated or costs nothing. */
    static Stream<LineDraft> of(DueItem item, Charge ofPlan) {
        ServicePeriod unused = item.billing().unused();
        if (unused == null || !ofPlan.prorated()) {
            return Stream.empty();
        }
        BigDecimal fixed = ofPlan.quantity();
        return fixed != null
                ? line(item, ofPlan, unused, fixed)
                : item.unused().stream()
                        .flatMap(part -> line(item, ofPlan, part.days(), BigDecimal.valueOf(part.quantity())));
    }

    private static Stream<LineDraft> line(DueItem item, Charge ofPlan, ServicePeriod days, BigDecimal quantity) {
        Charge charge = item.priced(ofPlan, days);
        BigDecimal paid = FeeChange.fee(charge, quantity);
        if (paid.signum() == 0) {
            return Stream.empty();
        }
        Map<String, @Nullable Object> how = new LinkedHashMap<>();
        how.put("kind", "unused_days");
        how.put("units", Decimals.plain(quantity));
        how.put("fee", Decimals.plain(paid));
        return Stream.of(new FeeChange(item, charge, days, quantity.negate(), paid.negate()).line(0, "unused", how));
    }
}
