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

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * What was billed of one part of a price.
     *
     * @param kind what its quantity counts
     * @param metric code; null on lines without usage
     * @param unitAmount of the line that billed it first
     */
    record Part(
            String bucket,
            String kind,
            String tier,
            @Nullable String metric,
            BigDecimal quantity,
            BigDecimal unitAmount,
            BigDecimal preciseAmount,
            long amountMinor) {}

    /**
     * What was billed, part by part.
     *
     * @param parts by {@link #part name}
     * @param nextDelta sequence number for a further delta line
     */
    record Billed(Map<String, Part> parts, int nextDelta) {}

    /** Which part of the price of a charge and a period a line is of. */
    static String part(LineDraft line) {
        return name(
                line.bucket(),
                Objects.toString(line.calculation().get("kind")),
                Objects.toString(line.calculation().get("tier"), ""));
    }

    private static String name(String bucket, String kind, String tier) {
        return kind + "/" + tier + "/" + bucket;
    }

    Billed of(UUID itemId, UUID chargeId, ServicePeriod period) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        SELECT bucket, coalesce(calculation ->> 'kind', CASE calculation ->> 'flat' WHEN 'true' THEN 'flat' ELSE 'units' END) AS kind,
                               coalesce(calculation ->> 'tier', '') AS tier, max(metric) AS metric, sum(quantity) AS quantity,
                               (array_agg(unit_amount ORDER BY purpose = 'delta', sequence))[1] AS unit_amount,
                               sum(precise_amount) AS precise_amount, CAST(sum(amount_minor) AS bigint) AS amount_minor,
                               max(CASE WHEN purpose = 'delta' THEN sequence ELSE -1 END) AS last_delta
                        FROM invoice_lines
                        WHERE subscription_item_id = :item AND charge_id = :charge AND period_start = :start
                        GROUP BY 1, 2, 3""", Tuple.class)
                .setParameter("item", itemId)
                .setParameter("charge", chargeId)
                .setParameter("start", period.start())
                .getResultList();
        Map<String, Part> parts = new HashMap<>();
        int nextDelta = 0;
        for (Tuple row : rows) {
            Part part = part(row);
            parts.put(name(part.bucket(), part.kind(), part.tier()), part);
            nextDelta = Math.max(nextDelta, row.get("last_delta", Integer.class) + 1);
        }
        return new Billed(parts, nextDelta);
    }

    private static Part part(Tuple row) {
        return new Part(
                row.get("bucket", String.class),
                row.get("kind", String.class),
                row.get("tier", String.class),
                row.get("metric", String.class),
                row.get("quantity", BigDecimal.class),
                row.get("unit_amount", BigDecimal.class),
                row.get("precise_amount", BigDecimal.class),
                row.get("amount_minor", Long.class));
    }
}
