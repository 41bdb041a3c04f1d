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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    void flush() {
        entityManager.flush();
    }

    /** Raises the version of a metric whose row does not change. */
    void advance(BillableMetric metric) {
        if (RowHistory.isKept()) { // such a lock is no update that a listener hears of
            entityManager
                    .createNativeQuery(RowHistory.KEEP
                            + "'billable_metrics', t.xmin, to_jsonb(t) FROM billable_metrics t WHERE t.id = :id"
                            + " FOR NO KEY UPDATE")
                    .setParameter("id", metric.id())
                    .executeUpdate();
        }
        entityManager.lock(metric, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
    }

    /** Raises the version of a plan whose row does not change. */
    void advance(Plan plan) {
        if (RowHistory.isKept()) {
            entityManager
                    .createNativeQuery(RowHistory.KEEP
                            + "'plans', t.xmin, to_jsonb(t) FROM plans t WHERE t.id = :id FOR NO KEY UPDATE")
                    .setParameter("id", plan.id())
                    .executeUpdate();
        }
        entityManager.lock(plan, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
    }

    BillableMetric requireMetric(UUID id) {
        return require(BillableMetric.class, id, "billable metric");
    }

    Plan requirePlan(UUID id) {
        return require(Plan.class, id, "plan");
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

    /** The tax rates of codes, archived ones too, without their metadata; unknown ones are absent. */
    Map<String, TaxRateView> taxRates(Collection<String> codes) {
        Map<String, TaxRateView> rates = new HashMap<>();
        if (!codes.isEmpty()) {
            entityManager
                    .createQuery("SELECT r FROM TaxRate r WHERE r.code IN :codes", TaxRate.class)
                    .setParameter("codes", codes)
                    .getResultList()
                    .forEach(rate -> rates.put(rate.code(), rate.view(Map.of())));
        }
        return rates;
    }

    /** The newest tax rate of each country that is not archived, by countries, without its metadata. */
    Map<String, TaxRateView> taxRatesOf(Collection<String> countries) {
        Map<String, TaxRateView> rates = new HashMap<>();
        if (!countries.isEmpty()) {
            entityManager
                    .createQuery(
                            "SELECT r FROM TaxRate r WHERE r.country IN :countries AND r.archivedAt IS NULL ORDER BY r.id",
                            TaxRate.class)
                    .setParameter("countries", countries)
                    .getResultList()
                    .forEach(rate -> {
                        TaxRateView view = rate.view(Map.of());
                        rates.put(Objects.requireNonNull(view.country()), view);
                    });
        }
        return rates;
    }

    /** Those of the codes that are of tax rates that new charges can name. */
    Set<String> taxRateCodes(Collection<String> codes) {
        return codes.isEmpty()
                ? Set.of()
                : Set.copyOf(entityManager
                        .createQuery(
                                "SELECT r.code FROM TaxRate r WHERE r.code IN :codes AND r.archivedAt IS NULL",
                                String.class)
                        .setParameter("codes", codes)
                        .getResultList());
    }

    /** The metrics of codes, without their metadata; unknown ones are absent. */
    Map<String, MetricView> metrics(Collection<String> codes) {
        Map<String, MetricView> metrics = new HashMap<>();
        if (!codes.isEmpty()) {
            entityManager
                    .createQuery("SELECT m FROM BillableMetric m WHERE m.code IN :codes", BillableMetric.class)
                    .setParameter("codes", codes)
                    .getResultList()
                    .forEach(metric -> {
                        MetricView view = metric.view(Map.of());
                        metrics.put(view.code(), view);
                    });
        }
        return metrics;
    }

    /** The metrics of ids, without their metadata; unknown ones are absent. */
    Map<UUID, MetricView> metricsById(Collection<UUID> ids) {
        Map<UUID, MetricView> metrics = new HashMap<>();
        if (!ids.isEmpty()) {
            entityManager
                    .createQuery("SELECT m FROM BillableMetric m WHERE m.id IN :ids", BillableMetric.class)
                    .setParameter("ids", ids)
                    .getResultList()
                    .forEach(metric -> metrics.put(metric.id(), metric.view(Map.of())));
        }
        return metrics;
    }

    /** @throws BillingException NOT_FOUND; CONFLICT when none was published yet */
    PlanVersion newestVersion(UUID planId) {
        return Optional.ofNullable(newestVersions(List.of(planId)).get(planId))
                .orElseThrow(() -> new BillingException(
                        ProblemType.CONFLICT, requirePlan(planId).code() + " is a draft: publish it first"));
    }

    Map<UUID, PlanVersion> newestVersions(Collection<UUID> planIds) {
        Map<UUID, PlanVersion> newest = new HashMap<>();
        if (!planIds.isEmpty()) {
            entityManager
                    .createQuery(
                            "SELECT v FROM PlanVersion v WHERE v.plan.id IN :plans AND v.base IS NULL AND v.number ="
                                    + " (SELECT max(w.number) FROM PlanVersion w WHERE w.plan = v.plan AND w.base IS NULL)",
                            PlanVersion.class)
                    .setParameter("plans", planIds)
                    .getResultList()
                    .forEach(version -> newest.put(version.planId(), version));
        }
        return newest;
    }

    /** The version that new subscriptions take; none when all are archived. */
    Optional<PlanVersion> newestForSale(String planCode) {
        return entityManager
                .createQuery(
                        "SELECT v FROM PlanVersion v JOIN FETCH v.plan p WHERE p.code = :code AND v.archivedAt IS NULL AND v.base IS NULL"
                                + " ORDER BY v.number DESC",
                        PlanVersion.class)
                .setParameter("code", planCode)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }

    List<PlanVersion> versions(Collection<UUID> ids) {
        return entityManager
                .createQuery("SELECT v FROM PlanVersion v JOIN FETCH v.plan WHERE v.id IN :ids", PlanVersion.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    Optional<Coupon> coupon(String code) {
        return entityManager
                .createQuery("SELECT c FROM Coupon c WHERE c.code = :code", Coupon.class)
                .setParameter("code", code)
                .getResultStream()
                .findFirst();
    }

    List<AddOn> addOns(Collection<String> codes) {
        return entityManager
                .createQuery("SELECT a FROM AddOn a WHERE a.code IN :codes", AddOn.class)
                .setParameter("codes", codes)
                .getResultList();
    }

    List<Coupon> coupons(Collection<UUID> ids) {
        return entityManager
                .createQuery("SELECT c FROM Coupon c WHERE c.id IN :ids", Coupon.class)
                .setParameter("ids", ids)
                .getResultList();
    }
}
