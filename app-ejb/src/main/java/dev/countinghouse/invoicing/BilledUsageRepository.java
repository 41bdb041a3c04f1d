package dev.countinghouse.invoicing;

import dev.countinghouse.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a charge has billed of a period so far, over all invoices. */
@ApplicationScoped
class BilledUsageRepository {

    private static final Part NOTHING = new Part(BigDecimal.ZERO, BigDecimal.ZERO, 0);

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** One tier's share of it. */
    record Part(BigDecimal quantity, BigDecimal preciseAmount, long amountMinor) {}

    /**
     * By tier.
     *
     * @param nextDelta sequence number for a further delta line
     */
    record Billed(Map<String, Part> parts, int nextDelta) {

        /** What was billed of the tier that a line is of. */
        Part part(LineDraft line) {
            return parts.getOrDefault(
                    name(line.calculation().get("tier"), line.calculation().get("flat")), NOTHING);
        }

        private static String name(@Nullable Object tier, @Nullable Object flat) {
            return Objects.toString(tier) + "/" + Objects.toString(flat);
        }
    }

    Billed of(UUID itemId, UUID chargeId, ServicePeriod period) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        SELECT calculation ->> 'tier' AS tier, calculation ->> 'flat' AS flat, sum(quantity) AS quantity,
                               sum(precise_amount) AS precise_amount, CAST(sum(amount_minor) AS bigint) AS amount_minor,
                               max(CASE WHEN purpose = 'delta' THEN sequence ELSE -1 END) AS last_delta
                        FROM invoice_lines
                        WHERE subscription_item_id = :item AND charge_id = :charge AND period_start = :start
                        GROUP BY 1, 2""", Tuple.class)
                .setParameter("item", itemId)
                .setParameter("charge", chargeId)
                .setParameter("start", period.start())
                .getResultList();
        Map<String, Part> parts = new HashMap<>();
        int nextDelta = 0;
        for (Tuple row : rows) {
            parts.put(
                    Billed.name(row.get("tier"), row.get("flat")),
                    new Part(
                            row.get("quantity", BigDecimal.class),
                            row.get("precise_amount", BigDecimal.class),
                            row.get("amount_minor", Long.class)));
            nextDelta = Math.max(nextDelta, row.get("last_delta", Integer.class) + 1);
        }
        return new Billed(parts, nextDelta);
    }
}
