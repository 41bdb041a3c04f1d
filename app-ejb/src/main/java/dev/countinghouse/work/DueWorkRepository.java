package dev.countinghouse.work;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.tenancy.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code public.due_work}. As ch_worker it sees every tenant's, as a tenant its own (row-level security). A claimed
 * row's due_at is infinity, so what is scheduled while it is worked on shows as an earlier instant.
 */
@ApplicationScoped
class DueWorkRepository {

    private static final String OWN =
            " WHERE tenant_id = (SELECT id FROM public.tenants WHERE schema_name = current_user)";
    private static final String WAITING = " RETURNING (claimable_at <= now() AND EXISTS (SELECT FROM public.tenants t"
            + " WHERE t.schema_name = current_user AND t.test_clock IS NOT NULL))";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Those served longest ago first: a tenant that always has work to do takes its turn. */
    List<DueWork> claim(WorkKind kind, int most, int leaseSeconds) {
        UUID lease = Ids.next();
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        WITH due AS (
                            SELECT w.kind AS work, %1$s FROM public.due_work w
                            JOIN public.tenants t ON t.id = w.tenant_id AND t.status = 'active'
                              AND t.schema_version IN (:workable)
                            WHERE w.kind = :kind
                              AND ((w.lease_until IS NULL AND w.claimable_at <= now()) OR w.lease_until < now())
                            ORDER BY w.served_at, w.claimable_at LIMIT :most FOR UPDATE OF w SKIP LOCKED)
                        UPDATE public.due_work w
                        SET due_at = 'infinity', lease_token = :lease, attempts = attempts + 1, served_at = now(),
                            lease_until = now() + make_interval(secs => :seconds)
                        FROM due WHERE w.tenant_id = due.tenant_id AND w.kind = due.work
                        RETURNING due.*""".formatted(Tenant.COLUMNS), Tuple.class)
                .setParameter("kind", kind.code())
                .setParameter("workable", Tenant.workableVersions())
                .setParameter("most", most)
                .setParameter("lease", lease)
                .setParameter("seconds", (double) leaseSeconds)
                .getResultList();
        return rows.stream()
                .map(row -> new DueWork(Tenant.of(row), kind, lease))
                .toList();
    }

    boolean renew(DueWork work, int leaseSeconds) {
        return entityManager
                        .createNativeQuery(
                                "UPDATE public.due_work SET lease_until = now() + make_interval(secs => :seconds)"
                                        + " WHERE tenant_id = :tenant AND kind = :kind AND lease_token = :lease"
                                        + " AND EXISTS (SELECT FROM public.tenants t WHERE t.id = :tenant AND t.status = 'active')")
                        .setParameter("seconds", (double) leaseSeconds)
                        .setParameter("tenant", work.tenant().id())
                        .setParameter("kind", work.kind().code())
                        .setParameter("lease", work.lease())
                        .executeUpdate()
                == 1;
    }

    /** Gives unfinished work back as due: claimed again when the tenant is active again. */
    void handBack(DueWork work) {
        entityManager
                .createNativeQuery("UPDATE public.due_work SET lease_until = NULL, lease_token = NULL, attempts = 0,"
                        + " due_at = '-infinity' WHERE tenant_id = :tenant AND kind = :kind AND lease_token = :lease")
                .setParameter("tenant", work.tenant().id())
                .setParameter("kind", work.kind().code())
                .setParameter("lease", work.lease())
                .executeUpdate();
    }

    void complete(DueWork work, @Nullable Instant next) {
        entityManager
                .createNativeQuery("UPDATE public.due_work SET lease_until = NULL, lease_token = NULL, attempts = 0,"
                        + " last_error = NULL, due_at = least(due_at, coalesce(CAST(:next AS timestamptz), 'infinity'))"
                        + " WHERE tenant_id = :tenant AND kind = :kind AND lease_token = :lease")
                .setParameter("next", next)
                .setParameter("tenant", work.tenant().id())
                .setParameter("kind", work.kind().code())
                .setParameter("lease", work.lease())
                .executeUpdate();
    }

    /** The lease stays, as the time to wait: the row is claimable again when it runs out. */
    void fail(DueWork work, String error) {
        entityManager
                .createNativeQuery("UPDATE public.due_work SET last_error = left(:error, 2000),"
                        + " lease_until = now() + make_interval(secs => least(3600, 2 ^ least(attempts, 12)))"
                        + " WHERE tenant_id = :tenant AND kind = :kind AND lease_token = :lease")
                .setParameter("error", error)
                .setParameter("tenant", work.tenant().id())
                .setParameter("kind", work.kind().code())
                .setParameter("lease", work.lease())
                .executeUpdate();
    }

    /**
     * Always locks the row, also when it is due earlier: a claim then waits for this transaction and sees its work.
     *
     * @return whether it can be claimed now, of a tenant that lives on a test clock
     */
    boolean schedule(WorkKind kind, Instant due) {
        return isAny(entityManager
                .createNativeQuery(
                        "UPDATE public.due_work SET due_at = least(due_at, CAST(:due AS timestamptz))" + OWN
                                + " AND kind = :kind" + WAITING,
                        Boolean.class)
                .setParameter("due", due)
                .setParameter("kind", kind.code()));
    }

    /**
     * False when nothing was changed. What follows real time is due at once where the tenant lives on a test clock.
     *
     * @return whether it can be claimed now, of a tenant that lives on a test clock
     */
    boolean scheduleUnlessDueBy(WorkKind kind, Instant due) {
        return isAny(entityManager
                .createNativeQuery(
                        "UPDATE public.due_work w SET due_at = least(w.due_at, CASE WHEN t.test_clock IS NULL OR w.business_clock IS NOT NULL"
                                + " THEN CAST(:due AS timestamptz) ELSE now() END)"
                                + " FROM public.tenants t WHERE t.schema_name = current_user AND w.tenant_id = t.id AND w.kind = :kind"
                                + " AND (w.due_at > CAST(:due AS timestamptz) OR (t.test_clock IS NOT NULL AND w.business_clock IS NULL))"
                                + " RETURNING t.test_clock IS NOT NULL AND w.claimable_at <= now()",
                        Boolean.class)
                .setParameter("due", due)
                .setParameter("kind", kind.code()));
    }

    /** As {@link #schedule}, false when nothing was changed. */
    boolean scheduleUnlessHeld(WorkKind kind, Instant due) {
        return isAny(entityManager
                .createNativeQuery(
                        "UPDATE public.due_work w SET due_at = CAST(:due AS timestamptz)"
                                + " FROM (SELECT tenant_id, kind FROM public.due_work" + OWN
                                + " AND kind = :kind AND due_at > CAST(:due AS timestamptz) FOR UPDATE SKIP LOCKED) free"
                                + " WHERE w.tenant_id = free.tenant_id AND w.kind = free.kind" + WAITING,
                        Boolean.class)
                .setParameter("due", due)
                .setParameter("kind", kind.code()));
    }

    private static boolean isAny(Query scheduled) {
        return scheduled.getResultList().contains(true);
    }

    /** What can be claimed by it now. Rows are locked in the order in which an invoice does. */
    List<WorkKind> businessClock(Instant now) {
        @SuppressWarnings("unchecked")
        List<String> moved = entityManager
                .createNativeQuery(
                        "WITH held AS (SELECT tenant_id, kind FROM public.due_work" + OWN
                                + " AND kind IN ('invoice_generation', 'revenue_recognition', 'payment_reminders', 'usage_retention')"
                                + " ORDER BY array_position(ARRAY['invoice_generation', 'revenue_recognition', 'payment_reminders',"
                                + " 'usage_retention'], CAST(kind AS text)) FOR UPDATE),"
                                + " moved AS (UPDATE public.due_work w SET business_clock = CAST(:now AS timestamptz) FROM held h"
                                + " WHERE w.tenant_id = h.tenant_id AND w.kind = h.kind RETURNING w.kind, w.claimable_at)"
                                + " SELECT kind FROM moved WHERE claimable_at <= now()",
                        String.class)
                .setParameter("now", now)
                .getResultList();
        return moved.stream().map(WorkKind::of).toList();
    }

    /** Whether the tenant has a row of the kind, due or not. */
    boolean isKept(WorkKind kind) {
        return (Boolean) entityManager
                .createNativeQuery(
                        "SELECT EXISTS (SELECT FROM public.due_work" + OWN + " AND kind = :kind)", Boolean.class)
                .setParameter("kind", kind.code())
                .getSingleResult();
    }

    boolean isIdle(WorkKind kind) {
        return (Boolean) entityManager
                .createNativeQuery(
                        "SELECT EXISTS (SELECT FROM public.due_work" + OWN
                                + " AND kind = :kind AND lease_until IS NULL AND claimable_at > now())",
                        Boolean.class)
                .setParameter("kind", kind.code())
                .getSingleResult();
    }

    boolean isSettled() {
        return !(Boolean) entityManager
                .createNativeQuery(
                        "SELECT EXISTS (SELECT FROM public.due_work" + OWN
                                + " AND kind <> 'audit_sealing' AND (lease_until IS NOT NULL OR claimable_at <= now())) OR EXISTS (SELECT FROM usage_touched)",
                        Boolean.class)
                .getSingleResult();
    }
}
