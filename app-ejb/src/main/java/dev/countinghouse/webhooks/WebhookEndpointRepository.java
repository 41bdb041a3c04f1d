package dev.countinghouse.webhooks;

import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Webhook endpoints of the current tenant: row-level security shows no other's. */
@ApplicationScoped
class WebhookEndpointRepository {

    private static final String LIVE = "SELECT e FROM WebhookEndpoint e WHERE e.status <> :deleted";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    void add(WebhookEndpoint endpoint) {
        entityManager.persist(endpoint);
        entityManager.flush();
    }

    void flush() {
        entityManager.flush();
    }

    /** @throws BillingException NOT_FOUND without such an endpoint, or when it was deleted */
    WebhookEndpoint require(UUID id) {
        return find(id, LockModeType.NONE);
    }

    /** The same, locked until the transaction ends. */
    WebhookEndpoint lock(UUID id) {
        return find(id, LockModeType.PESSIMISTIC_WRITE);
    }

    private WebhookEndpoint find(UUID id, LockModeType lock) {
        return Optional.ofNullable(entityManager.find(WebhookEndpoint.class, id, lock))
                .filter(endpoint -> !endpoint.isDeleted())
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No webhook endpoint " + id));
    }

    /** Empty when nothing is to be sent to it any more. */
    Optional<WebhookEndpoint> enabled(UUID id) {
        return Optional.ofNullable(entityManager.find(WebhookEndpoint.class, id))
                .filter(WebhookEndpoint::isEnabled);
    }

    /** Newest first, without deleted ones. */
    Page<WebhookEndpoint> list(PageRequest page) {
        @Nullable UUID after = page.after();
        List<WebhookEndpoint> rows = entityManager
                .createQuery(LIVE + " AND (:after IS NULL OR e.id < :after) ORDER BY e.id DESC", WebhookEndpoint.class)
                .setParameter("deleted", WebhookStatus.DELETED)
                .setParameter("after", after)
                .setMaxResults(page.limit() + 1)
                .getResultList();
        return Page.of(rows, page, WebhookEndpoint::id);
    }

    int count() {
        Long count = (Long) entityManager
                .createNativeQuery(
                        "SELECT count(*) FROM public.webhook_endpoints WHERE status <> 'deleted'", Long.class)
                .getSingleResult();
        return count.intValue();
    }

    /** It has taken something; to the minute, so that a busy endpoint's row is not written for each. */
    void succeeded(UUID id) {
        entityManager
                .createNativeQuery("UPDATE public.webhook_endpoints SET last_success_at = now() WHERE id = :id"
                        + " AND (last_success_at IS NULL OR last_success_at < now() - make_interval(mins => 1))")
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Who is told when an endpoint is disabled of itself: owners and admins. */
    List<Person> keepers() {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT u.id, u.email FROM public.memberships m JOIN public.users u ON u.id = m.user_id"
                                + " JOIN public.tenants t ON t.id = m.tenant_id AND t.schema_name = current_user"
                                + " WHERE m.role IN ('owner', 'admin') AND u.status = 'active' ORDER BY u.id",
                        Tuple.class)
                .getResultList();
        return rows.stream()
                .map(row -> new Person(row.get("id", UUID.class), row.get("email", String.class)))
                .toList();
    }

    /** Somebody to write to. */
    record Person(UUID userId, String email) {}
}
