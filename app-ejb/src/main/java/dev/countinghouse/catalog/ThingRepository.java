package dev.countinghouse.catalog;

import dev.countinghouse.history.RowHistory;
import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Things of the current tenant's catalog that can be archived. */
@ApplicationScoped
class ThingRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Written at once, so that a taken code is refused here and not at the commit. */
    void add(CatalogThing<?> thing) {
        entityManager.persist(thing);
        entityManager.flush();
    }

    <T extends CatalogThing<?>> T require(ThingKind<T> kind, UUID id) {
        return Optional.ofNullable(entityManager.find(kind.entity(), id))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No " + kind.title() + " " + id));
    }

    <T extends CatalogThing<?>> Page<T> list(ThingKind<T> kind, ThingFilter filter, PageRequest page) {
        return Listing.of(entityManager, kind.entity())
                .where("code", filter.code())
                .where("externalId", filter.externalId())
                .whereGiven("archivedAt", filter.archived())
                .page(page, CatalogThing::id);
    }

    List<TaxRate> taxRates(Collection<String> codes) {
        return entityManager
                .createQuery("SELECT r FROM TaxRate r WHERE r.code IN :codes", TaxRate.class)
                .setParameter("codes", codes)
                .getResultList();
    }

    List<Feature> features(Collection<String> codes) {
        return entityManager
                .createQuery("SELECT f FROM Feature f WHERE f.code IN :codes", Feature.class)
                .setParameter("codes", codes)
                .getResultList();
    }

    /** Those of the codes that a plan has of which something was published: it stays. */
    Set<String> plans(Collection<String> codes) {
        return new HashSet<>(entityManager
                .createQuery("SELECT DISTINCT v.plan.code FROM PlanVersion v WHERE v.plan.code IN :codes", String.class)
                .setParameter("codes", codes)
                .getResultList());
    }

    /** Those of the codes that a metric has. */
    Set<String> metrics(Collection<String> codes) {
        return new HashSet<>(entityManager
                .createQuery("SELECT m.code FROM BillableMetric m WHERE m.code IN :codes", String.class)
                .setParameter("codes", codes)
                .getResultList());
    }

    /** Raises the version of a thing whose row does not change. */
    void advance(CatalogThing<?> thing) {
        if (RowHistory.isKept()) { // such a lock is no update that a listener hears of
            keep(thing).setParameter("id", thing.id()).executeUpdate();
        }
        entityManager.lock(thing, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
    }

    private Query keep(CatalogThing<?> thing) {
        return switch (thing) {
            case TaxRate rate ->
                entityManager.createNativeQuery(RowHistory.KEEP
                        + "'tax_rates', t.xmin, to_jsonb(t) FROM tax_rates t WHERE t.id = :id FOR NO KEY UPDATE");
            case AddOn addOn ->
                entityManager.createNativeQuery(RowHistory.KEEP
                        + "'add_ons', t.xmin, to_jsonb(t) FROM add_ons t WHERE t.id = :id FOR NO KEY UPDATE");
            case Coupon coupon ->
                entityManager.createNativeQuery(RowHistory.KEEP
                        + "'coupons', t.xmin, to_jsonb(t) FROM coupons t WHERE t.id = :id FOR NO KEY UPDATE");
            case Feature feature ->
                entityManager.createNativeQuery(RowHistory.KEEP
                        + "'features', t.xmin, to_jsonb(t) FROM features t WHERE t.id = :id FOR NO KEY UPDATE");
            default -> throw new IllegalStateException("no history of " + thing.getClass());
        };
    }

    void flush() {
        entityManager.flush();
    }
}
