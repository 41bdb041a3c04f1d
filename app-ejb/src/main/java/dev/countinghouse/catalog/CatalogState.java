package dev.countinghouse.catalog;

import dev.countinghouse.catalog.CatalogDocument.PlanItem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of a catalog that a document names, by code.
 *
 * @param plans their newest versions
 * @param entitlements by the ids of these versions
 * @param drafts codes of plans that have a draft
 */
record CatalogState(
        Map<String, BillableMetric> metrics,
        Map<String, TaxRate> taxRates,
        Map<String, Feature> features,
        Map<String, PlanVersion> plans,
        Map<UUID, List<EntitlementView>> entitlements,
        Set<String> drafts,
        Map<String, AddOn> addOns,
        Map<String, Coupon> coupons) {

    /** A plan as it would be exported; null when it is not there. */
    @Nullable
    PlanItem plan(String code) {
        PlanVersion newest = plans.get(code);
        return newest == null ? null : PlanItem.of(newest, entitlements.getOrDefault(newest.id(), List.of()));
    }
}
