package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Aggregation;
import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.ChargePricing;
import dev.countinghouse.catalog.LateUsagePolicy;
import dev.countinghouse.catalog.MetricView;
import dev.countinghouse.catalog.MinimumCommitment;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.catalog.UsageThresholds;
import dev.countinghouse.metering.MeteredUsage;
import dev.countinghouse.metering.domain.GroupedUsage;
import dev.countinghouse.metering.domain.UsageTotals;
import dev.countinghouse.money.Money;
import dev.countinghouse.rating.domain.Tier;
import dev.countinghouse.subscription.DueBilling;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.PinnedDays;
import dev.countinghouse.subscription.domain.Quantities;
import dev.countinghouse.subscription.domain.Trial;
import dev.countinghouse.time.BillingCycle;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** Sums build minutes. */
    static MetricView minutes() {
        return new MetricView(
                METRIC,
                null,
                "minutes",
                "Build minutes",
                Aggregation.SUM,
                "build_minutes",
                null,
                false,
                null,
                Map.of(),
                List.of(),
                LateUsagePolicy.DELTA,
                Map.of(),
                0,
                Instant.parse("2023-01-01T00:00:00Z"));
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

    /** A prorated fee in advance by another model; null: of so many as are subscribed to. */
    static Charge fee(Charge.Model model, ChargePricing pricing, @Nullable String quantity) {
        return new Charge(
                FEE_ID,
                "seats",
                "Seats",
                Charge.Kind.RECURRING,
                Charge.Timing.ADVANCE,
                model,
                null,
                null,
                true,
                quantity == null ? null : new BigDecimal(quantity),
                pricing,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                true,
                Map.of());
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
                ChargePricing.ofTiers(List.of(tiers)),
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                true,
                Map.of());
    }

    static Tier tier(@Nullable String upTo, String unitAmount, String flatAmount) {
        return new Tier(
                upTo == null ? null : new BigDecimal(upTo), new BigDecimal(unitAmount), new BigDecimal(flatAmount));
    }

    /** A seller and a customer of no country in particular. */
    static Parties parties() {
        return new Parties(new IssuingTerms(14, "{}", "en", false, null), anna(null, null), List.of(), null, null);
    }

    /** The customer. */
    static InvoiceView.BilledCustomer anna(@Nullable String country, @Nullable Boolean vatIdValid) {
        return new InvoiceView.BilledCustomer(
                CUSTOMER, "anna", "Anna", null, null, country, null, vatIdValid, null, null, List.of(), null, null);
    }

    static TaxRateView tax(String percent) {
        return tax("vat", percent);
    }

    static TaxRateView tax(String code, String percent) {
        Instant made = Instant.parse("2023-01-01T00:00:00Z");
        return new TaxRateView(id(7), null, code, "VAT", new BigDecimal(percent), null, Map.of(), 0, made, null);
    }

    /** The charge with tax rates of its own. */
    static Charge taxed(Charge charge, String... codes) {
        return new Charge(
                charge.id(),
                charge.code(),
                charge.name(),
                charge.kind(),
                charge.timing(),
                charge.model(),
                charge.metric(),
                charge.metricId(),
                charge.prorated(),
                charge.quantity(),
                charge.pricing(),
                charge.groupBy(),
                charge.filters(),
                charge.minimumAmount(),
                charge.maximumAmount(),
                List.of(codes),
                charge.invoiceable(),
                charge.prices());
    }

    /** 20 % on what has no rates of its own; "reduced" is 5.5 % and "city" 1.25 %. */
    static PlanTerms terms(String currency, Charge... charges) {
        return committed(currency, null, charges);
    }

    /** The same under a minimum commitment. */
    static PlanTerms committed(String currency, @Nullable MinimumCommitment commitment, Charge... charges) {
        return terms(currency, commitment, null, charges);
    }

    /** The same whose usage is invoiced when it reaches amounts; each further so much above the last; null: none after it. */
    static PlanTerms withThresholds(
            String currency, List<String> amounts, @Nullable String recurring, Charge... charges) {
        UsageThresholds thresholds = new UsageThresholds(
                amounts.stream().map(BigDecimal::new).toList(),
                recurring == null ? null : new BigDecimal(recurring),
                Map.of());
        return terms(currency, null, thresholds, charges);
    }

    private static PlanTerms terms(
            String currency,
            @Nullable MinimumCommitment commitment,
            @Nullable UsageThresholds thresholds,
            Charge... charges) {
        return new PlanTerms(
                id(8),
                1,
                "team",
                "Team",
                currency,
                BillingCycle.Unit.MONTH,
                1,
                BillingCycle.Anchor.CALENDAR,
                List.of(charges),
                tax("20"),
                Map.of("reduced", tax("reduced", "5.5"), "city", tax("city", "1.25")),
                commitment,
                thresholds,
                0,
                List.of(),
                null);
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
                null,
                false,
                new Trial(LocalDate.of(2023, 6, 1), 0));
        return new DueItem(
                billing, ITEM, Quantities.always(quantity), terms, PinnedDays.ALWAYS, periods(terms, billing.trial()));
    }

    /** The same at the end of a subscription whose last period was paid for as a whole, and gives the rest back. */
    static DueItem ended(DueItem item) {
        DueBilling billing = item.billing();
        LocalDate end = billing.begun().start();
        return item.at(new DueBilling(
                billing.subscriptionId(),
                billing.customerId(),
                billing.zone(),
                billing.at(),
                billing.ended(),
                billing.endedWhole(),
                new ServicePeriod(end, end),
                billing.begunWhole(),
                new ServicePeriod(
                        end, Objects.requireNonNull(billing.endedWhole()).end()),
                false,
                billing.trial()));
    }

    /** The same of a subscription that began on another day. */
    static DueItem startedOn(LocalDate day, DueItem item) {
        return tried(new Trial(day, 0), item);
    }

    /** The same of a subscription that began with a trial. */
    static DueItem tried(Trial trial, DueItem item) {
        DueBilling billing = item.billing();
        return new DueItem(
                new DueBilling(
                        billing.subscriptionId(),
                        billing.customerId(),
                        billing.zone(),
                        billing.at(),
                        billing.ended(),
                        billing.endedWhole(),
                        billing.begun(),
                        billing.begunWhole(),
                        billing.unused(),
                        billing.skipsUsage(),
                        trial),
                item.itemId(),
                item.quantities(),
                item.terms(),
                item.days(),
                periods(item.terms(), trial));
    }

    private static Periods periods(PlanTerms terms, Trial trial) {
        return Periods.of(terms.cycle(trial.startedOn()));
    }

    /** The same of a version that is for some of the subscription's days alone; null: from the beginning, without end. */
    static DueItem pinned(DueItem item, @Nullable String from, @Nullable String to) {
        PinnedDays days =
                new PinnedDays(from == null ? null : LocalDate.parse(from), to == null ? null : LocalDate.parse(to));
        return new DueItem(item.billing(), item.itemId(), item.quantities(), item.terms(), days, item.periods());
    }

    static ServicePeriod month(ServicePeriod period) {
        LocalDate first = period.start().withDayOfMonth(1);
        return new ServicePeriod(first, first.plusMonths(1));
    }

    static ServicePeriod period(String isoInterval) {
        String[] days = isoInterval.split("/", -1);
        return new ServicePeriod(LocalDate.parse(days[0]), LocalDate.parse(days[1]));
    }

    /** The lines of so much usage. */
    static List<LineDraft> used(DueItem item, Charge charge, ServicePeriod period, BigDecimal usage) {
        return UsageLines.of(
                new InvoiceAssembly.UsageToBill(item, charge, period, period),
                new MeteredUsage(minutes(), Instant.EPOCH, Instant.MAX, used(usage)),
                List.of());
    }

    static GroupedUsage used(BigDecimal sum) {
        return new GroupedUsage(Map.of(Map.of(), new UsageTotals(1, sum, null, null, null, BigDecimal.ZERO)), Map.of());
    }

    static LineDraft line(Money amount, TaxRateView... taxes) {
        return new LineDraft(
                ITEM,
                FEE_ID,
                null,
                "Line",
                LinePurpose.REGULAR,
                "",
                0,
                period("2023-06-01/2023-07-01"),
                BigDecimal.ONE,
                amount.toDecimal(),
                amount.toDecimal(),
                amount,
                List.of(taxes),
                Map.of());
    }
}
