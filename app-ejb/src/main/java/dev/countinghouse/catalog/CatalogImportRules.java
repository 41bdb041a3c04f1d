package dev.countinghouse.catalog;

import dev.countinghouse.catalog.CatalogDocument.CouponItem;
import dev.countinghouse.catalog.CatalogDocument.MetricItem;
import dev.countinghouse.catalog.CatalogDocument.PlanItem;
import dev.countinghouse.catalog.NewPlan.NewCharge;
import dev.countinghouse.problem.FieldError;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says everything that is wrong with a document, given the catalog that is there. */
final class CatalogImportRules {

    private static final String IMMUTABLE = "immutable";
    private static final String ARCHIVED = "is archived and does not come back: take another code";

    private final FieldErrors errors = new FieldErrors();
    private final CatalogState there;
    private final Map<String, MetricView> metrics;
    private final Set<String> taxRates;
    private final Map<String, FeatureKind> features;
    private final Set<String> plans;

    private CatalogImportRules(CatalogState there) {
        this.there = there;
        this.metrics = new HashMap<>();
        there.metrics().forEach((code, metric) -> metrics.put(code, metric.view(Map.of())));
        this.taxRates = new HashSet<>(there.taxRates().keySet());
        this.features = new HashMap<>();
        there.features().forEach((code, feature) -> features.put(code, feature.kind()));
        this.plans = new HashSet<>(there.plans().keySet());
    }

    static List<FieldError> check(NewCatalog wanted, CatalogState there) {
        CatalogImportRules rules = new CatalogImportRules(there);
        rules.metrics(wanted.metrics());
        rules.taxRates(wanted.taxRates());
        rules.features(wanted.features());
        rules.plans(wanted.plans());
        rules.addOns(wanted.addOns());
        rules.coupons(wanted.coupons());
        return rules.errors.all();
    }

