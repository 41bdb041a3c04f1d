package dev.countinghouse.identity;

import dev.countinghouse.tenancy.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds people across tenants, as ch_identity may. Disabled users and suspended tenants are not found. */
@ApplicationScoped
class IdentityRepository {

    private static final String MEMBERSHIPS = """
            SELECT u.id AS user_id, u.email, u.name, m.role, %s
            FROM public.users u JOIN public.memberships m ON m.user_id = u.id JOIN public.tenants t ON t.id = m.tenant_id
            WHERE u.status = 'active' AND t.status = 'active'""".formatted(Tenant.COLUMNS);

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    List<Membership> memberships(String email) {
        return list(entityManager
                .createNativeQuery(MEMBERSHIPS + " AND u.email = :email ORDER BY t.slug", Tuple.class)
                .setParameter("email", email));
    }

    List<Membership> memberships(UUID userId) {
        return list(entityManager
                .createNativeQuery(MEMBERSHIPS + " AND u.id = :user ORDER BY t.slug", Tuple.class)
                .setParameter("user", userId));
    }

    /** The companies' names, by the tenants' ids. */
    Map<UUID, String> companies(UUID userId) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT t.id, t.name FROM public.tenants t JOIN public.memberships m ON m.tenant_id = t.id"
                                + " WHERE m.user_id = :user",
                        Tuple.class)
                .setParameter("user", userId)
                .getResultList();
        return rows.stream()
                .collect(Collectors.toMap(row -> row.get("id", UUID.class), row -> row.get("name", String.class)));
    }

    Optional<Membership> membership(UUID userId, UUID tenantId) {
        return list(entityManager
                        .createNativeQuery(MEMBERSHIPS + " AND u.id = :user AND t.id = :tenant", Tuple.class)
                        .setParameter("user", userId)
                        .setParameter("tenant", tenantId))
                .stream()
                .findFirst();
    }

    /** What an active user is in a tenant now, whatever the tenant's own status. */
    Optional<GrantedRole> role(UUID userId, UUID tenantId) {
        return granted(entityManager
                .createNativeQuery("""
                        SELECT m.role AS code, array_to_string(r.permissions, ',') AS permissions
                        FROM public.memberships m JOIN public.users u ON u.id = m.user_id AND u.status = 'active'
                        LEFT JOIN public.roles r ON r.tenant_id = m.tenant_id AND r.code = m.own_role
                        WHERE m.user_id = :user AND m.tenant_id = :tenant""", Tuple.class)
                .setParameter("user", userId)
                .setParameter("tenant", tenantId));
    }

    /** A role of a tenant's own. */
    Optional<GrantedRole> ownRole(String code, UUID tenantId) {
        return granted(entityManager
                .createNativeQuery(
                        "SELECT code, array_to_string(permissions, ',') AS permissions FROM public.roles"
                                + " WHERE tenant_id = :tenant AND code = :code",
                        Tuple.class)
                .setParameter("tenant", tenantId)
                .setParameter("code", code));
    }

    @SuppressWarnings("unchecked")
    private static Optional<GrantedRole> granted(Query query) {
        return ((List<Tuple>) query.getResultList())
                .stream()
                        .findFirst()
                        .map(row ->
                                GrantedRole.of(row.get("code", String.class), row.get("permissions", String.class)));
    }

    @SuppressWarnings("unchecked")
    private static List<Membership> list(Query query) {
        return ((List<Tuple>) query.getResultList())
                .stream().map(IdentityRepository::membership).toList();
    }

    private static Membership membership(Tuple row) {
        Member member = new Member(
                row.get("user_id", UUID.class),
                row.get("email", String.class),
                row.get("name", String.class),
                row.get("role", String.class));
        return new Membership(member, Tenant.of(row));
    }
}
