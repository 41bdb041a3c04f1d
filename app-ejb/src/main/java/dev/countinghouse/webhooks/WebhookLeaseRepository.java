package dev.countinghouse.webhooks;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.tenancy.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Which replica delivers to which endpoint: of all tenants, as ch_worker, who sees no more of them than that. */
@ApplicationScoped
class WebhookLeaseRepository {

    private static final int FORGOTTEN_AT_ONCE = 5_000;

    /** Endpoints of one tenant that one replica has at once: so that nobody's, hanging, take the place of all others'. */
    private static final int OF_A_TENANT = 8;

    /** Whoever is writing a delivery holds its endpoint FOR KEY SHARE until he commits: that must keep nobody from claiming it. */
    private static final String CLAIM = """
            WITH held AS (
                SELECT e.tenant_id, count(*) AS endpoints FROM public.webhook_endpoints e
                WHERE e.lease_token = :lease AND e.lease_until >= now() GROUP BY e.tenant_id),
            ready AS (
                SELECT e.id, row_number() OVER (PARTITION BY e.tenant_id ORDER BY e.served_at, e.id) AS place
                FROM public.webhook_endpoints e
                WHERE e.status = 'enabled' AND (e.lease_until IS NULL OR e.lease_until < now())
                  AND EXISTS (SELECT FROM public.webhook_deliveries d
                      WHERE d.endpoint_id = e.id AND d.state = 'pending' AND d.next_attempt_at <= now())),
            due AS (
                SELECT e.id AS endpoint_id, %1$s FROM ready r JOIN public.webhook_endpoints e ON e.id = r.id
                JOIN public.tenants t ON t.id = e.tenant_id AND t.status = 'active' AND t.schema_version IN (:workable)
                LEFT JOIN held h ON h.tenant_id = e.tenant_id
                WHERE r.place + coalesce(h.endpoints, 0) <= :each
                  AND e.status = 'enabled' AND (e.lease_until IS NULL OR e.lease_until < now())
                ORDER BY e.served_at LIMIT :most FOR NO KEY UPDATE OF e SKIP LOCKED)
            UPDATE public.webhook_endpoints e
            SET lease_until = now() + make_interval(secs => :seconds), lease_token = :lease, served_at = now()
            FROM due WHERE e.id = due.endpoint_id RETURNING due.*""".formatted(Tenant.COLUMNS);

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    List<ClaimedEndpoint> claim(UUID lease, int most, int seconds) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(CLAIM, Tuple.class)
                .setParameter("workable", Tenant.workableVersions())
                .setParameter("most", most)
                .setParameter("each", OF_A_TENANT)
                .setParameter("seconds", (double) seconds)
                .setParameter("lease", lease)
                .getResultList();
        return rows.stream()
                .map(row -> new ClaimedEndpoint(Tenant.of(row), row.get("endpoint_id", UUID.class)))
                .toList();
    }

    List<UUID> renew(UUID lease, Collection<UUID> endpoints, int seconds) {
        @SuppressWarnings("unchecked")
        List<UUID> kept = entityManager
                .createNativeQuery(
                        "UPDATE public.webhook_endpoints e SET lease_until = now() + make_interval(secs => :seconds)"
                                + " WHERE e.id = ANY (:ids) AND e.lease_token = :lease AND e.lease_until >= now()"
                                + " AND e.status = 'enabled'"
                                + " AND EXISTS (SELECT FROM public.tenants t WHERE t.id = e.tenant_id AND t.status = 'active')"
                                + " RETURNING e.id",
                        UUID.class)
                .setParameter("seconds", (double) seconds)
                .setParameter("ids", endpoints.toArray(UUID[]::new))
                .setParameter("lease", lease)
                .getResultList();
        return kept;
    }

    void release(UUID lease, Collection<UUID> endpoints) {
        entityManager
                .createNativeQuery("UPDATE public.webhook_endpoints SET lease_until = NULL, lease_token = NULL"
                        + " WHERE id = ANY (:ids) AND lease_token = :lease")
                .setParameter("ids", endpoints.toArray(UUID[]::new))
                .setParameter("lease", lease)
                .executeUpdate();
    }

    /** The ids of events are in the order of time, and the key begins with the endpoint: so by endpoints, which are few. */
    int forget(Instant before) {
        return entityManager
                .createNativeQuery("""
                        DELETE FROM public.webhook_deliveries d USING (
                            SELECT o.endpoint_id, o.event_id FROM public.webhook_endpoints e CROSS JOIN LATERAL (
                                SELECT i.endpoint_id, i.event_id FROM public.webhook_deliveries i
                                WHERE i.endpoint_id = e.id AND i.event_id < :before ORDER BY i.event_id LIMIT :most) o
                            LIMIT :most) old
                        WHERE d.endpoint_id = old.endpoint_id AND d.event_id = old.event_id""")
                .setParameter("before", Ids.firstOf(before))
                .setParameter("most", FORGOTTEN_AT_ONCE)
                .executeUpdate();
    }
}
