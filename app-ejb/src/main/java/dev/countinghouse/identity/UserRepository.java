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

/** Members of the current tenant: row-level security shows no others. */
@ApplicationScoped
class UserRepository {

    private static final String MEMBERS = "SELECT u.id, u.email, u.name, m.role, u.status, u.version, u.created_at,"
            + " u.email_verified_at"
            + " FROM public.users u JOIN public.memberships m ON m.user_id = u.id";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    UserView require(UUID id) {
        return list(entityManager
                        .createNativeQuery(MEMBERS + " WHERE u.id = :id", Tuple.class)
                        .setParameter("id", id))
                .stream()
                .findFirst()
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No user " + id));
    }

    List<UserView> list(PageRequest page) {
        return list(entityManager
                .createNativeQuery(
                        MEMBERS + " WHERE (CAST(:after AS uuid) IS NULL OR u.id < :after) ORDER BY u.id DESC",
                        Tuple.class)
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1));
    }

    /** False when the version is no longer the one given. */
    boolean rename(UUID id, String name, @Nullable Integer version) {
        return entityManager
                        .createNativeQuery("UPDATE public.users SET name = :name, version = version + 1 WHERE id = :id"
                                + " AND (CAST(:version AS integer) IS NULL OR version = :version)")
                        .setParameter("name", name)
                        .setParameter("id", id)
                        .setParameter("version", version)
                        .executeUpdate()
                == 1;
    }

    @SuppressWarnings("unchecked")
    private static List<UserView> list(Query query) {
        return ((List<Tuple>) query.getResultList())
                .stream()
                        .map(row -> new UserView(
                                row.get("id", UUID.class),
                                row.get("email", String.class),
                                row.get("name", String.class),
                                row.get("role", String.class),
                                row.get("status", String.class),
                                row.get("version", Integer.class),
                                row.get("created_at", Instant.class),
                                row.get("email_verified_at", Instant.class)))
                        .toList();
    }
}
