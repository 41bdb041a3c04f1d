package dev.countinghouse.dunning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Payment reminders of open invoices. Days are those of the invoice's time zone. */
@ApplicationScoped
class ReminderRepository {

    /** Of what a campaign cared for in its place nobody is reminded later, when it is at work no more. */
    private static final String PENDING = """
            FROM invoices i
            CROSS JOIN (VALUES ('before_due', -3), ('on_due', 0), ('after_due', 7)) AS s (step, days)
            WHERE i.status IN ('finalized', 'partially_paid') AND i.total_minor > 0
               AND NOT EXISTS (SELECT FROM payment_reminders r WHERE r.invoice_id = i.id AND r.step = s.step)
               AND NOT (s.step = 'after_due' AND (EXISTS (SELECT FROM dunning_steps k WHERE k.invoice_id = i.id)
                   OR EXISTS (SELECT FROM dunning_campaigns c
                       WHERE i.due_on >= c.since AND (c.is_default OR i.due_on + s.days < c.until))))
               AND NOT EXISTS (SELECT FROM subscriptions p WHERE p.id = i.subscription_id AND p.pause = 'collection')""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** A reminder just written. */
    record Reminder(UUID invoiceId, String step, LocalDate scheduledOn, String number, UUID customerId) {}

    List<Reminder> write(Instant now, int most) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "WITH due AS (SELECT i.id, s.step, i.due_on + s.days AS scheduled_on, i.number, i.customer_id"
                                + "\n" + PENDING
                                + " AND i.due_on + s.days <= CAST(CAST(:now AS timestamptz) AT TIME ZONE i.time_zone AS date)"
                                + " ORDER BY 3, 1 LIMIT :most),"
                                + " written AS (INSERT INTO payment_reminders (invoice_id, step, scheduled_on)"
                                + " SELECT id, step, scheduled_on FROM due ON CONFLICT DO NOTHING RETURNING invoice_id, step)"
                                + " SELECT d.* FROM due d JOIN written w ON w.invoice_id = d.id AND w.step = d.step ORDER BY 3, 1",
                        Tuple.class)
                .setParameter("now", now)
                .setParameter("most", most)
                .getResultList();
        return rows.stream().map(ReminderRepository::reminder).toList();
    }

    private static Reminder reminder(Tuple row) {
        return new Reminder(
                row.get("id", UUID.class),
                row.get("step", String.class),
                row.get("scheduled_on", java.sql.Date.class).toLocalDate(),
                row.get("number", String.class),
                row.get("customer_id", UUID.class));
    }

    Optional<Instant> next() {
        return entityManager
                .createNativeQuery(
                        "SELECT min(CAST(i.due_on + s.days AS timestamp) AT TIME ZONE i.time_zone)" + "\n" + PENDING,
                        Instant.class)
                .getResultList()
                .stream()
                .filter(Objects::nonNull)
                .map(Instant.class::cast)
                .findFirst();
    }
}
