package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Memberships of the current tenant, and what ends with them: row-level security shows no others. */
@ApplicationScoped
class MemberRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * What somebody is.
     *
     * @param active whether he can log in
     */
    record Held(UUID userId, String role, boolean active) {

        boolean isOwner() {
            return Role.OWNER.code().equals(role);
        }
    }

    /**
     * A member, if he is one, and all owners, locked: of two who leave at once the second sees that the first has left. In the
     * order of their ids, so that nobody waits for each other.
     */
    List<Held> lockWithOwners(UUID userId) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        SELECT m.user_id, m.role, u.status = 'active' AS active
                        FROM public.memberships m JOIN public.users u ON u.id = m.user_id
                        WHERE m.user_id = :user OR m.role = 'owner' ORDER BY m.user_id FOR UPDATE OF m""", Tuple.class)
                .setParameter("user", userId)
                .getResultList();
        return rows.stream()
                .map(row -> new Held(
                        row.get("user_id", UUID.class),
                        row.get("role", String.class),
                        row.get("active", Boolean.class)))
                .toList();
    }

    /** Whoever has been an owner longest of those who can log in. */
    Optional<UUID> eldestOwner() {
        @SuppressWarnings("unchecked")
        List<UUID> owners = entityManager
                .createNativeQuery("""
                        SELECT m.user_id FROM public.memberships m JOIN public.users u ON u.id = m.user_id
                        WHERE m.role = 'owner' AND u.status = 'active' ORDER BY m.created_at, m.user_id""", UUID.class)
                .setMaxResults(1)
                .getResultList();
        return owners.stream().findFirst();
    }

    void setRole(UUID userId, String role) {
        entityManager
                .createNativeQuery("UPDATE public.memberships SET role = :role WHERE user_id = :user")
                .setParameter("role", role)
                .setParameter("user", userId)
                .executeUpdate();
    }

    /** False when he is a member already, or when the tenant's identity provider never vouched for him. */
    boolean joinThroughSso(UUID userId, String role) {
        return (Boolean) entityManager
                .createNativeQuery("SELECT public.sso_join(:user, CAST(:role AS text))", Boolean.class)
                .setParameter("user", userId)
                .setParameter("role", role)
                .getSingleResult();
    }

    /** His identity provider's word for him is worth nothing here any more. */
    void unlink(UUID userId) {
        entityManager
                .createNativeQuery("DELETE FROM public.sso_identities WHERE user_id = :user")
                .setParameter("user", userId)
                .executeUpdate();
    }

    void remove(UUID userId) {
        entityManager
                .createNativeQuery("DELETE FROM public.memberships WHERE user_id = :user")
                .setParameter("user", userId)
                .executeUpdate();
    }

    /** His sessions in this tenant are over; answers with their ids. */
    @SuppressWarnings("unchecked")
    List<UUID> endSessions(UUID userId, String reason) {
        return entityManager
                .createNativeQuery(
                        "UPDATE public.sessions SET ended_at = now(), end_reason = :reason"
                                + " WHERE user_id = :user AND ended_at IS NULL RETURNING id",
                        UUID.class)
                .setParameter("reason", reason)
                .setParameter("user", userId)
                .getResultList();
    }

    /** The keys that he made are good no more. */
    void revokeKeys(UUID userId) {
        entityManager
                .createNativeQuery("UPDATE public.api_keys SET revoked_at = now() WHERE created_by = :user"
                        + " AND revoked_at IS NULL")
                .setParameter("user", userId)
                .executeUpdate();
    }
}
