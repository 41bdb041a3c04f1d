package dev.countinghouse.metering;

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
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Usage alerts of the current tenant, and what was told of them. */
@ApplicationScoped
class UsageAlertRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Written at once, so that a taken code is refused here and not at the commit. */
    void add(UsageAlert alert) {
        entityManager.persist(alert);
        entityManager.flush();
    }

    void flush() {
        entityManager.flush();
    }

    /** Raises the version of an alert whose row does not change. */
    void advance(UsageAlert alert) {
        if (RowHistory.isKept()) { // such a lock is no update that a listener hears of
            entityManager
                    .createNativeQuery(
                            RowHistory.KEEP
                                    + "'usage_alerts', t.xmin, to_jsonb(t) FROM usage_alerts t WHERE t.id = :id FOR NO KEY UPDATE")
                    .setParameter("id", alert.id())
                    .executeUpdate();
        }
        entityManager.lock(alert, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
    }

    UsageAlert require(UUID id) {
        return Optional.ofNullable(entityManager.find(UsageAlert.class, id))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No usage alert " + id));
    }

    Page<UsageAlert> list(UsageAlertFilter filter, PageRequest page) {
        return Listing.of(entityManager, UsageAlert.class)
                .where("code", filter.code())
                .where("externalId", filter.externalId())
                .where("metric", filter.metric())
                .where("customerId", filter.customerId())
                .page(page, UsageAlert::id);
    }

    /** Alerts that watch one of the metrics. */
    List<UsageAlert> watching(Collection<UUID> metricIds) {
        return entityManager
                .createQuery(
                        "SELECT a FROM UsageAlert a WHERE a.archivedAt IS NULL AND a.metricId IN :metrics ORDER BY a.id",
                        UsageAlert.class)
                .setParameter("metrics", metricIds)
                .getResultList();
    }

    boolean hasHardLimits() {
        return (Boolean) entityManager
                .createNativeQuery(
                        "SELECT EXISTS (SELECT FROM usage_alerts WHERE hard AND archived_at IS NULL)", Boolean.class)
                .getSingleResult();
    }

    /** Makes whoever else takes usage under a limit of the same customers and metrics wait for the end of the transaction. */
    void lock(List<UsageMonth> months) {
        String[] names = months.stream()
                .map(month -> month.customerId() + " " + month.metricId())
                .distinct()
                .sorted() // in one order everywhere: no deadlock
                .toArray(String[]::new);
        entityManager
                .createNativeQuery(
                        "SELECT CAST(pg_advisory_xact_lock(hashtextextended('usage_limit:' || current_user || name, 0)) AS text)"
                                + " FROM unnest(CAST(:names AS text[])) AS name",
                        String.class)
                .setParameter("names", names)
                .getResultList();
    }

    /** A threshold that a customer's usage has reached. */
    record Reached(UUID alertId, UUID customerId, YearMonth month, String threshold, BigDecimal quantity) {

        Key key() {
            return new Key(alertId, customerId, month, threshold);
        }
    }

    /** What is told once. */
    record Key(UUID alertId, UUID customerId, YearMonth month, String threshold) {}

    /** Writes down what is reached, and answers what was not before. */
    Set<Key> reach(List<Reached> reached, Instant now) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        INSERT INTO usage_alerts_reached (alert_id, customer_id, month, threshold, quantity, reached_at)
                        SELECT r.*, :now FROM unnest(CAST(:alerts AS uuid[]), CAST(:customers AS uuid[]), CAST(:months AS date[]),
                            CAST(:thresholds AS varchar[]), CAST(:quantities AS numeric[])) AS r
                        ON CONFLICT (alert_id, customer_id, month, threshold) DO NOTHING
                        RETURNING alert_id, customer_id, CAST(month AS text) AS month, threshold""", Tuple.class)
                .setParameter("now", now)
                .setParameter("alerts", texts(reached, Reached::alertId))
                .setParameter("customers", texts(reached, Reached::customerId))
                .setParameter("months", texts(reached, row -> row.month().atDay(1)))
                .setParameter("thresholds", texts(reached, Reached::threshold))
                .setParameter("quantities", texts(reached, row -> row.quantity().toPlainString()))
                .getResultList();
        Set<Key> fresh = new HashSet<>();
        rows.forEach(row -> fresh.add(new Key(
                row.get("alert_id", UUID.class),
                row.get("customer_id", UUID.class),
                YearMonth.from(LocalDate.parse(row.get("month", String.class))),
                row.get("threshold", String.class))));
        return fresh;
    }

    private static String[] texts(List<Reached> rows, Function<Reached, Object> value) {
        return rows.stream().map(value).map(Object::toString).toArray(String[]::new);
    }
}
