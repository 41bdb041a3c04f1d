package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.List;

/** Rows of {@code public.signing_keys}. */
@ApplicationScoped
class SigningKeyRepository {

    private static final int LOCK = 0x51676b79;

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** A key as stored: the private half is sealed. */
    record SealedKey(String kid, byte[] sealedPrivate) {}

    List<SealedKey> inUse() {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT kid, sealed_private FROM public.signing_keys WHERE retired_at IS NULL ORDER BY created_at DESC, kid",
                        Tuple.class)
                .getResultList();
        return rows.stream()
                .map(row -> new SealedKey(row.get("kid", String.class), row.get("sealed_private", byte[].class)))
                .toList();
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
