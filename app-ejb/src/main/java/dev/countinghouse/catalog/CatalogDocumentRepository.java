package dev.countinghouse.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The catalog of the current tenant by code: in the order of codes, or the part of it that a document names. */
@ApplicationScoped
class CatalogDocumentRepository {

    private static final String NEWEST =
            " v.base IS NULL AND v.number = (SELECT max(w.number) FROM PlanVersion w WHERE w.plan = v.plan AND w.base IS NULL)";

    private static final int CODES_MAX = 1_000; // of one statement

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    @Inject
    EntitlementRepository entitlements;

    List<BillableMetric> metrics(int limit) {
        return entityManager
                .createQuery("SELECT m FROM BillableMetric m ORDER BY m.code", BillableMetric.class)
                .setMaxResults(limit)
                .getResultList();
    }

    List<TaxRate> taxRates(int limit) {
        return entityManager
                .createQuery("SELECT r FROM TaxRate r ORDER BY r.code", TaxRate.class)
                .setMaxResults(limit)
                .getResultList();
    }

    /** The newest version of each plan. */
    List<PlanVersion> plans(int limit) {
        return entityManager
                .createQuery("SELECT v FROM PlanVersion v WHERE" + NEWEST + " ORDER BY v.plan.code", PlanVersion.class)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Archived ones too, as with tax rates: a plan may name them. */
    List<Feature> features(int limit) {
        return entityManager
                .createQuery("SELECT f FROM Feature f ORDER BY f.code", Feature.class)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Those that can be sold. */
    List<AddOn> addOns(int limit) {
        return entityManager
                .createQuery("SELECT a FROM AddOn a WHERE a.archivedAt IS NULL ORDER BY a.code", AddOn.class)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Those that can be redeemed. */
    List<Coupon> coupons(int limit) {
        return entityManager
                .createQuery("SELECT c FROM Coupon c WHERE c.archivedAt IS NULL ORDER BY c.code", Coupon.class)
                .setMaxResults(limit)
                .getResultList();
    }

    /** What is there of what a document is about, and of everything that it names in doing so. */
    CatalogState state(NewCatalog wanted) {
        DocumentCodes codes = DocumentCodes.of(wanted);
        Map<String, PlanVersion> plans = byCode(
                entityManager.createQuery(
                        "SELECT v FROM PlanVersion v WHERE v.plan.code IN :codes AND" + NEWEST, PlanVersion.class),
                codes.plans(),
                version -> version.plan().code());
        return new CatalogState(
                byCode(
                        entityManager.createQuery(
                                "SELECT m FROM BillableMetric m WHERE m.code IN :codes", BillableMetric.class),
                        codes.metrics(),
                        BillableMetric::code),
                byCode(
                        entityManager.createQuery("SELECT r FROM TaxRate r WHERE r.code IN :codes", TaxRate.class),
                        codes.taxRates(),
                        TaxRate::code),
                byCode(
                        entityManager.createQuery("SELECT f FROM Feature f WHERE f.code IN :codes", Feature.class),
                        codes.features(),
                        Feature::code),
                plans,
                entitlements.of(plans.values().stream().map(PlanVersion::id).toList()),
                drafts(codes.plans()),
                byCode(
                        entityManager.createQuery("SELECT a FROM AddOn a WHERE a.code IN :codes", AddOn.class),
                        codes.addOns(),
                        AddOn::code),
                byCode(
                        entityManager.createQuery("SELECT c FROM Coupon c WHERE c.code IN :codes", Coupon.class),
                        codes.coupons(),
                        Coupon::code));
    }

    private Set<String> drafts(Set<String> planCodes) {
        return byCode(
                        entityManager.createQuery(
                                "SELECT d FROM PlanDraft d WHERE d.plan.code IN :codes", PlanDraft.class),
                        planCodes,
                        PlanDraft::code)
                .keySet();
    }

    /** Asks for as many codes at once as a statement takes. */
    private static <E> Map<String, E> byCode(TypedQuery<E> query, Set<String> codes, Function<E, String> code) {
        Map<String, E> found = new HashMap<>();
        List<String> all = List.copyOf(codes);
        for (int from = 0; from < all.size(); from += CODES_MAX) {
            query.setParameter("codes", all.subList(from, Math.min(from + CODES_MAX, all.size())));
            query.getResultList().forEach(one -> found.put(code.apply(one), one));
        }
        return found;
    }
}
