package dev.countinghouse.subscription;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.ChargePricing;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.time.BillingCycle;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Versions of a plan by calendar months, in euros. */
final class SomeTerms {

    private SomeTerms() {}

    static PlanTerms version(int number, Charge... charges) {
        return version(number, "EUR", BillingCycle.Anchor.CALENDAR, charges);
    }

    static PlanTerms version(int number, String currency, BillingCycle.Anchor anchor, Charge... charges) {
        return new PlanTerms(
                new UUID(2, number),
                number,
                "team",
                "Team",
                currency,
                BillingCycle.Unit.MONTH,
                1,
                anchor,
                List.of(charges),
                null,
                Map.of(),
                null,
                0);
    }

    /** So much for each that is subscribed to. */
    static Charge fee(String unitAmount) {
        return charge("fee", Charge.Kind.RECURRING, unitAmount, null);
    }

    static Charge usage(UUID metric) {
        return charge("usage-" + metric, Charge.Kind.USAGE, "0.01", metric);
    }

    private static Charge charge(String code, Charge.Kind kind, String unitAmount, @Nullable UUID metric) {
        return new Charge(
                new UUID(4, code.hashCode()),
                code,
                code,
                kind,
                kind == Charge.Kind.USAGE ? Charge.Timing.ARREARS : Charge.Timing.ADVANCE,
                Charge.Model.STANDARD,
                metric == null ? null : "m-" + metric,
                metric,
                true,
                null,
                ChargePricing.ofUnit(new BigDecimal(unitAmount)),
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                true);
    }
}
