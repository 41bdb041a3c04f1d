package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** API keys of all tenants, as ch_identity may see them. A key loses what its maker loses, and dies with his membership. */
@ApplicationScoped
class ApiKeyLookupRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    Optional<KnownApiKey> find(String keyId) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        SELECT k.id, k.tenant_id, k.prefix, k.secret_hash, k.created_by, k.expires_at, m.role,
                               array_to_string(k.permissions, ',') AS permissions,
                               array_to_string(k.allowed_ips, ',') AS allowed_ips,
                               array_to_string(r.permissions, ',') AS role_permissions
                        FROM public.api_keys k
                        JOIN public.memberships m ON m.tenant_id = k.tenant_id AND m.user_id = k.created_by
                        LEFT JOIN public.roles r ON r.tenant_id = m.tenant_id AND r.code = m.own_role
                        JOIN public.users u ON u.id = k.created_by AND u.status = 'active'
                        WHERE k.key_id = :key AND k.revoked_at IS NULL""", Tuple.class)
                .setParameter("key", keyId)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new KnownApiKey(
                        row.get("id", UUID.class),
                        row.get("tenant_id", UUID.class),
                        row.get("prefix", String.class),
                        row.get("secret_hash", byte[].class),
                        row.get("created_by", UUID.class),
                        permissions(row),
                        networks(row.get("allowed_ips", String.class)),
                        row.get("expires_at", Instant.class)));
    }

    private static List<String> networks(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(","));
    }

    private static Set<String> permissions(Tuple row) {
        Set<String> permissions =
                new TreeSet<>(List.of(row.get("permissions", String.class).split(",")));
        permissions.retainAll(GrantedRole.of(row.get("role", String.class), row.get("role_permissions", String.class))
                .permissions());
        return permissions;
    }

    /** Notes the use, at most once a minute: a busy key must not become a busy row. */
    void touch(UUID id) {
        entityManager
                .createNativeQuery("UPDATE public.api_keys SET last_used_at = now() WHERE id = :id"
                        + " AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')")
                .setParameter("id", id)
                .executeUpdate();
    }
}
