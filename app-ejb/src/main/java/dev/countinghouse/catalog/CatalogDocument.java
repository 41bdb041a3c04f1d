package dev.countinghouse.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.metering.domain.QuantityRounding;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.time.BillingCycle;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The catalog as a document that can be kept with a product's source: by code and in the order of codes, without ids,
 * times and metadata, so that the same catalog is the same text. Importing it again changes nothing.
 *
 * @param taxRates archived ones where something in the document names them
 * @param features the same
 * @param plans each as its newest version says it
 * @param addOns without archived ones
 * @param coupons the same
 */
public record CatalogDocument(
        List<MetricItem> billableMetrics,
        List<TaxRateItem> taxRates,
        List<FeatureItem> features,
        List<PlanItem> plans,
        List<AddOnItem> addOns,
        List<CouponItem> coupons) {

    /** A metric; what its fields mean is told at {@link MetricView}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MetricItem(
            String code,
            String name,
            Aggregation aggregation,
            @Nullable String fieldName,
            @Nullable String unit,
            boolean recurring,
            @Nullable QuantityRounding rounding,
            Map<String, Set<String>> filter,
            List<String> groupKeys,
            LateUsagePolicy lateUsage) {

        static MetricItem of(MetricView metric) {
            return new MetricItem(
                    metric.code(),
                    metric.name(),
                    metric.aggregation(),
                    metric.fieldName(),
                    metric.unit(),
                    metric.recurring(),
                    metric.rounding(),
                    metric.filter(),
                    metric.groupKeys(),
                    metric.lateUsage());
        }

        /** The same, called otherwise: two metrics that measure the same differ in this alone. */
        MetricItem called(String otherName, @Nullable String otherUnit) {
            return new MetricItem(
                    code,
                    otherName,
                    aggregation,
                    fieldName,
                    otherUnit,
                    recurring,
                    rounding,
                    filter,
                    groupKeys,
                    lateUsage);
        }
    }

    /** A tax rate. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TaxRateItem(
            String code,
            String name,
            BigDecimal percent,
            @Nullable String country) {

        /** @param ofCountry whether it is the one that counts for its country */
        static TaxRateItem of(TaxRateView rate, boolean ofCountry) {
            return new TaxRateItem(rate.code(), rate.name(), rate.percent(), ofCountry ? rate.country() : null);
        }
    }

    /** A feature; what its fields mean is told at {@link FeatureView}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FeatureItem(
            String code,
            String name,
            @Nullable String description,
            FeatureKind kind,
            @Nullable String metric,
            @Nullable String unit) {

        static FeatureItem of(FeatureView feature) {
            return new FeatureItem(
                    feature.code(),
                    feature.name(),
                    feature.description(),
                    feature.kind(),
                    feature.metric(),
                    feature.unit());
        }

        /** As it would be exported. */
        static FeatureItem of(NewFeature feature) {
            return new FeatureItem(
                    feature.code(),
                    feature.name(),
                    feature.description(),
                    feature.kind(),
                    feature.metric(),
                    feature.unit());
        }
    }

    /**
     * A plan.
     *
     * @param taxRate code of the tax rate on everything in it; null: none
     * @param minimumCommitment null: none
     * @param usageThresholds null: none
     * @param charges fields by name, without ids
     * @param phases the same
     * @param entitlements in the order of their features' codes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PlanItem(
            String code,
            String name,
            @Nullable String description,
            String currency,
            BillingCycle.Unit interval,
            int intervalCount,
            BillingCycle.Anchor anchor,
            @Nullable String taxRate,
            @Nullable MinimumCommitment minimumCommitment,
            @Nullable UsageThresholds usageThresholds,
            int trialDays,
            List<Map<String, Object>> charges,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Map<String, Object>> phases,
            List<EntitlementItem> entitlements) {

        /** As it would be exported. */
        static PlanItem of(NewPlan plan) {
            return new PlanItem(
                    plan.code(),
                    plan.name(),
                    Plan.blankIsNone(plan.description()),
                    plan.currency(),
                    plan.interval(),
                    plan.intervalCount(),
                    plan.anchor(),
                    plan.taxRate(),
                    MinimumCommitment.orNone(plan.minimumCommitment()),
                    UsageThresholds.orNone(plan.usageThresholds()),
                    plan.trialDays(),
                    plan.charges().stream()
                            .map(charge -> PlanCharges.charge(charge, Map.of()).fields())
                            .toList(),
                    plan.phases().stream().map(PlanPhase::fields).toList(),
                    plan.entitlements().stream()
                            .map(EntitlementItem::of)
                            .sorted(Comparator.comparing(EntitlementItem::feature))
                            .toList());
        }

        /** The same, called otherwise: its terms are the same. */
        PlanItem called(String otherName, @Nullable String otherDescription) {
            return new PlanItem(
                    code,
                    otherName,
                    otherDescription,
                    currency,
                    interval,
                    intervalCount,
                    anchor,
                    taxRate,
                    minimumCommitment,
                    usageThresholds,
                    trialDays,
                    charges,
                    phases,
                    entitlements);
        }

        /** Whether its terms are those of another, whatever they are called. */
        boolean hasTermsOf(PlanItem other) {
            return equals(other.called(name, description));
        }

        static PlanItem of(PlanVersion version, List<EntitlementView> entitlements) {
            PlanContent content = version.content();
            TaxRateView rate = content.taxRateView();
            return new PlanItem(
                    version.plan().code(),
                    version.plan().name(),
                    version.plan().description(),
                    content.currency(),
                    content.intervalUnit(),
                    content.intervalCount(),
                    content.anchor(),
                    rate == null ? null : rate.code(),
                    content.minimumCommitment(),
                    content.usageThresholds(),
                    content.trialDays(),
                    content.charges().stream().map(Charge::fields).toList(),
                    content.phases().stream().map(PlanPhase::fields).toList(),
                    entitlements.stream()
                            .map(EntitlementItem::of)
                            .sorted(Comparator.comparing(EntitlementItem::feature))
                            .toList());
        }
    }

    /** What a plan entitles to; what its fields mean is told at {@link EntitlementView}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EntitlementItem(
            String feature,
            @Nullable Boolean enabled,
            @Nullable BigDecimal quantity,
            @Nullable BigDecimal limit,
            EntitlementView.@Nullable Period period) {

        static EntitlementItem of(EntitlementView entitlement) {
            return new EntitlementItem(
                    entitlement.feature(),
                    entitlement.enabled(),
                    entitlement.quantity(),
                    entitlement.limit(),
                    entitlement.period());
        }

        static EntitlementItem of(NewEntitlement wanted) {
            return new EntitlementItem(
                    wanted.feature(),
                    wanted.enabled(),
                    plain(wanted.quantity()),
                    plain(wanted.limit()),
                    wanted.period());
        }
    }

    /** An add-on; what its fields mean is told at {@link AddOnView}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AddOnItem(
            String code, String name, @Nullable String description, MoneyView amount, List<String> taxRates) {

        static AddOnItem of(AddOnView addOn) {
            return new AddOnItem(addOn.code(), addOn.name(), addOn.description(), addOn.amount(), addOn.taxRates());
        }

        /** As it would be exported. */
        static AddOnItem of(NewAddOn addOn) {
            return new AddOnItem(
                    addOn.code(), addOn.name(), addOn.description(), MoneyView.of(addOn.amount()), addOn.taxRates());
        }
    }

    /**
     * A coupon; what its fields mean is told at {@link CouponView}.
     *
     * @param plans in the order of codes
     * @param metrics the same
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CouponItem(
            String code,
            String name,
            CouponTerms.Discount discount,
            @Nullable MoneyView amount,
            @Nullable BigDecimal percent,
            CouponTerms.Duration duration,
            @Nullable Integer periods,
            List<String> plans,
            List<String> metrics,
            @Nullable Instant expiresAt,
            @Nullable Integer maxRedemptions,
            @Nullable Integer maxRedemptionsPerCustomer) {

        public CouponItem {
            plans = plans.stream().sorted().toList();
            metrics = metrics.stream().sorted().toList();
        }

        static CouponItem of(CouponView coupon) {
            return new CouponItem(
                    coupon.code(),
                    coupon.name(),
                    coupon.discount(),
                    coupon.amount(),
                    coupon.percent(),
                    coupon.duration(),
                    coupon.periods(),
                    coupon.plans(),
                    coupon.metrics(),
                    coupon.expiresAt(),
                    coupon.maxRedemptions(),
                    coupon.maxRedemptionsPerCustomer());
        }

        /** As it would be exported. */
        static CouponItem of(NewCoupon coupon) {
            CouponTerms terms = coupon.terms();
            CouponCaps caps = coupon.caps();
            return new CouponItem(
                    coupon.code(),
                    coupon.name(),
                    terms.discount(),
                    terms.amount() == null ? null : MoneyView.of(terms.amount()),
                    plain(terms.percent()),
                    terms.duration(),
                    terms.periods(),
                    terms.plans(),
                    terms.metrics(),
                    caps.expiresAt(),
                    caps.maxRedemptions(),
                    caps.maxRedemptionsPerCustomer());
        }
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
        return number == null ? null : Decimals.plain(number);
    }
}
