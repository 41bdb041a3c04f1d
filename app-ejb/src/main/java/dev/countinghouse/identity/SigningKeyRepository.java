package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;

/** Rows of {@code public.signing_keys}. */
@ApplicationScoped
class SigningKeyRepository {

    private static final int LOCK = 0x51676b79;

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** A key as stored: the private half is sealed. */
    record SealedKey(String kid, byte[] sealedPrivate, Instant createdAt) {}

    List<SealedKey> inUse() {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT kid, sealed_private, created_at FROM public.signing_keys"
                                + " WHERE retired_at IS NULL OR retired_at > now() ORDER BY created_at DESC, kid",
                        Tuple.class)
                .getResultList();
        return rows.stream()
                .map(row -> new SealedKey(
                        row.get("kid", String.class),
                        row.get("sealed_private", byte[].class),
                        row.get("created_at", Instant.class)))
                .toList();
    }

    List<byte[]> published() {
        return entityManager
                .createNativeQuery(
                        "SELECT public_key FROM public.signing_keys WHERE NOT compromised ORDER BY created_at DESC, kid",
                        byte[].class)
                .getResultList()
                .stream()
                .map(byte[].class::cast)
                .toList();
    }

    List<SigningKeyView> all() {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT kid, created_at, retired_at, compromised FROM public.signing_keys"
                                + " ORDER BY created_at DESC, kid",
                        Tuple.class)
                .getResultList();
        return rows.stream()
                .map(row -> new SigningKeyView(
                        row.get("kid", String.class),
                        row.get("created_at", Instant.class),
                        row.get("retired_at", Instant.class),
                        row.get("compromised", Boolean.class)))
                .toList();
    }

    boolean isNewestOlderThan(long seconds) {
        return (Boolean) entityManager
                .createNativeQuery(
                        "SELECT coalesce(max(created_at) < now() - make_interval(secs => :seconds), false)"
                                + " FROM public.signing_keys",
                        Boolean.class)
                .setParameter("seconds", (double) seconds)
                .getSingleResult();
    }

    /** Those in use; what retires sooner still does. */
    void retireAfter(long seconds) {
        entityManager
                .createNativeQuery("UPDATE public.signing_keys SET retired_at = now() + make_interval(secs => :seconds)"
                        + " WHERE retired_at IS NULL")
                .setParameter("seconds", (double) seconds)
                .executeUpdate();
    }

    /** All that are in use, at once. */
    void compromise() {
        entityManager
                .createNativeQuery("UPDATE public.signing_keys SET retired_at = now(), compromised = true"
                        + " WHERE retired_at IS NULL OR retired_at > now()")
                .executeUpdate();
    }

    void insert(String kid, byte[] publicKey, byte[] sealedPrivate) {
        entityManager
                .createNativeQuery(
                        "INSERT INTO public.signing_keys (kid, public_key, sealed_private) VALUES (:kid, :public, :sealed)")
                .setParameter("kid", kid)
                .setParameter("public", publicKey)
                .setParameter("sealed", sealedPrivate)
                .executeUpdate();
    }

    /** Until the end of the transaction nobody else adds a key. */
    void lock() {
        entityManager
                .createNativeQuery("SELECT CAST(pg_advisory_xact_lock(:lock) AS text)", String.class)
                .setParameter("lock", (long) LOCK)
                .getResultList();
    }
}
