package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code public.login_challenges}. */
@ApplicationScoped
class LoginChallengeRepository {

    private static final String GOOD = " WHERE token_hash = :hash AND expires_at > :now AND attempts_left > 0";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Who is asked for a second factor, and which tenant he enters. */
    record Challenge(UUID userId, UUID tenantId) {}

    void insert(byte[] hash, Challenge challenge, int attempts, Instant expires) {
        entityManager
                .createNativeQuery("INSERT INTO public.login_challenges (token_hash, user_id, tenant_id, attempts_left,"
                        + " expires_at) VALUES (:hash, :user, :tenant, :attempts, :expires)")
                .setParameter("hash", hash)
                .setParameter("user", challenge.userId())
                .setParameter("tenant", challenge.tenantId())
                .setParameter("attempts", attempts)
                .setParameter("expires", expires)
                .executeUpdate();
    }

    /** A challenge that has neither expired nor been guessed at too often. */
    Optional<Challenge> find(byte[] hash, Instant now) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("SELECT user_id, tenant_id FROM public.login_challenges" + GOOD, Tuple.class)
                .setParameter("hash", hash)
                .setParameter("now", now)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new Challenge(row.get("user_id", UUID.class), row.get("tenant_id", UUID.class)));
    }

    /** Takes one of its attempts; false when it is good no more. */
    boolean attempt(byte[] hash, Instant now) {
        return entityManager
                        .createNativeQuery(
                                "UPDATE public.login_challenges SET attempts_left = attempts_left - 1" + GOOD)
                        .setParameter("hash", hash)
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    void delete(byte[] hash) {
        entityManager
                .createNativeQuery("DELETE FROM public.login_challenges WHERE token_hash = :hash")
                .setParameter("hash", hash)
                .executeUpdate();
    }

    /** A user's, whatever they are good for. */
    void deleteAll(UUID userId) {
        entityManager
                .createNativeQuery("DELETE FROM public.login_challenges WHERE user_id = :user")
                .setParameter("user", userId)
                .executeUpdate();
    }

    /** A user's that are over; those that somebody is at are left for later. */
    void deleteExpired(UUID userId, Instant now) {
        entityManager
                .createNativeQuery("DELETE FROM public.login_challenges WHERE token_hash IN (SELECT c.token_hash"
                        + " FROM public.login_challenges c WHERE c.user_id = :user AND c.expires_at <= :now"
                        + " FOR UPDATE SKIP LOCKED)")
                .setParameter("user", userId)
                .setParameter("now", now)
                .executeUpdate();
    }
}