    private void metrics(List<NewMetric> wanted) {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            NewMetric metric = wanted.get(i);
            String path = "billable_metrics[" + i + "].";
            code(codes, metric.code(), path);
            within(path, MetricRules.check(metric));
            MetricView view = new BillableMetric(new UUID(0, 0), metric, Instant.EPOCH).view(Map.of());
            MetricView before = metrics.put(metric.code(), view);
            if (before != null) {
                MetricItem now = MetricItem.of(view).called(before.name(), before.unit());
                errors.require(
                        now.equals(MetricItem.of(before)),
                        path + "code",
                        IMMUTABLE,
                        "is a metric that measures something else: what it measures never changes");
            }
        }
    }

    private void taxRates(List<NewTaxRate> wanted) {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            NewTaxRate rate = wanted.get(i);
            String path = "tax_rates[" + i + "].";
            code(codes, rate.code(), path);
            TaxRate before = there.taxRates().get(rate.code());
            errors.require(
                    before == null || before.view(Map.of()).percent().compareTo(rate.percent()) == 0,
                    path + "percent",
                    IMMUTABLE,
                    "never changes: make another tax rate");
            TaxRateService.requirePercent(errors, rate, path);
            errors.require(
                    before == null
                            || before.isArchived()
                            || rate.country() == null
                            || rate.country().equals(before.view(Map.of()).country()),
                    path + "country",
                    IMMUTABLE,
                    "never changes: make another tax rate");
            taxRates.add(rate.code());
        }
    }

    private void features(List<NewFeature> wanted) {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            NewFeature feature = wanted.get(i);
            String path = "features[" + i + "].";
            code(codes, feature.code(), path);
            within(path, FeatureRules.check(feature, metrics.keySet()));
            Feature before = there.features().get(feature.code());
            if (before != null) {
                FeatureView view = before.view(Map.of());
                String never = "never changes: make another feature";
                errors.require(view.kind() == feature.kind(), path + "kind", IMMUTABLE, never);
                errors.require(Objects.equals(view.metric(), feature.metric()), path + "metric", IMMUTABLE, never);
                errors.require(Objects.equals(view.unit(), feature.unit()), path + "unit", IMMUTABLE, never);
            }
            features.put(feature.code(), feature.kind());
        }
    }

    private void plans(List<NewPlan> wanted) {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            NewPlan plan = wanted.get(i);
            String path = "plans[" + i + "].";
            code(codes, plan.code(), path);
            plans.add(plan.code());
            errors.require(
                    plan.taxRate() == null || taxRates.contains(plan.taxRate()),
                    path + "tax_rate",
                    "unknown",
                    "is no tax rate's code");
            errors.require(
                    !plan.draft(), path + "status", "not_allowed", "must be published: a document holds no drafts");
            PlanItem before = there.plan(plan.code());
            boolean same = before != null && before.hasTermsOf(PlanItem.of(plan));
            Set<String> usable = same ? taxRates : usableTaxRates();
            within(path, ChargeRules.check(plan.charges(), metricsOf(plan), usable));
            if (plan.minimumCommitment() != null) {
                within(path, ChargeRules.check(plan.minimumCommitment(), usable));
            }
            within(path, CurrencyRules.check(plan));
            within(path, ThresholdRules.check(plan));
            within(path, PhaseRules.check(plan));
            within(path, EntitlementRules.check(plan.entitlements(), same ? features : usableFeatures()));
            errors.require(
                    same || !there.drafts().contains(plan.code()),
                    path + "code",
                    "has_draft",
                    "is a plan with a draft: publish that first");
        }
    }

    private void addOns(List<NewAddOn> wanted) {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            NewAddOn addOn = wanted.get(i);
            String path = "add_ons[" + i + "].";
            code(codes, addOn.code(), path);
            AddOn before = there.addOns().get(addOn.code());
            errors.require(before == null || !before.isArchived(), path + "code", "archived", ARCHIVED);
            Set<String> usable = usableTaxRates();
            if (before != null) {
                addOn.taxRates().stream().filter(before::hasTaxRate).forEach(usable::add);
            }
            within(path, Codes.errors("tax_rates", addOn.taxRates(), usable));
        }
    }

    private void coupons(List<NewCoupon> wanted) {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            NewCoupon coupon = wanted.get(i);
            String path = "coupons[" + i + "].";
            code(codes, coupon.code(), path);
            within(path, CouponRules.check(coupon.terms(), plans, metrics.keySet()));
            Coupon before = there.coupons().get(coupon.code());
            if (before != null) {
                errors.require(!before.isArchived(), path + "code", "archived", ARCHIVED);
                unchanged(CouponItem.of(before.view(Map.of())), CouponItem.of(coupon), path);
            }
        }
    }

    private void unchanged(CouponItem before, CouponItem now, String path) {
        unchanged(before.discount(), now.discount(), path + "discount");
        unchanged(before.amount(), now.amount(), path + "amount");
        unchanged(before.percent(), now.percent(), path + "percent");
        unchanged(before.duration(), now.duration(), path + "duration");
        unchanged(before.periods(), now.periods(), path + "periods");
        unchanged(before.plans(), now.plans(), path + "plans");
        unchanged(before.metrics(), now.metrics(), path + "metrics");
    }

    private void unchanged(@Nullable Object before, @Nullable Object now, String field) {
        errors.require(Objects.equals(before, now), field, IMMUTABLE, "never changes: make another coupon");
    }

    private Map<String, FeatureKind> usableFeatures() {
        Map<String, FeatureKind> usable = new HashMap<>(features);
        there.features().forEach((code, feature) -> {
            if (feature.isArchived()) {
                usable.remove(code);
            }
        });
        return usable;
    }

    /** Those that something new can name: what is archived stays with what has it. */
    private Set<String> usableTaxRates() {
        Set<String> usable = new HashSet<>(taxRates);
        there.taxRates().forEach((code, rate) -> {
            if (rate.isArchived()) {
                usable.remove(code);
            }
        });
        return usable;
    }

    private Map<String, MetricView> metricsOf(NewPlan plan) {
        Map<String, MetricView> named = new HashMap<>();
        for (NewCharge charge : plan.charges()) {
            MetricView metric = charge.metric() == null ? null : metrics.get(charge.metric());
            if (metric != null) {
                named.put(metric.code(), metric);
            }
        }
        return named;
    }

    private void code(Set<String> codes, String code, String path) {
        errors.require(codes.add(code), path + "code", "duplicate", "is in the document already");
    }

    private void within(String path, List<FieldError> found) {
        found.forEach(error -> errors.require(false, path + error.field(), error.code(), error.message()));
    }
}
