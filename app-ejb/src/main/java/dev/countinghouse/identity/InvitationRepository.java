package dev.countinghouse.identity;

import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invitations of the current tenant, without their tokens: row-level security shows no others. */
@ApplicationScoped
class InvitationRepository {

    private static final String INVITATIONS = """
            SELECT id, email, role, invited_by, created_at, expires_at, joined_at, revoked_at,
                   CASE WHEN joined_at IS NOT NULL THEN 'accepted' WHEN revoked_at IS NOT NULL THEN 'revoked'
                        WHEN expires_at <= now() THEN 'expired' ELSE 'open' END AS status
            FROM public.invitations""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * An invitation to be made.
     *
     * @param tokenHash of what is mailed
     */
    record New(UUID id, UUID tenantId, String email, String role, byte[] tokenHash, UUID invitedBy) {}

    /** False when somebody else invites the address at this moment. */
    boolean insert(New invitation, Instant now, Instant expires) {
        return entityManager
                        .createNativeQuery(
                                "INSERT INTO public.invitations (id, tenant_id, email, role, token_hash, invited_by,"
                                        + " created_at, expires_at) VALUES (:id, :tenant, :email, :role, :hash, :by, :now, :expires)"
                                        + " ON CONFLICT DO NOTHING")
                        .setParameter("id", invitation.id())
                        .setParameter("tenant", invitation.tenantId())
                        .setParameter("email", invitation.email())
                        .setParameter("role", invitation.role())
                        .setParameter("hash", invitation.tokenHash())
                        .setParameter("by", invitation.invitedBy())
                        .setParameter("now", now)
                        .setParameter("expires", expires)
                        .executeUpdate()
                == 1;
    }

    boolean isMember(String email) {
        return !entityManager
                .createNativeQuery(
                        "SELECT u.id FROM public.users u JOIN public.memberships m ON m.user_id = u.id"
                                + " WHERE u.email = :email",
                        UUID.class)
                .setParameter("email", email)
                .getResultList()
                .isEmpty();
    }

    InvitationView require(UUID id) {
        return views(entityManager
                        .createNativeQuery(INVITATIONS + " WHERE id = :id", Tuple.class)
                        .setParameter("id", id))
                .stream()
                .findFirst()
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No invitation " + id));
    }

    List<InvitationView> list(PageRequest page) {
        return views(entityManager
                .createNativeQuery(
                        INVITATIONS + " WHERE (CAST(:after AS uuid) IS NULL OR id < :after) ORDER BY id DESC",
                        Tuple.class)
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1));
    }

    /** False when there is nothing to take back. */
    boolean revoke(UUID id) {
        return entityManager
                        .createNativeQuery("UPDATE public.invitations SET revoked_at = now()"
                                + " WHERE id = :id AND joined_at IS NULL AND revoked_at IS NULL")
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }

    /** Whether an invitation is open; nobody else takes it until the transaction ends. */
    boolean take(UUID id) {
        return !entityManager
                .createNativeQuery(
                        "SELECT id FROM public.invitations WHERE id = :id AND joined_at IS NULL"
                                + " AND revoked_at IS NULL AND expires_at > now() FOR UPDATE",
                        UUID.class)
                .setParameter("id", id)
                .getResultList()
                .isEmpty();
    }

    /** False when he is a member already. The database refuses who did not accept to be that. */
    boolean join(UUID tenant, Member member) {
        return entityManager
                        .createNativeQuery("INSERT INTO public.memberships (tenant_id, user_id, role)"
                                + " VALUES (:tenant, :user, :role) ON CONFLICT (tenant_id, user_id) DO NOTHING")
                        .setParameter("tenant", tenant)
                        .setParameter("user", member.userId())
                        .setParameter("role", member.role())
                        .executeUpdate()
                == 1;
    }

    void joined(UUID id) {
        entityManager
                .createNativeQuery("UPDATE public.invitations SET joined_at = now() WHERE id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    /**
     * How many were sent since then.
     *
     * @param email to this address; null to any
     */
    long countSince(Instant since, @Nullable String email) {
        return ((Number) entityManager
                        .createNativeQuery("SELECT count(*) FROM public.invitations WHERE created_at > :since"
                                + " AND (CAST(:email AS varchar) IS NULL OR email = :email)")
                        .setParameter("since", since)
                        .setParameter("email", email)
                        .getSingleResult())
                .longValue();
    }

    /** Whoever is invited again has the newest invitation alone. */
    void revokeOpen(String email) {
        entityManager
                .createNativeQuery("UPDATE public.invitations SET revoked_at = now()"
                        + " WHERE email = :email AND joined_at IS NULL AND revoked_at IS NULL")
                .setParameter("email", email)
                .executeUpdate();
    }

    @SuppressWarnings("unchecked")
    private static List<InvitationView> views(Query query) {
        return ((List<Tuple>) query.getResultList())
                .stream()
                        .map(row -> new InvitationView(
                                row.get("id", UUID.class),
                                row.get("email", String.class),
                                row.get("role", String.class),
                                row.get("status", String.class),
                                row.get("invited_by", UUID.class),
                                row.get("created_at", Instant.class),
                                row.get("expires_at", Instant.class),
                                row.get("joined_at", Instant.class),
                                row.get("revoked_at", Instant.class)))
                        .toList();
    }
}
