package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import dev.countinghouse.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/** What invoices billed of some days before. */
@ApplicationScoped
class BilledBeforeRepository {

    private static final String BILLED = """
            SELECT coalesce(i.ordinal, i.sequence) AS ordinal, CAST(i.currency AS text) AS currency, l.subscription_item_id, l.charge_id, l.purpose,
                CAST(l.period_start AS text) AS starts, CAST(l.period_end AS text) AS ends, l.amount_minor, l.discount_minor
            FROM unnest(CAST(:items AS uuid[]), CAST(:starts AS date[]), CAST(:ends AS date[]), CAST(:ordinals AS bigint[]))
                AS a (item, starts, ends, ordinal)
            JOIN invoice_lines l ON l.subscription_item_id = a.item AND l.period_start < a.ends AND l.period_end > a.starts
            JOIN invoices i ON i.id = l.invoice_id AND coalesce(i.ordinal, i.sequence) < a.ordinal AND i.replaces_id IS NULL
            ORDER BY 1, l.position""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * Days of an item, asked for once each.
     *
     * @param ordinal of an invoice: those with smaller ones were written before it
     */
    record Asked(UUID itemId, ServicePeriod days, long ordinal) {}

    /** Lines of items that have any of the days, in the order in which their invoices were written; those that were copied once. */
    List<GivenBack.Billed> of(List<Asked> asked) {
        if (asked.isEmpty()) {
            return List.of();
        }
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(BILLED, Tuple.class)
                .setParameter("items", texts(asked, Asked::itemId))
                .setParameter("starts", texts(asked, one -> one.days().start()))
                .setParameter("ends", texts(asked, one -> one.days().end()))
                .setParameter("ordinals", texts(asked, Asked::ordinal))
                .getResultList();
        return rows.stream().map(BilledBeforeRepository::billed).toList();
    }

    private static GivenBack.Billed billed(Tuple row) {
        Currency currency = Currency.getInstance(row.get("currency", String.class));
        GivenBack.Line line = new GivenBack.Line(
                row.get("subscription_item_id", UUID.class),
                row.get("charge_id", UUID.class),
                LinePurpose.valueOf(row.get("purpose", String.class).toUpperCase(Locale.ROOT)),
                new ServicePeriod(
                        LocalDate.parse(row.get("starts", String.class)),
                        LocalDate.parse(row.get("ends", String.class))),
                new Money(row.get("amount_minor", Long.class), currency));
        return new GivenBack.Billed(
                row.get("ordinal", Long.class), line, new Money(row.get("discount_minor", Long.class), currency));
    }

    private static String[] texts(List<Asked> asked, Function<Asked, Object> part) {
        return asked.stream().map(part).map(Objects::toString).toArray(String[]::new);
    }
}
