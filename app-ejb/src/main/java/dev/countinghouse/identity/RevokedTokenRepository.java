package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Rows of {@code public.revoked_tokens}. */
@ApplicationScoped
class RevokedTokenRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    void insert(UUID tokenId, UUID tenantId, Instant until) {
        entityManager
                .createNativeQuery("DELETE FROM public.revoked_tokens WHERE expires_at < now()")
                .executeUpdate();
        entityManager
                .createNativeQuery(
                        "INSERT INTO public.revoked_tokens (jti, tenant_id, expires_at) VALUES (:jti, :tenant, :until)"
                                + " ON CONFLICT (jti) DO NOTHING")
                .setParameter("jti", tokenId)
                .setParameter("tenant", tenantId)
                .setParameter("until", until)
                .executeUpdate();
    }

    /** As if the registry had changed as a whole: whoever hears of it believes nothing that he remembers or that a copy says. */
    void tellServers() {
        entityManager
                .createNativeQuery("SELECT CAST(pg_notify('ch_registry', '*') AS text)", String.class)
                .getResultList();
    }

    Map<UUID, Instant> unexpired(Instant now) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT jti, expires_at FROM public.revoked_tokens WHERE expires_at >= :now", Tuple.class)
                .setParameter("now", now)
                .getResultList();
        Map<UUID, Instant> revoked = new HashMap<>();
        rows.forEach(row -> revoked.put(row.get("jti", UUID.class), row.get("expires_at", Instant.class)));
        return revoked;
    }
}
