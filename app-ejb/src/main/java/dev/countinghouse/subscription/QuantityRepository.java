package dev.countinghouse.subscription;

import dev.countinghouse.subscription.domain.Proration;
import dev.countinghouse.subscription.domain.Quantities;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.sql.Date;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the quantities of subscriptions were changed to. Changes are added and never touched again, by the database's rights. */
@ApplicationScoped
class QuantityRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** The quantities of the subscriptions that items are of. */
    Map<UUID, Quantities> of(List<SubscriptionItem> items) {
        Map<UUID, List<Quantities.Change>> changes = changes(
                items.stream().map(SubscriptionItem::subscriptionId).distinct().toList());
        return items.stream()
                .collect(Collectors.toMap(
                        SubscriptionItem::subscriptionId,
                        item -> new Quantities(item.quantity(), changes.getOrDefault(item.subscriptionId(), List.of())),
                        (one, same) -> one)); // every item keeps what the first began with
    }

    private Map<UUID, List<Quantities.Change>> changes(List<UUID> subscriptionIds) {
        Map<UUID, List<Quantities.Change>> changes = new HashMap<>();
        if (subscriptionIds.isEmpty()) {
            return changes;
        }
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        SELECT subscription_id, place, quantity, effective_on, period_end, proration FROM subscription_quantities
                        WHERE subscription_id = ANY (:ids) ORDER BY subscription_id, place""", Tuple.class)
                .setParameter("ids", subscriptionIds.toArray(UUID[]::new))
                .getResultList();
        for (Tuple row : rows) {
            changes.computeIfAbsent(row.get("subscription_id", UUID.class), id -> new ArrayList<>())
                    .add(change(row));
        }
        return changes;
    }

    /** @param now the tenant's clock */
    void add(UUID subscriptionId, Quantities.Change change, Instant now) {
        entityManager
                .createNativeQuery("""
                        INSERT INTO subscription_quantities
                            (subscription_id, place, quantity, effective_on, period_end, proration, created_at)
                        VALUES (:subscription, :place, :quantity, CAST(:from AS date), CAST(:end AS date), :proration,
                            CAST(:now AS timestamptz))""")
                .setParameter("subscription", subscriptionId)
                .setParameter("place", change.place())
                .setParameter("quantity", change.quantity())
                .setParameter("from", change.from())
                .setParameter("end", change.periodEnd())
                .setParameter("proration", change.proration().name().toLowerCase(Locale.ROOT))
                .setParameter("now", now)
                .executeUpdate();
    }

    private static Quantities.Change change(Tuple row) {
        Date end = row.get("period_end", Date.class);
        return new Quantities.Change(
                row.get("place", Integer.class),
                row.get("quantity", Integer.class),
                row.get("effective_on", Date.class).toLocalDate(),
                end == null ? null : end.toLocalDate(),
                Proration.valueOf(row.get("proration", String.class).toUpperCase(Locale.ROOT)));
    }
}
