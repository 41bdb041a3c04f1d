package dev.countinghouse.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;

/** Idempotency keys of the current tenant. */
@ApplicationScoped
class IdempotencyKeyRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** What was asked, as a hash, and what was answered. */
    record StoredKey(byte[] requestHash, StoredAnswer answer) {}

    /** Until the end of the transaction nobody else has the key; false when somebody else has it now. */
    boolean tryLock(String principal, String key) {
        return (Boolean) entityManager
                .createNativeQuery(
                        "SELECT pg_try_advisory_xact_lock(hashtextextended(current_user || chr(10) || :principal || chr(10) || :key, 1))",
                        Boolean.class)
                .setParameter("principal", principal)
                .setParameter("key", key)
                .getSingleResult();
    }

    Optional<StoredKey> find(String principal, String key) {
        entityManager
                .createNativeQuery("DELETE FROM idempotency_keys WHERE principal = :principal AND key = :key"
                        + " AND created_at < now() - interval '24 hours'")
                .setParameter("principal", principal)
                .setParameter("key", key)
                .executeUpdate();
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT request_hash, CAST(status AS integer) AS status, content_type, location, body FROM idempotency_keys"
                                + " WHERE principal = :principal AND key = :key",
                        Tuple.class)
                .setParameter("principal", principal)
                .setParameter("key", key)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new StoredKey(
                        row.get("request_hash", byte[].class),
                        new StoredAnswer(
                                row.get("status", Integer.class),
                                row.get("content_type", String.class),
                                row.get("location", String.class),
                                row.get("body", byte[].class))));
    }

    void insert(String principal, String key, byte[] requestHash, StoredAnswer answer) {
        entityManager
                .createNativeQuery(
                        "INSERT INTO idempotency_keys (principal, key, request_hash, status, content_type, location, body)"
                                + " VALUES (:principal, :key, :hash, :status, :type, :location, :body)")
                .setParameter("principal", principal)
                .setParameter("key", key)
                .setParameter("hash", requestHash)
                .setParameter("status", answer.status())
                .setParameter("type", answer.contentType())
                .setParameter("location", answer.location())
                .setParameter("body", answer.body())
                .executeUpdate();
    }
}
