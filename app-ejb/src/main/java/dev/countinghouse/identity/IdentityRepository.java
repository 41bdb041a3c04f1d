package dev.countinghouse.identity;

import dev.countinghouse.tenancy.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds people across tenants, as ch_identity may. Disabled users and suspended tenants are not found. */
@ApplicationScoped
class IdentityRepository {

    private static final String MEMBERSHIPS = """
            SELECT u.id AS user_id, u.email, u.name, m.role, %s
            FROM public.users u JOIN public.memberships m ON m.user_id = u.id JOIN public.tenants t ON t.id = m.tenant_id
            WHERE u.status = 'active' AND t.status = 'active'""".formatted(Tenant.COLUMNS);

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    Optional<String> passwordHash(String email) {
        return entityManager
                .createNativeQuery(
                        "SELECT password_hash FROM public.users WHERE email = :email AND status = 'active'",
                        String.class)
                .setParameter("email", email)
                .getResultList()
                .stream()
                .map(String.class::cast)
                .findFirst();
    }

    List<Membership> memberships(String email) {
        return list(entityManager
                .createNativeQuery(MEMBERSHIPS + " AND u.email = :email ORDER BY t.slug", Tuple.class)
                .setParameter("email", email));
    }

    Optional<Membership> membership(UUID userId, UUID tenantId) {
        return list(entityManager
                        .createNativeQuery(MEMBERSHIPS + " AND u.id = :user AND t.id = :tenant", Tuple.class)
                        .setParameter("user", userId)
                        .setParameter("tenant", tenantId))
                .stream()
                .findFirst();
    }

    /** What an active user is in a tenant, whatever the tenant's own status. */
    Optional<Role> role(UUID userId, UUID tenantId) {
        List<?> roles = entityManager
                .createNativeQuery(
                        "SELECT m.role FROM public.memberships m JOIN public.users u ON u.id = m.user_id"
                                + " WHERE m.user_id = :user AND m.tenant_id = :tenant AND u.status = 'active'",
                        String.class)
                .setParameter("user", userId)
                .setParameter("tenant", tenantId)
                .getResultList();
        return roles.stream().findFirst().map(String.class::cast).flatMap(Role::of);
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
                Role.of(row.get("role", String.class)).orElseThrow());
        return new Membership(member, Tenant.of(row));
    }
}
