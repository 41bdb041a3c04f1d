package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import dev.countinghouse.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** Lines of a subscription's invoices that credit notes can give fees back of. */
@ApplicationScoped
class UnusedCreditRepository {

    /** Usage is of days that were used; what is void or written off is not credited. */
    private static final String LINES = """
            SELECT l.id, l.invoice_id, l.subscription_item_id, l.charge_id, CAST(l.period_start AS text) AS starts,
                CAST(l.period_end AS text) AS ends, CAST(i.currency AS text) AS currency, l.amount_minor,
                l.amount_minor - l.discount_minor AS net_minor, l.tax_minor, i.total_minor - i.credited_minor AS invoice_minor,
                CAST(coalesce((SELECT sum(c.amount_minor) FROM credit_notes n JOIN credit_note_lines c ON c.credit_note_id = n.id
                               WHERE n.invoice_id = i.id AND c.invoice_line_id = l.id), 0) AS bigint) AS credited
            FROM invoices i JOIN invoice_lines l ON l.invoice_id = i.id
            WHERE i.subscription_id = :subscription AND i.status IN ('finalized', 'partially_paid', 'paid') AND i.total_minor > 0
              AND l.purpose IN ('regular', 'change') AND l.charge_id IS NOT NULL AND l.metric IS NULL
              AND l.amount_minor > l.discount_minor AND l.period_start < :ends AND l.period_end > :starts
            ORDER BY coalesce(i.ordinal, i.sequence) DESC, l.position DESC""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Those of some days, the newest invoice's first. */
    List<UnusedCredits.Line> lines(UUID subscriptionId, ServicePeriod days) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(LINES, Tuple.class)
                .setParameter("subscription", subscriptionId)
                .setParameter("starts", days.start())
                .setParameter("ends", days.end())
                .getResultList();
        return rows.stream().map(UnusedCreditRepository::line).toList();
    }

    /** When the last invoice of a subscription was finalized; an instant before for a subscription without any. */
    Instant lastFinalized(UUID subscriptionId) {
        return (Instant) entityManager
                .createNativeQuery(
                        "SELECT coalesce(max(finalized_at), to_timestamp(0)) FROM invoices WHERE subscription_id = :subscription",
                        Instant.class)
                .setParameter("subscription", subscriptionId)
                .getSingleResult();
    }

    private static UnusedCredits.Line line(Tuple row) {
        Currency currency = Currency.getInstance(row.get("currency", String.class));
        Money net = money(row, "net_minor", currency);
        return new UnusedCredits.Line(
                row.get("id", UUID.class),
                row.get("invoice_id", UUID.class),
                row.get("subscription_item_id", UUID.class),
                row.get("charge_id", UUID.class),
                new ServicePeriod(
                        LocalDate.parse(row.get("starts", String.class)),
                        LocalDate.parse(row.get("ends", String.class))),
                money(row, "amount_minor", currency),
                net,
                money(row, "tax_minor", currency),
                net.minus(money(row, "credited", currency)),
                money(row, "invoice_minor", currency));
    }

    private static Money money(Tuple row, String column, Currency currency) {
        return new Money(row.get(column, Long.class), currency);
    }
}
