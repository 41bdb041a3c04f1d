package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.money.Money;
import dev.countinghouse.rating.domain.Tier;
import dev.countinghouse.subscription.DueBilling;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.time.BillingCycle;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a due subscription of the tests is made of: a plan with a fee in advance and tiered usage, in Paris. */
final class Samples {

    static final UUID SUBSCRIPTION = id(1);
    static final UUID CUSTOMER = id(2);
    static final UUID ITEM = id(3);
    static final UUID METRIC = id(4);
    static final UUID FEE_ID = id(5);
    static final UUID USAGE_ID = id(6);
    static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private Samples() {}

    static UUID id(int number) {
        return new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
    }

    static Charge fee(String unitAmount, Charge.Timing timing, boolean prorated) {
        return new Charge(
                FEE_ID,
                "fee",
                "Monthly fee",
                Charge.Kind.RECURRING,
                timing,
                Charge.Model.STANDARD,
                null,
                null,
                prorated,
                new BigDecimal(unitAmount),
                null);
    }

    /** First 50 minutes at 0.08, the next 100 at 0.05, then 0.01. */
    static Charge buildMinutes() {
        return usage(tier("50", "0.08", "0"), tier("150", "0.05", "0"), tier(null, "0.01", "0"));
    }

    static Charge usage(Tier... tiers) {
        return new Charge(
                USAGE_ID,
                "builds",
                "Build minutes",
                Charge.Kind.USAGE,
                Charge.Timing.ARREARS,
                Charge.Model.GRADUATED,
                "minutes",
                METRIC,
                false,
                null,
                List.of(tiers));
    }

    static Tier tier(@Nullable String upTo, String unitAmount, String flatAmount) {
        return new Tier(
                upTo == null ? null : new BigDecimal(upTo), new BigDecimal(unitAmount), new BigDecimal(flatAmount));
    }

    static TaxRateView tax(String percent) {
        Instant made = Instant.parse("2023-01-01T00:00:00Z");
        return new TaxRateView(id(7), null, "vat", "VAT", new BigDecimal(percent), Map.of(), 0, made);
    }

    static PlanTerms terms(String currency, Charge... charges) {
        return new PlanTerms(
                id(8),
                "team",
                "Team",
                currency,
                BillingCycle.Unit.MONTH,
                1,
                BillingCycle.Anchor.CALENDAR,
                List.of(charges),
                tax("20"));
    }

    /** An item at the boundary between two periods; null for none ended. */
    static DueItem due(PlanTerms terms, @Nullable String ended, String begun) {
        return due(terms, ended, begun, 1);
    }

    static DueItem due(PlanTerms terms, @Nullable String ended, String begun, int quantity) {
        ServicePeriod begins = period(begun);
        ServicePeriod before = ended == null ? null : period(ended);
        DueBilling billing = new DueBilling(
                SUBSCRIPTION,
                CUSTOMER,
                PARIS,
                begins.from(PARIS),
                before,
                before == null ? null : month(before),
                begins,
                month(begins),
                LocalDate.of(2023, 6, 1));
        return new DueItem(billing, ITEM, quantity, terms);
    }

    static ServicePeriod month(ServicePeriod period) {
        LocalDate first = period.start().withDayOfMonth(1);
        return new ServicePeriod(first, first.plusMonths(1));
    }

    static ServicePeriod period(String isoInterval) {
        String[] days = isoInterval.split("/", -1);
        return new ServicePeriod(LocalDate.parse(days[0]), LocalDate.parse(days[1]));
    }

    static LineDraft line(Money amount) {
        return new LineDraft(
                ITEM,
                FEE_ID,
                null,
                "Line",
                LinePurpose.REGULAR,
                0,
                period("2023-06-01/2023-07-01"),
                BigDecimal.ONE,
                amount.toDecimal(),
                amount.toDecimal(),
                amount,
                Map.of());
    }
}
