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

/** Rows of {@code public.user_tokens}. */
@ApplicationScoped
class UserTokenRepository {

    private static final String GOOD = " FROM public.user_tokens WHERE token_hash = :hash AND purpose = :purpose"
            + " AND expires_at > :now AND (browser_hash IS NULL OR browser_hash = CAST(:browser AS bytea))";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * A token that may be used.
     *
     * @param hash of its secret
     * @param browserHash of what its browser shows; null where any may use it
     */
    record Key(TokenPurpose purpose, byte[] hash, byte @Nullable [] browserHash) {}

    /** Whose a token is, and the address it was sent to. */
    record Holder(UUID userId, String email) {}

    void insert(Key key, Holder holder, Instant expires) {
        entityManager
                .createNativeQuery("INSERT INTO public.user_tokens (token_hash, user_id, purpose, email, browser_hash,"
                        + " expires_at) VALUES (:hash, :user, :purpose, :email, CAST(:browser AS bytea), :expires)")
                .setParameter("hash", key.hash())
                .setParameter("user", holder.userId())
                .setParameter("purpose", key.purpose().code())
                .setParameter("email", holder.email())
                .setParameter("browser", key.browserHash())
                .setParameter("expires", expires)
                .executeUpdate();
    }

    /** How many unexpired ones a user has. */
    long count(UUID userId, TokenPurpose purpose, Instant now) {
        return (Long) entityManager
                .createNativeQuery(
                        "SELECT count(*) FROM public.user_tokens WHERE user_id = :user AND purpose = :purpose"
                                + " AND expires_at > :now",
                        Long.class)
                .setParameter("user", userId)
                .setParameter("purpose", purpose.code())
                .setParameter("now", now)
                .getSingleResult();
    }

    /** Whose a good token is, without using it. */
    Optional<Holder> find(Key key, Instant now) {
        return holder(entityManager.createNativeQuery("SELECT user_id, email" + GOOD, Tuple.class), key, now);
    }

    /** Uses a good token: of many who try at once one gets an answer. */
    Optional<Holder> take(Key key, Instant now) {
        return holder(
                entityManager.createNativeQuery("DELETE" + GOOD + " RETURNING user_id, email", Tuple.class), key, now);
    }

    /** Ends all of a user's tokens of a purpose. */
    void deleteAll(UUID userId, TokenPurpose purpose) {
        entityManager
                .createNativeQuery("DELETE FROM public.user_tokens WHERE user_id = :user AND purpose = :purpose")
                .setParameter("user", userId)
                .setParameter("purpose", purpose.code())
                .executeUpdate();
    }

    void deleteExpired(Instant now) {
        entityManager
                .createNativeQuery("DELETE FROM public.user_tokens WHERE expires_at <= :now")
                .setParameter("now", now)
                .executeUpdate();
    }

    @SuppressWarnings("unchecked")
    private static Optional<Holder> holder(Query query, Key key, Instant now) {
        query.setParameter("hash", key.hash())
                .setParameter("purpose", key.purpose().code())
                .setParameter("browser", key.browserHash())
                .setParameter("now", now);
        return ((List<Tuple>) query.getResultList())
                .stream()
                        .findFirst()
                        .map(row -> new Holder(row.get("user_id", UUID.class), row.get("email", String.class)));
    }
}
