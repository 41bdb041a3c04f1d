package dev.countinghouse.catalog;

import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The catalog of the current tenant. */
@ApplicationScoped
class CatalogRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Written at once, so that a taken code is refused here and not at the commit. */
    void add(Object entity) {
        entityManager.persist(entity);
        entityManager.flush();
    }

    BillableMetric requireMetric(UUID id) {
        return require(BillableMetric.class, id, "billable metric");
    }

    TaxRate requireTaxRate(UUID id) {
        return require(TaxRate.class, id, "tax rate");
    }

    private <E> E require(Class<E> type, UUID id, String name) {
        return Optional.ofNullable(entityManager.find(type, id))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No " + name + " " + id));
    }

    Page<BillableMetric> metrics(@Nullable String code, @Nullable String externalId, PageRequest page) {
        return Listing.of(entityManager, BillableMetric.class)
                .where("code", code)
                .where("externalId", externalId)
                .page(page, BillableMetric::id);
    }

    Page<TaxRate> taxRates(@Nullable String code, @Nullable String externalId, PageRequest page) {
        return Listing.of(entityManager, TaxRate.class)
                .where("code", code)
                .where("externalId", externalId)
                .page(page, TaxRate::id);
    }

    Page<Plan> plans(@Nullable String code, @Nullable String externalId, PageRequest page) {
        return Listing.of(entityManager, Plan.class)
                .where("code", code)
                .where("externalId", externalId)
                .page(page, Plan::id);
    }

    Optional<TaxRate> taxRate(String code) {
        return entityManager
                .createQuery("SELECT r FROM TaxRate r WHERE r.code = :code", TaxRate.class)
                .setParameter("code", code)
                .getResultStream()
                .findFirst();
    }

    Map<String, UUID> metricIds(Collection<String> codes) {
        Map<String, UUID> ids = new HashMap<>();
        if (!codes.isEmpty()) {
            entityManager
                    .createQuery("SELECT m.code, m.id FROM BillableMetric m WHERE m.code IN :codes", Tuple.class)
                    .setParameter("codes", codes)
                    .getResultList()
                    .forEach(row -> ids.put(row.get(0, String.class), row.get(1, UUID.class)));
        }
        return ids;
    }

    List<BillableMetric> metricsOf(Collection<String> codes) {
        return entityManager
                .createQuery("SELECT m FROM BillableMetric m WHERE m.code IN :codes", BillableMetric.class)
                .setParameter("codes", codes)
                .getResultList();
    }

    PlanVersion newestVersion(UUID planId) {
        return Optional.ofNullable(newestVersions(List.of(planId)).get(planId))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No plan " + planId));
    }

    Map<UUID, PlanVersion> newestVersions(Collection<UUID> planIds) {
        Map<UUID, PlanVersion> newest = new HashMap<>();
        if (!planIds.isEmpty()) {
            entityManager
                    .createQuery(
                            "SELECT v FROM PlanVersion v WHERE v.plan.id IN :plans AND v.number ="
                                    + " (SELECT max(w.number) FROM PlanVersion w WHERE w.plan = v.plan)",
                            PlanVersion.class)
                    .setParameter("plans", planIds)
                    .getResultList()
                    .forEach(version -> newest.put(version.planId(), version));
        }
        return newest;
    }

    Optional<PlanVersion> newestVersion(String planCode) {
        return entityManager
                .createQuery(
                        "SELECT v FROM PlanVersion v WHERE v.plan.code = :code ORDER BY v.number DESC",
                        PlanVersion.class)
                .setParameter("code", planCode)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    List<PlanVersion> versions(Collection<UUID> ids) {
        return entityManager
                .createQuery("SELECT v FROM PlanVersion v WHERE v.id IN :ids", PlanVersion.class)
                .setParameter("ids", ids)
                .getResultList();
    }
}
