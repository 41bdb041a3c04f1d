package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Open accesses of operators, as ch_identity may see them. */
@ApplicationScoped
class SupportAccessLookupRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** An access that is open now. */
    record StoredAccess(
            UUID tenantId,
            UUID operatorId,
            String operator,
            String reason,
            List<String> permissions,
            byte[] secretHash,
            Instant expiresAt) {}

    Optional<StoredAccess> find(String keyId) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        SELECT a.tenant_id, a.operator_id, a.operator, a.reason, array_to_string(a.permissions, ',') AS permissions,
                               a.secret_hash, a.expires_at
                        FROM public.support_accesses a JOIN public.platform_keys k ON k.id = a.operator_id
                        WHERE a.key_id = :key AND a.opened_at IS NOT NULL AND a.ended_at IS NULL AND a.expires_at > now()
                          AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())""", Tuple.class)
                .setParameter("key", keyId)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new StoredAccess(
                        row.get("tenant_id", UUID.class),
                        row.get("operator_id", UUID.class),
                        row.get("operator", String.class),
                        row.get("reason", String.class),
                        List.of(row.get("permissions", String.class).split(",")),
                        row.get("secret_hash", byte[].class),
                        row.get("expires_at", Instant.class)));
    }
}
