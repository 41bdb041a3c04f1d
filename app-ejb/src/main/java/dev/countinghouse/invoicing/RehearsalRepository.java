package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import dev.countinghouse.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a rehearsal of a billing run is of, and what it is compared with. */
@ApplicationScoped
class RehearsalRepository {

    private static final String DUE = """
            SELECT s.id FROM subscriptions s LEFT JOIN advance_usage a ON a.subscription_id = s.id
                LEFT JOIN dated_changes c ON c.subscription_id = s.id AND c.state = 'planned'
            WHERE s.parked_at IS NULL AND s.pay_by IS NULL
              AND (coalesce(s.draft_until, s.next_billing_at) <= :asOf OR a.due_at <= :asOf OR c.due_at <= :asOf)
              AND (CAST(:after AS uuid) IS NULL OR s.id < :after) ORDER BY s.id DESC""";

    private static final String LAST = """
            SELECT i.subtotal_minor, CAST(i.currency AS varchar) AS currency
            FROM subscriptions s JOIN invoices i ON i.subscription_id = s.id
            WHERE s.id = :id AND i.status <> 'void'
              AND EXISTS (SELECT FROM invoice_lines l WHERE l.invoice_id = i.id AND l.purpose NOT IN ('progressive', 'change'))
            ORDER BY i.finalized_at DESC, i.id DESC""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Subscriptions that fall due by an instant, newest first: one more than the page holds when there are more. */
    List<UUID> due(Instant asOf, PageRequest page) {
        @SuppressWarnings("unchecked")
        List<UUID> ids = entityManager
                .createNativeQuery(DUE, UUID.class)
                .setParameter("asOf", asOf)
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1)
                .getResultList();
        return ids;
    }

    /** What the last boundary of a subscription came to before tax; null before the first. */
    @Nullable
    Money lastSubtotal(UUID subscriptionId) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(LAST, Tuple.class)
                .setParameter("id", subscriptionId)
                .setMaxResults(1)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new Money(
                        row.get("subtotal_minor", Long.class), Currency.getInstance(row.get("currency", String.class))))
                .orElse(null);
    }
}
