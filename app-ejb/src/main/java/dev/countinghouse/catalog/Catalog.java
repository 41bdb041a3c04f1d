package dev.countinghouse.catalog;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.ids.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The catalog for other features, in sets. Joins their transaction and checks no role: theirs did. */
@ApplicationScoped
public class Catalog {

    @Inject
    CatalogRepository catalog;

    @Inject
    EntitlementRepository entitlements;

    @Inject
    BusinessClock clock;

    /** The terms that new subscriptions to a plan take; none when it is not for sale. */
    public Optional<PlanTerms> terms(String planCode) {
        return catalog.newestForSale(planCode).map(version -> version.terms(ownTaxRates(List.of(version))));
    }

    /** The terms of plan versions. */
    public Map<UUID, PlanTerms> terms(Collection<UUID> versionIds) {
        Map<UUID, PlanTerms> terms = new HashMap<>();
        if (!versionIds.isEmpty()) {
            List<PlanVersion> versions = catalog.versions(versionIds);
            Map<String, TaxRateView> taxRates = ownTaxRates(versions);
            versions.forEach(version -> terms.put(version.id(), version.terms(taxRates)));
        }
        return terms;
    }

    /**
     * Makes terms for one subscription: a version's, with what is different for it.
     *
     * @param terms in the currency of the subscription
     * @throws dev.countinghouse.problem.BillingException VALIDATION_FAILED with every field below {@code overrides} that is wrong
     */
    public PlanTerms override(PlanTerms terms, PlanOverrides overrides) {
        FieldErrors.refuse(OverrideRules.check(terms, overrides));
        PlanTerms own = terms.with(overrides, Ids.next());
        PlanVersion base = catalog.versions(List.of(terms.versionId())).getFirst();
        catalog.add(new PlanVersion(base, own, overrides, clock.instant()));
        return own;
    }

    private Map<String, TaxRateView> ownTaxRates(List<PlanVersion> versions) {
        return catalog.taxRates(versions.stream()
                .flatMap(version -> version.content().ownTaxRates().stream())
                .collect(Collectors.toSet()));
    }

    /** What a plan version entitles to, by the features' codes. */
    public List<EntitlementView> entitlements(UUID versionId) {
        return entitlements.of(versionId);
    }

    /** The tax rates of codes; unknown ones are absent. */
    public Map<String, TaxRateView> taxRates(Collection<String> codes) {
        return catalog.taxRates(codes);
    }

    /**
     * Refuses codes of a request that name no tax rate which can be used, and those that are there twice.
     *
     * @param had codes that may stay, also of archived rates
     */
    public void requireUsable(String field, List<String> codes, Collection<String> had) {
        Set<String> usable = new HashSet<>(catalog.taxRateCodes(codes));
        usable.addAll(had);
        FieldErrors.refuse(Codes.errors(field, codes, usable));
    }

    /** The tax rates of countries, by these; archived ones are absent. */
    public Map<String, TaxRateView> taxRatesOf(Collection<String> countries) {
        return catalog.taxRatesOf(countries);
    }

    /** The metrics of codes; unknown ones are absent. */
    public Map<String, MetricView> metrics(Collection<String> codes) {
        return catalog.metrics(codes);
    }

    /** The metrics of ids; unknown ones are absent. */
    public Map<UUID, MetricView> metricsById(Collection<UUID> ids) {
        return catalog.metricsById(ids);
    }

    /** The add-ons of codes, archived ones too, without their metadata; unknown ones are absent. */
    public Map<String, AddOnView> addOns(Collection<String> codes) {
        Map<String, AddOnView> addOns = new HashMap<>();
        if (!codes.isEmpty()) {
            catalog.addOns(codes).forEach(addOn -> addOns.put(addOn.code(), addOn.view(Map.of())));
        }
        return addOns;
    }

    /** The coupon of a code, archived or not; empty for an unknown one. */
    public Optional<CouponView> coupon(String code) {
        return catalog.coupon(code).map(coupon -> coupon.view(Map.of()));
    }

    /** The coupons of ids, archived ones too, without their metadata; unknown ones are absent. */
    public Map<UUID, CouponView> coupons(Collection<UUID> ids) {
        Map<UUID, CouponView> coupons = new HashMap<>();
        if (!ids.isEmpty()) {
            catalog.coupons(ids).forEach(coupon -> coupons.put(coupon.id(), coupon.view(Map.of())));
        }
        return coupons;
    }
}
