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

/** Open invitations of all tenants, as ch_identity may see them. */
@ApplicationScoped
class InvitedRepository {

    /** A disabled user's address takes no invitation, nor does a tenant that is not active make one. */
    private static final String OPEN = """
            SELECT i.id, i.email, i.role, i.invited_by, u.id AS user_id, u.password_hash, %s
            FROM public.invitations i JOIN public.tenants t ON t.id = i.tenant_id AND t.status = 'active'
            LEFT JOIN public.users u ON u.email = i.email
            WHERE i.token_hash = :hash AND i.joined_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now()
            AND coalesce(u.status, 'active') = 'active'""".formatted(Tenant.COLUMNS);

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    Optional<Invited> find(byte[] tokenHash) {
        return invited(entityManager.createNativeQuery(OPEN, Tuple.class), tokenHash);
    }

    /** The same; nobody else accepts it until the transaction ends. */
    Optional<Invited> lock(byte[] tokenHash) {
        return invited(entityManager.createNativeQuery(OPEN + " FOR UPDATE OF i", Tuple.class), tokenHash);
    }

    @SuppressWarnings("unchecked")
    private static Optional<Invited> invited(Query query, byte[] tokenHash) {
        List<Tuple> rows = query.setParameter("hash", tokenHash).getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new Invited(
                        row.get("id", UUID.class),
                        Tenant.of(row),
                        row.get("email", String.class),
                        row.get("role", String.class),
                        row.get("invited_by", UUID.class),
                        row.get("user_id", UUID.class),
                        row.get("password_hash", String.class)));
    }

    /** False when the address is somebody's. */
    boolean add(String email, Newcomer newcomer) {
        return entityManager
                        .createNativeQuery(
                                "INSERT INTO public.users (id, email, name, password_hash, email_verified_at)"
                                        + " VALUES (:id, :email, :name, :hash, now()) ON CONFLICT (email) DO NOTHING")
                        .setParameter("id", newcomer.userId())
                        .setParameter("email", email)
                        .setParameter("name", newcomer.name())
                        .setParameter("hash", newcomer.passwordHash())
                        .executeUpdate()
                == 1;
    }

    void accepted(UUID id, UUID by) {
        entityManager
                .createNativeQuery("UPDATE public.invitations SET accepted_by = :by WHERE id = :id")
                .setParameter("by", by)
                .setParameter("id", id)
                .executeUpdate();
    }
}
