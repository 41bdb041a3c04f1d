package dev.countinghouse.subscription;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.ChargePrice;
import dev.countinghouse.catalog.ChargePricing;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.customer.CustomerView;
import dev.countinghouse.time.BillingCycle;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
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
        return version(number, currency, anchor, 0, List.of(charges));
    }

    /** The first version, with so many days whose fees are free. */
    static PlanTerms tried(int days) {
        return version(1, "EUR", BillingCycle.Anchor.CALENDAR, days, List.of());
    }

    private static PlanTerms version(
            int number, String currency, BillingCycle.Anchor anchor, int trialDays, List<Charge> charges) {
        return new PlanTerms(
                new UUID(2, number),
                number,
                "team",
                "Team",
                currency,
                BillingCycle.Unit.MONTH,
                1,
                anchor,
                charges,
                null,
                Map.of(),
                null,
                null,
                trialDays,
                List.of(),
                null);
    }

    /** Who subscribes, in euros. */
    static CustomerView customer(UUID id, ZoneId zone) {
        return new CustomerView(
                id,
                null,
                "Anna",
                null,
                null,
                zone.getId(),
                "EUR",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                false,
                null,
                null,
                Map.of(),
                0,
                Instant.EPOCH);
    }

    /** So many times the plan, by the customer's own currency. */
    static NewSubscription wanted(@Nullable LocalDate start, @Nullable LocalDate end, int quantity) {
        return new NewSubscription(null, null, "anna", "team", null, start, end, quantity, null, null);
    }

    /** The same, with another price for each in another currency. */
    static Charge fee(String unitAmount, String currency, String price) {
        Charge fee = fee(unitAmount);
        return new Charge(
                fee.id(),
                fee.code(),
                fee.name(),
                fee.kind(),
                fee.timing(),
                fee.model(),
                null,
                null,
                fee.prorated(),
                null,
                fee.pricing(),
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                true,
                Map.of(currency, new ChargePrice(ChargePricing.ofUnit(new BigDecimal(price)), Map.of(), null, null)));
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
                true,
                Map.of());
    }
}
