package dev.countinghouse.catalog;

import java.util.List;

/** What a catalog is to hold. What it does not name stays as it is. */
public record NewCatalog(
        List<NewMetric> metrics,
        List<NewTaxRate> taxRates,
        List<NewFeature> features,
        List<NewPlan> plans,
        List<NewAddOn> addOns,
        List<NewCoupon> coupons) {}
