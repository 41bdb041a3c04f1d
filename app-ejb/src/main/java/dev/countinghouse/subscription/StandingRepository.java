package dev.countinghouse.subscription;

import dev.countinghouse.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Where subscriptions stand by an instant. Whether one is in its trial, and whether something of it is past due, follows from its
 * days and its invoices each time it is asked for: nothing of that is kept, so it cannot be out of date. Source: docs/BILLING.md,
 * statuses of a subscription.
 */
@ApplicationScoped
class StandingRepository {

    /** An invoice is past due from the day after its due date on, in its own time zone. */
    private static final String STANDING = """
            CASE WHEN s.status <> 'active' THEN s.status
                WHEN EXISTS (SELECT FROM invoices i WHERE i.subscription_id = s.id AND i.status IN ('finalized', 'partially_paid')
                    AND i.due_on < CAST(CAST(:now AS timestamptz) AT TIME ZONE i.time_zone AS date)) THEN 'past_due'
                WHEN s.trial_ends_on > CAST(CAST(:now AS timestamptz) AT TIME ZONE s.time_zone AS date) THEN 'trialing'
                ELSE 'active' END""";

    private static final String OF =
            "SELECT s.id, " + STANDING + " AS standing FROM subscriptions s WHERE s.id = ANY (CAST(:ids AS uuid[]))";

    /** The first condition finds by what is kept, the second by what follows from it. */
    private static final String LIST = """
            SELECT s.id FROM subscriptions s
            WHERE s.status = CASE WHEN :asked IN ('trialing', 'past_due') THEN 'active' ELSE :asked END
              AND (CAST(:after AS uuid) IS NULL OR s.id < CAST(:after AS uuid))
              AND (CAST(:external AS varchar) IS NULL OR s.external_id = CAST(:external AS varchar))
              AND (CAST(:customer AS uuid) IS NULL OR s.customer_id = CAST(:customer AS uuid))
              AND (CAST(:parked AS boolean) IS NULL OR (s.parked_at IS NOT NULL) = CAST(:parked AS boolean))
              AND %s = :asked ORDER BY s.id DESC""".formatted(STANDING);

    private static final SubscriptionStatusText TEXT = new SubscriptionStatusText();

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** The statuses of subscriptions that are written. */
    Map<UUID, SubscriptionStatus> of(Collection<UUID> ids, Instant now) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(OF, Tuple.class)
                .setParameter("now", now)
                .setParameter("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .getResultList();
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> row.get("id", UUID.class),
                        row -> Objects.requireNonNull(
                                TEXT.convertToEntityAttribute(row.get("standing", String.class)))));
    }

    /**
     * Those that stand so, newest first: one more than the page holds where there are more.
     *
     * @param filter what else is asked for
     */
    List<UUID> list(
            SubscriptionService.SubscriptionFilter filter, SubscriptionStatus asked, Instant now, PageRequest page) {
        @SuppressWarnings("unchecked")
        List<UUID> ids = entityManager
                .createNativeQuery(LIST, UUID.class)
                .setParameter("now", now)
                .setParameter("asked", TEXT.convertToDatabaseColumn(asked))
                .setParameter("after", page.after())
                .setParameter("external", filter.externalId())
                .setParameter("customer", filter.customerId())
                .setParameter("parked", filter.parked())
                .setMaxResults(page.limit() + 1)
                .getResultList();
        return ids;
    }
}
