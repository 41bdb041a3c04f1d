package dev.countinghouse.identity;

import dev.countinghouse.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code public.sessions}. */
@ApplicationScoped
class SessionRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * A family of refresh tokens; only the newest one's hash is kept.
     *
     * @param throughSso whether it began at the tenant's identity provider
     * @param life how long it may go on
     */
    record Session(
            UUID id,
            UUID userId,
            UUID tenantId,
            byte[] refreshHash,
            Instant expiresAt,
            @Nullable Instant endedAt,
            boolean throughSso,
            Life life) {}

    /**
     * How long a session may go on.
     *
     * @param console whether it is the console's, which ends soon when nobody uses it
     * @param endsAt past which no refresh carries it; null for one that goes on as long as it is refreshed
     */
    record Life(boolean console, @Nullable Instant endsAt) {}

    /** @param authenticatedAt when its user showed who he is; null for one that was begun out of another one */
    void insert(Session session, Instant now, @Nullable Instant authenticatedAt) {
        entityManager
                .createNativeQuery(
                        "INSERT INTO public.sessions (id, user_id, tenant_id, refresh_hash, created_at, refreshed_at,"
                                + " expires_at, ip, user_agent, authenticated_at, through_sso, console, ends_at)"
                                + " VALUES (:id, :user, :tenant, :hash, :now, :now, :expires, :ip, :agent,"
                                + " CAST(:authenticated AS timestamptz), :sso, :console, CAST(:ends AS timestamptz))")
                .setParameter("authenticated", authenticatedAt)
                .setParameter("id", session.id())
                .setParameter("user", session.userId())
                .setParameter("tenant", session.tenantId())
                .setParameter("hash", session.refreshHash())
                .setParameter("now", now)
                .setParameter("expires", session.expiresAt())
                .setParameter("ip", CurrentClient.get().ip())
                .setParameter("agent", CurrentClient.get().userAgent())
                .setParameter("sso", session.throughSso())
                .setParameter("console", session.life().console())
                .setParameter("ends", session.life().endsAt())
                .executeUpdate();
    }

    /** The session, locked: two refreshes with one token happen one after the other. */
    Optional<Session> lock(UUID id) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT id, user_id, tenant_id, refresh_hash, expires_at, ended_at, through_sso, console, ends_at"
                                + " FROM public.sessions WHERE id = :id FOR UPDATE",
                        Tuple.class)
                .setParameter("id", id)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new Session(
                        row.get("id", UUID.class),
                        row.get("user_id", UUID.class),
                        row.get("tenant_id", UUID.class),
                        row.get("refresh_hash", byte[].class),
                        row.get("expires_at", Instant.class),
                        row.get("ended_at", Instant.class),
                        row.get("through_sso", Boolean.class),
                        life(row)));
    }

    /** How long a session may go on, whether or not it has ended; empty for one that never was. */
    Optional<Life> life(UUID id) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("SELECT console, ends_at FROM public.sessions WHERE id = :id", Tuple.class)
                .setParameter("id", id)
                .getResultList();
        return rows.stream().findFirst().map(SessionRepository::life);
    }

    private static Life life(Tuple row) {
        return new Life(row.get("console", Boolean.class), row.get("ends_at", Instant.class));
    }

    /** When the user of a session that has not ended showed who he is; empty for one that was begun out of another one. */
    Optional<Instant> authenticatedAt(UUID id) {
        @SuppressWarnings("unchecked")
        List<Instant> shown = entityManager
                .createNativeQuery(
                        "SELECT authenticated_at FROM public.sessions WHERE id = :id AND ended_at IS NULL"
                                + " AND authenticated_at IS NOT NULL",
                        Instant.class)
                .setParameter("id", id)
                .getResultList();
        return shown.stream().findFirst();
    }

    void rotate(UUID id, byte[] refreshHash, Instant now, Instant expiresAt) {
        entityManager
                .createNativeQuery(
                        "UPDATE public.sessions SET refresh_hash = :hash, refreshed_at = :now, expires_at = :expires"
                                + " WHERE id = :id")
                .setParameter("hash", refreshHash)
                .setParameter("now", now)
                .setParameter("expires", expiresAt)
                .setParameter("id", id)
                .executeUpdate();
    }

    /** A session that is good. */
    record Open(UUID id, UUID tenantId) {}

    /** A user's that have neither ended nor expired, in all tenants. */
    List<Open> open(UUID userId, Instant now) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT id, tenant_id FROM public.sessions WHERE user_id = :user AND ended_at IS NULL"
                                + " AND expires_at > :now ORDER BY id",
                        Tuple.class)
                .setParameter("user", userId)
                .setParameter("now", now)
                .getResultList();
        return rows.stream()
                .map(row -> new Open(row.get("id", UUID.class), row.get("tenant_id", UUID.class)))
                .toList();
    }

    /** A user at a tenant. */
    record Place(UUID tenantId, UUID userId) {}

    /** Those that are good, newest first, one more than the page. */
    List<SessionView> list(Place place, UUID current, PageRequest page, Instant now) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT id, user_id, created_at, refreshed_at, expires_at, ip, user_agent FROM public.sessions"
                                + " WHERE tenant_id = :tenant AND user_id = :user AND ended_at IS NULL"
                                + " AND expires_at > :now AND (CAST(:after AS uuid) IS NULL OR id < :after)"
                                + " ORDER BY id DESC",
                        Tuple.class)
                .setParameter("tenant", place.tenantId())
                .setParameter("user", place.userId())
                .setParameter("now", now)
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1)
                .getResultList();
        return rows.stream()
                .map(row -> new SessionView(
                        row.get("id", UUID.class),
                        row.get("user_id", UUID.class),
                        row.get("created_at", Instant.class),
                        row.get("refreshed_at", Instant.class),
                        row.get("expires_at", Instant.class),
                        row.get("ip", String.class),
                        row.get("user_agent", String.class),
                        row.get("id", UUID.class).equals(current)))
                .toList();
    }

    /** Whose a good session at a tenant is. */
    Optional<UUID> userOf(UUID id, UUID tenantId, Instant now) {
        @SuppressWarnings("unchecked")
        List<UUID> users = entityManager
                .createNativeQuery(
                        "SELECT user_id FROM public.sessions WHERE id = :id AND tenant_id = :tenant"
                                + " AND ended_at IS NULL AND expires_at > :now",
                        UUID.class)
                .setParameter("id", id)
                .setParameter("tenant", tenantId)
                .setParameter("now", now)
                .getResultList();
        return users.stream().findFirst();
    }

    void end(UUID id, String reason, Instant now) {
        entityManager
                .createNativeQuery(
                        "UPDATE public.sessions SET ended_at = :now, end_reason = :reason WHERE id = :id AND ended_at IS NULL")
                .setParameter("now", now)
                .setParameter("reason", reason)
                .setParameter("id", id)
                .executeUpdate();
    }
}
