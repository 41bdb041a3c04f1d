package dev.countinghouse.invoicing;

import dev.countinghouse.history.RowHistory;
import dev.countinghouse.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Billing runs and their progress, and the settings that billing follows. */
@ApplicationScoped
class BillingRunRepository {

    private static final String UPSERT = """
            INSERT INTO billing_runs AS r (id, as_of, state, invoices, parked)
            VALUES (:id, CAST(:asOf AS timestamptz), 'running', :invoices, :parked)
            ON CONFLICT (id) DO UPDATE SET invoices = r.invoices + :invoices, parked = r.parked + :parked, updated_at = now()""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    void progress(UUID runId, Instant asOf, int invoices) {
        upsert(runId, asOf, invoices, 0);
    }

    void parked(UUID runId, Instant asOf) {
        upsert(runId, asOf, 0, 1);
    }

    private void upsert(UUID runId, Instant asOf, int invoices, int parked) {
        keep(runId);
        entityManager
                .createNativeQuery(UPSERT)
                .setParameter("id", runId)
                .setParameter("asOf", asOf)
                .setParameter("invoices", invoices)
                .setParameter("parked", parked)
                .executeUpdate();
    }

    /** Only the latest run can be unfinished, so no other is looked at. */
    Optional<UUID> unfinished() {
        @SuppressWarnings("unchecked")
        List<UUID> ids = entityManager
                .createNativeQuery(
                        "SELECT id FROM (SELECT id, state FROM billing_runs ORDER BY id DESC LIMIT 1) latest"
                                + " WHERE state = 'running'",
                        UUID.class)
                .getResultList();
        return ids.stream().findFirst();
    }

    /** What a run did. */
    record Done(long invoices, long parked) {}

    /** Empty when the run did nothing, so that there is none. */
    Optional<Done> finish(UUID runId) {
        keep(runId);
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "UPDATE billing_runs SET state = 'done', updated_at = now() WHERE id = :id"
                                + " RETURNING CAST(invoices AS bigint) AS invoices, CAST(parked AS bigint) AS parked",
                        Tuple.class)
                .setParameter("id", runId)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new Done(row.get("invoices", Long.class), row.get("parked", Long.class)));
    }

    private void keep(UUID runId) {
        if (RowHistory.isKept()) {
            entityManager
                    .createNativeQuery(RowHistory.KEEP + "'billing_runs', r.xmin, to_jsonb(r) FROM billing_runs r"
                            + " WHERE r.id = :id FOR NO KEY UPDATE")
                    .setParameter("id", runId)
                    .executeUpdate();
        }
    }

    /** The tenant's own. */
    IssuingTerms terms() {
        Tuple row = (Tuple) entityManager
                .createNativeQuery(
                        "SELECT net_terms_days, CAST(jsonb_build_object('legal_name', name) || jsonb_strip_nulls(seller) AS text)"
                                + " AS seller, locale FROM public.tenants WHERE schema_name = current_user",
                        Tuple.class)
                .getSingleResult();
        return new IssuingTerms(
                row.get("net_terms_days", Integer.class),
                row.get("seller", String.class),
                row.get("locale", String.class),
                null);
    }

    List<BillingRunView> list(PageRequest page) {
        Query query = entityManager
                .createNativeQuery(
                        "SELECT id, as_of, state, invoices, parked, started_at, updated_at FROM billing_runs"
                                + " WHERE (CAST(:after AS uuid) IS NULL OR id < :after) ORDER BY id DESC",
                        Tuple.class)
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1);
        @SuppressWarnings("unchecked")
        List<Tuple> rows = query.getResultList();
        return rows.stream().map(BillingRunRepository::view).toList();
    }

    private static BillingRunView view(Tuple row) {
        return new BillingRunView(
                row.get("id", UUID.class),
                row.get("as_of", Instant.class),
                row.get("state", String.class),
                row.get("invoices", Integer.class),
                row.get("parked", Integer.class),
                row.get("started_at", Instant.class),
                row.get("updated_at", Instant.class));
    }
}
