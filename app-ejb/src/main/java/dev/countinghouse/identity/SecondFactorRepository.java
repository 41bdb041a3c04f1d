package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code public.second_factors} and {@code public.recovery_codes}, as ch_identity may see and change them. */
@ApplicationScoped
class SecondFactorRepository {

    private static final String FACTOR = "SELECT user_id, sealed_secret, created_at, confirmed_at, attempts,"
            + " next_attempt_at FROM public.second_factors WHERE user_id = :user";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * A user's factor.
     *
     * @param confirmedAt null while it protects nothing yet
     * @param attempts since the last right code
     * @param nextAttemptAt when the next one may be made
     */
    record Factor(
            UUID userId,
            byte[] sealedSecret,
            Instant createdAt,
            @Nullable Instant confirmedAt,
            int attempts,
            Instant nextAttemptAt) {

        boolean isConfirmed() {
            return confirmedAt != null;
        }

        /** Never the secret, sealed as it is. */
        @Override
        public String toString() {
            return "Factor[" + userId + "]";
        }
    }

    Optional<Factor> find(UUID userId) {
        return one(entityManager.createNativeQuery(FACTOR, Tuple.class).setParameter("user", userId));
    }

    /** The factor, locked: attempts happen one after the other. */
    Optional<Factor> lock(UUID userId) {
        return one(entityManager
                .createNativeQuery(FACTOR + " FOR NO KEY UPDATE", Tuple.class)
                .setParameter("user", userId));
    }

    /** Notes a secret to be confirmed, in place of another one that was not; false when there is one that was. */
    boolean begin(UUID userId, byte[] sealedSecret, Instant now) {
        return entityManager
                        .createNativeQuery("INSERT INTO public.second_factors AS f (user_id, sealed_secret, created_at,"
                                + " next_attempt_at) VALUES (:user, :secret, :now, :now) ON CONFLICT (user_id) DO UPDATE"
                                + " SET sealed_secret = :secret, created_at = :now, last_step = 0"
                                + " WHERE f.confirmed_at IS NULL")
                        .setParameter("user", userId)
                        .setParameter("secret", sealedSecret)
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    void confirm(UUID userId, Instant now) {
        entityManager
                .createNativeQuery("UPDATE public.second_factors SET confirmed_at = :now WHERE user_id = :user")
                .setParameter("now", now)
                .setParameter("user", userId)
                .executeUpdate();
    }

    void countAttempt(UUID userId, int attempts, Instant nextAttemptAt) {
        entityManager
                .createNativeQuery("UPDATE public.second_factors SET attempts = :attempts, next_attempt_at = :next"
                        + " WHERE user_id = :user")
                .setParameter("attempts", attempts)
                .setParameter("next", nextAttemptAt)
                .setParameter("user", userId)
                .executeUpdate();
    }

    /** Uses the code of a step up; false when it, or a later one, was used before. */
    boolean accept(UUID userId, long step) {
        return entityManager
                        .createNativeQuery("UPDATE public.second_factors SET last_step = :step"
                                + " WHERE user_id = :user AND last_step < :step")
                        .setParameter("step", step)
                        .setParameter("user", userId)
                        .executeUpdate()
                == 1;
    }

    /** Takes the factor away, and with it its recovery codes and challenges. */
    void delete(UUID userId) {
        entityManager
                .createNativeQuery("DELETE FROM public.second_factors WHERE user_id = :user")
                .setParameter("user", userId)
                .executeUpdate();
    }

    /** Puts recovery codes in the place of those that were. */
    void replaceCodes(UUID userId, List<byte[]> hashes) {
        entityManager
                .createNativeQuery("DELETE FROM public.recovery_codes WHERE user_id = :user")
                .setParameter("user", userId)
                .executeUpdate();
        hashes.forEach(hash -> entityManager
                .createNativeQuery("INSERT INTO public.recovery_codes (user_id, code_hash) VALUES (:user, :hash)")
                .setParameter("user", userId)
                .setParameter("hash", hash)
                .executeUpdate());
    }

    /** Uses a recovery code up; false when it is none. */
    boolean takeCode(UUID userId, byte[] hash) {
        return entityManager
                        .createNativeQuery(
                                "DELETE FROM public.recovery_codes WHERE user_id = :user AND code_hash = :hash")
                        .setParameter("user", userId)
                        .setParameter("hash", hash)
                        .executeUpdate()
                == 1;
    }

    int codesLeft(UUID userId) {
        return Math.toIntExact((Long) entityManager
                .createNativeQuery("SELECT count(*) FROM public.recovery_codes WHERE user_id = :user", Long.class)
                .setParameter("user", userId)
                .getSingleResult());
    }

    @SuppressWarnings("unchecked")
    private static Optional<Factor> one(Query query) {
        return ((List<Tuple>) query.getResultList())
                .stream()
                        .findFirst()
                        .map(row -> new Factor(
                                row.get("user_id", UUID.class),
                                row.get("sealed_secret", byte[].class),
                                row.get("created_at", Instant.class),
                                row.get("confirmed_at", Instant.class),
                                row.get("attempts", Integer.class),
                                row.get("next_attempt_at", Instant.class)));
    }
}
