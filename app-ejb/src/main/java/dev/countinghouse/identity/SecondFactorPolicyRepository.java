package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of a member and his tenant about second factors, as ch_identity may read it. */
@ApplicationScoped
class SecondFactorPolicyRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * A member.
     *
     * @param enrolled whether he has a second factor
     * @param roles that need one, with commas between them; null while the tenant has not said
     * @param since when both he was a member and the tenant demanded it
     */
    record Situation(
            boolean enrolled, String role, @Nullable String roles, Instant since) {}

    Optional<Situation> situation(UUID userId, UUID tenantId) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        SELECT m.role, array_to_string(t.mfa_roles, ',') AS roles, greatest(m.created_at, t.mfa_since) AS since,
                            EXISTS (SELECT FROM public.second_factors f
                                    WHERE f.user_id = m.user_id AND f.confirmed_at IS NOT NULL) AS enrolled
                        FROM public.memberships m JOIN public.tenants t ON t.id = m.tenant_id
                        WHERE m.user_id = :user AND m.tenant_id = :tenant""", Tuple.class)
                .setParameter("user", userId)
                .setParameter("tenant", tenantId)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new Situation(
                        row.get("enrolled", Boolean.class),
                        row.get("role", String.class),
                        row.get("roles", String.class),
                        row.get("since", Instant.class)));
    }

    /** Whether he is a member of another tenant that is no sandbox of this one. */
    boolean isMemberElsewhere(UUID userId, UUID tenantId) {
        return (Boolean) entityManager
                .createNativeQuery("""
                        SELECT EXISTS (SELECT FROM public.memberships m JOIN public.tenants t ON t.id = m.tenant_id
                                       WHERE m.user_id = :user AND t.id <> :tenant
                                       AND t.source_tenant_id IS DISTINCT FROM CAST(:tenant AS uuid))""", Boolean.class)
                .setParameter("user", userId)
                .setParameter("tenant", tenantId)
                .getSingleResult();
    }
}
