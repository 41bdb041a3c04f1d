package dev.countinghouse.catalog;

import java.util.HashSet;
import java.util.Set;

/** The codes of all that a document is about, and of all that it names in doing so. */
record DocumentCodes(
        Set<String> metrics,
        Set<String> taxRates,
        Set<String> features,
        Set<String> plans,
        Set<String> addOns,
        Set<String> coupons) {

    static DocumentCodes of(NewCatalog wanted) {
        DocumentCodes codes = new DocumentCodes(
                new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
        wanted.metrics().forEach(metric -> codes.metrics.add(metric.code()));
        wanted.taxRates().forEach(rate -> codes.taxRates.add(rate.code()));
        wanted.features().forEach(codes::add);
        wanted.plans().forEach(codes::add);
        wanted.addOns().forEach(codes::add);
        wanted.coupons().forEach(codes::add);
        return codes;
    }

    private void add(NewFeature feature) {
        features.add(feature.code());
        if (feature.metric() != null) {
            metrics.add(feature.metric());
        }
    }

    private void add(NewPlan plan) {
        plans.add(plan.code());
        taxRates.addAll(plan.taxRates());
        plan.charges().forEach(charge -> {
            if (charge.metric() != null) {
                metrics.add(charge.metric());
            }
        });
        plan.entitlements().forEach(entitlement -> features.add(entitlement.feature()));
    }

    private void add(NewAddOn addOn) {
        addOns.add(addOn.code());
        taxRates.addAll(addOn.taxRates());
    }

    private void add(NewCoupon coupon) {
        coupons.add(coupon.code());
        plans.addAll(coupon.terms().plans());
        metrics.addAll(coupon.terms().metrics());
    }
}
