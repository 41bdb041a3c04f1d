package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keys of trusted platforms and what was signed with them lately, as ch_identity may see them. */
@ApplicationScoped
class ProvisioningKeyLookupRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** A key that is not revoked. */
    record StoredKey(UUID id, String externalPlatformId, byte[] sealedSecret) {}

    Optional<StoredKey> find(UUID id) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT id, external_platform_id, sealed_secret FROM public.provisioning_keys"
                                + " WHERE id = :id AND revoked_at IS NULL",
                        Tuple.class)
                .setParameter("id", id)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new StoredKey(
                        row.get("id", UUID.class),
                        row.get("external_platform_id", String.class),
                        row.get("sealed_secret", byte[].class)));
    }

    /** False when the nonce was used with the key before. Those that are too old to matter go. */
    boolean take(UUID keyId, String nonce, Instant now, Instant expires) {
        entityManager
                .createNativeQuery("DELETE FROM public.provisioning_nonces WHERE expires_at < :now")
                .setParameter("now", now)
                .executeUpdate();
        return entityManager
                        .createNativeQuery("INSERT INTO public.provisioning_nonces (key_id, nonce, expires_at)"
                                + " VALUES (:key, :nonce, :expires) ON CONFLICT DO NOTHING")
                        .setParameter("key", keyId)
                        .setParameter("nonce", nonce)
                        .setParameter("expires", expires)
                        .executeUpdate()
                == 1;
    }

    /** Notes the use, at most once a minute. */
    void touch(UUID id) {
        entityManager
                .createNativeQuery("UPDATE public.provisioning_keys SET last_used_at = now() WHERE id = :id"
                        + " AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')")
                .setParameter("id", id)
                .executeUpdate();
    }
}
