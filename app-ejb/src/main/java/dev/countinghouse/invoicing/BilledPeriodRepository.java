package dev.countinghouse.invoicing;

import dev.countinghouse.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** What all charges of an item together have billed of a period so far, over all invoices, void ones too, but those that were replaced. */
@ApplicationScoped
class BilledPeriodRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** A period of a subscription item. */
    record ItemPeriod(UUID itemId, ServicePeriod period) {}

    /**
     * What was billed of one. A line without a charge is of the commitment.
     *
     * @param chargesMinor of its charges
     * @param trueUpMinor of what filled it up to its plan's commitment, corrections included
     * @param preciseTrueUp the same before rounding
     * @param nextDelta sequence number for a further correction
     */
    record Billed(long chargesMinor, long trueUpMinor, BigDecimal preciseTrueUp, int nextDelta) {

        static final Billed NOTHING = new Billed(0, 0, BigDecimal.ZERO, 0);
    }

    /** Of each of the periods; those of which nothing was billed are absent. */
    Map<ItemPeriod, Billed> of(Collection<ItemPeriod> periods) {
        List<ItemPeriod> asked = List.copyOf(periods);
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        SELECT p.place,
                               CAST(coalesce(sum(l.amount_minor) FILTER (WHERE l.charge_id IS NOT NULL), 0) AS bigint) AS charges,
                               CAST(coalesce(sum(l.amount_minor) FILTER (WHERE l.charge_id IS NULL), 0) AS bigint) AS true_up,
                               coalesce(sum(l.precise_amount) FILTER (WHERE l.charge_id IS NULL), 0) AS precise_true_up,
                               coalesce(max(l.sequence) FILTER (WHERE l.charge_id IS NULL AND l.purpose = 'delta'), -1) + 1 AS next_delta
                        FROM unnest(CAST(:items AS uuid[]), CAST(:firsts AS date[]), CAST(:afters AS date[]))
                            WITH ORDINALITY AS p (item, first, after, place)
                        JOIN invoice_lines l ON l.subscription_item_id = p.item AND l.period_start >= p.first AND l.period_start < p.after
                        JOIN invoices i ON i.id = l.invoice_id AND i.replaced_by_id IS NULL
                        GROUP BY 1""", Tuple.class)
                .setParameter("items", texts(asked, ItemPeriod::itemId))
                .setParameter("firsts", texts(asked, one -> one.period().start()))
                .setParameter("afters", texts(asked, one -> one.period().end()))
                .getResultList();
        Map<ItemPeriod, Billed> billed = new HashMap<>();
        for (Tuple row : rows) {
            billed.put(
                    asked.get(Math.toIntExact(row.get("place", Long.class) - 1)),
                    new Billed(
                            row.get("charges", Long.class),
                            row.get("true_up", Long.class),
                            row.get("precise_true_up", BigDecimal.class),
                            row.get("next_delta", Integer.class)));
        }
        return billed;
    }

    private static String[] texts(List<ItemPeriod> periods, Function<ItemPeriod, Object> value) {
        return periods.stream().map(value).map(Object::toString).toArray(String[]::new);
    }
}
