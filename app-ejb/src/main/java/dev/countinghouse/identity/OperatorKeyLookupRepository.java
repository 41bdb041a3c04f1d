package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Operators' keys, as ch_identity may see them. */
@ApplicationScoped
class OperatorKeyLookupRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** What a look-up needs. */
    record StoredKey(UUID id, String keyId, byte[] secretHash) {}

    Optional<StoredKey> find(String keyId) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT id, key_id, secret_hash FROM public.platform_keys WHERE key_id = :key"
                                + " AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())",
                        Tuple.class)
                .setParameter("key", keyId)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new StoredKey(
                        row.get("id", UUID.class),
                        row.get("key_id", String.class),
                        row.get("secret_hash", byte[].class)));
    }

    /** Notes the use, at most once a minute. */
    void touch(UUID id) {
        entityManager
                .createNativeQuery("UPDATE public.platform_keys SET last_used_at = now() WHERE id = :id"
                        + " AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')")
                .setParameter("id", id)
                .executeUpdate();
    }
}
