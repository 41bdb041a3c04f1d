package dev.countinghouse.ledger;

import dev.countinghouse.ledger.LedgerVerification.Difference;
import dev.countinghouse.ledger.LedgerVerification.Rule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Compares the ledger with the documents that are in the database, both computed anew. */
@ApplicationScoped
class LedgerCheckRepository {

    /** What documents should have posted, apart from what they did; a row that has no equal on the other side is a difference. */
    private static final String POSTED_AS_SAID =
            """
            prepaid AS (
                SELECT u.invoice_id, sum(-u.amount_minor) FILTER (WHERE t.kind = 'granted') AS granted,
                       sum(-u.amount_minor) FILTER (WHERE t.kind = 'purchased') AS purchased
                FROM wallet_transactions u JOIN wallet_top_ups t ON t.id = u.top_up_id WHERE u.kind = 'use' GROUP BY 1),
            documents AS (
                SELECT i.id, 'invoice' AS kind, 'receivable' AS side, CASE WHEN s.id IS NULL THEN subtotal_minor ELSE 0 END AS net, tax_minor AS tax, 0 AS cash, 0 AS lost,
                       -applied_minor AS balance, currency, i.id AS invoice_id, customer_id, issued_on AS day,
                       -coalesce(p.granted, 0) AS granted,
                       CASE WHEN s.id IS NULL THEN -coalesce(p.purchased, 0) ELSE subtotal_minor END AS purchased, 0 AS stripe
                FROM invoices i LEFT JOIN prepaid p ON p.invoice_id = i.id LEFT JOIN wallet_top_ups s ON s.invoice_id = i.id
                UNION ALL
                SELECT id, 'payment', CASE WHEN recovers THEN 'write_off' ELSE 'receivable' END, 0, 0,
                       CASE gateway WHEN 'manual' THEN -amount_minor ELSE 0 END, 0, 0, currency, invoice_id, customer_id, paid_on, 0, 0,
                       CASE gateway WHEN 'stripe' THEN excess_minor - amount_minor ELSE 0 END FROM payments
                UNION ALL
                SELECT id, 'payment', 'customer_credit', 0, 0, 0, 0, 0, currency, invoice_id, customer_id, paid_on, 0, 0, -excess_minor
                FROM payments WHERE excess_minor > 0
                UNION ALL
                SELECT id, 'credit_note', 'receivable', -subtotal_minor, -tax_minor, refund_minor - gateway_refund_minor, 0, returned_minor, currency, invoice_id,
                       customer_id, issued_on, 0, 0, 0 FROM credit_notes
                UNION ALL
                SELECT closing_id, 'void', 'receivable', CASE WHEN s.id IS NULL THEN -subtotal_minor ELSE 0 END, -tax_minor, 0, 0,
                       returned_minor, currency, i.id, customer_id,
                       closed_on, coalesce(p.granted, 0), CASE WHEN s.id IS NULL THEN coalesce(p.purchased, 0) ELSE -subtotal_minor END, 0
                FROM invoices i LEFT JOIN prepaid p ON p.invoice_id = i.id LEFT JOIN wallet_top_ups s ON s.invoice_id = i.id
                WHERE status = 'void'
                UNION ALL
                SELECT x.id, 'expiry', 'breakage', 0, 0, 0, 0, 0, i.currency, i.id, i.customer_id,
                       CAST(x.made_at AT TIME ZONE i.time_zone AS date), 0, x.amount_minor, 0
                FROM wallet_transactions x JOIN wallet_top_ups t ON t.id = x.top_up_id JOIN invoices i ON i.id = t.invoice_id
                WHERE x.kind = 'expiry'
                UNION ALL
                SELECT closing_id, 'write_off', 'receivable', 0, 0, 0, -written_off_minor, 0, currency, id, customer_id, closed_on, 0, 0, 0
                FROM invoices WHERE written_off_minor > 0),
            refunded AS (
                SELECT p.id, 'refund' AS kind, p.debit, p.credit, p.amount, r.currency, r.invoice_id, r.customer_id, p.day
                FROM refunds r CROSS JOIN LATERAL (VALUES
                    (r.id, r.refunded_on, 'receivable', CASE r.gateway WHEN 'manual' THEN 'cash_manual' ELSE 'refunds' END,
                        CASE WHEN r.credit_note_id IS NULL THEN r.amount_minor - r.excess_minor ELSE 0 END),
                    (r.id, r.refunded_on, 'customer_credit', CASE r.gateway WHEN 'manual' THEN 'cash_manual' ELSE 'refunds' END, r.excess_minor),
                    (r.outcome_id, r.outcome_on, 'refunds', 'cash_stripe', r.amount_minor),
                    (r.failure_id, r.failure_on, CASE WHEN r.outcome_id IS NULL THEN 'refunds' ELSE 'cash_stripe' END, 'receivable', r.kept_minor),
                    (r.failure_id, r.failure_on, CASE WHEN r.outcome_id IS NULL THEN 'refunds' ELSE 'cash_stripe' END, 'customer_credit',
                        r.amount_minor - r.kept_minor)) AS p (id, day, debit, credit, amount)
                WHERE p.id IS NOT NULL AND p.amount > 0),
            unearned AS (
                SELECT s.invoice_id AS id, 'invoice' AS kind, sum(s.amount - %1$s) AS amount FROM stretches s WHERE s.note_id IS NULL GROUP BY 1
                UNION ALL
                SELECT i.closing_id, 'void', -sum(s.amount - %2$s) FROM stretches s JOIN invoices i ON i.id = s.invoice_id
                WHERE i.deferred_until IS NOT NULL AND s.note_id IS NULL GROUP BY 1
                UNION ALL
                SELECT s.note_id, 'credit_note', -sum(s.taken) FROM stretches s WHERE s.note_id IS NOT NULL GROUP BY 1),
            expected AS (
                SELECT d.id, d.kind, CASE WHEN p.amount > 0 THEN d.side ELSE p.account END AS debit,
                       CASE WHEN p.amount > 0 THEN p.account ELSE d.side END AS credit,
                       abs(p.amount) AS amount, d.currency, d.invoice_id, d.customer_id, d.day
                FROM documents d LEFT JOIN unearned u ON u.id = d.id AND u.kind = d.kind
                CROSS JOIN LATERAL (VALUES ('revenue', d.net - coalesce(u.amount, 0)), ('deferred_revenue', coalesce(u.amount, 0)), ('tax_payable', d.tax), ('cash_manual', d.cash), ('cash_stripe', d.stripe),
                    ('write_off', d.lost), ('customer_credit', d.balance),
                    ('wallet_grants', d.granted), ('wallet_liability', d.purchased)) AS p (account, amount) WHERE p.amount <> 0
                UNION ALL
                SELECT id, kind, debit, credit, amount, currency, invoice_id, customer_id, day FROM refunded
                UNION ALL
                SELECT id, 'credit_note', 'receivable', 'refunds', gateway_refund_minor, currency, invoice_id, customer_id, issued_on
                FROM credit_notes WHERE gateway_refund_minor > 0),
            posted AS (
                SELECT entry_id AS id, kind, debit, credit, amount_minor AS amount, currency, invoice_id, customer_id, booked_on AS day
                FROM transfers WHERE kind <> 'recognition'),
            apart AS (
                (SELECT * FROM expected EXCEPT SELECT * FROM posted) UNION ALL (SELECT * FROM posted EXCEPT SELECT * FROM expected))""".formatted(RevenueSql.earnedBefore("s", "s.base_day"), RevenueSql.postedBefore("s", "s.stop_day"));

    /** What days earned by the lines, and what was posted for them: by days in the month of the last one, by months before. */
    private static final String RECOGNISED = """
            last AS (
                SELECT through, CAST(date_trunc('month', CAST(through AS timestamp)) AS date) AS month
                FROM revenue_recognition WHERE through IS NOT NULL),
            earned AS (
                SELECT p.from_day, s.currency, min(CAST(s.invoice_id AS text)) AS id, sum(%1$s - %2$s) AS amount
                FROM last l CROSS JOIN stretches s CROSS JOIN LATERAL (
                    SELECT CAST(m AS date) AS from_day, CAST(m + interval '1 month' AS date) AS until_day
                    FROM generate_series(date_trunc('month', CAST(s.first_day AS timestamp)),
                        least(s.stop_day, l.month) - interval '1 day', interval '1 month') m
                    UNION ALL
                    SELECT CAST(d AS date), CAST(d AS date) + 1
                    FROM generate_series(CAST(greatest(s.first_day, l.month) AS timestamp),
                        least(s.stop_day, l.through + 1) - interval '1 day', interval '1 day') d) p
                GROUP BY p.from_day, s.currency),
            recognised AS (
                SELECT CASE WHEN t.booked_on >= l.month THEN t.booked_on
                            ELSE CAST(date_trunc('month', CAST(t.booked_on AS timestamp)) AS date) END AS from_day, t.currency,
                       min(CAST(t.entry_id AS text)) AS id,
                       sum(CASE WHEN t.debit = 'deferred_revenue' AND t.credit = 'revenue' THEN t.amount_minor
                                WHEN t.debit = 'revenue' AND t.credit = 'deferred_revenue' THEN -t.amount_minor END) AS amount
                FROM transfers t LEFT JOIN last l ON true
                WHERE t.kind = 'recognition' GROUP BY 1, t.currency),
            left_over AS (
                SELECT s.currency, min(CAST(s.invoice_id AS text)) AS id, sum(s.amount - %3$s) AS amount
                FROM stretches s WHERE s.open GROUP BY s.currency),
            deferred AS (
                SELECT currency, min(CAST(entry_id AS text)) AS id,
                       sum(CASE WHEN credit = 'deferred_revenue' THEN amount_minor ELSE -amount_minor END) AS amount
                FROM transfers WHERE 'deferred_revenue' IN (debit, credit) GROUP BY currency),
            chain AS (
                SELECT note_id, credited, taken, amount AS rest, first_day AS day, lag(amount) OVER line AS amount,
                       lag(start_day) OVER line AS start_day, lag(end_day) OVER line AS end_day, lag(base_day) OVER line AS base_day,
                       lag(first_day) OVER line AS first_day, lag(stop_day) OVER line AS stop_day
                FROM stretches
                WINDOW line AS (PARTITION BY line_id ORDER BY note_id IS NOT NULL, first_day, abs(amount) DESC, note_id)),
            taken AS (SELECT c.note_id, c.credited, c.taken, c.rest, c.amount - %4$s AS before FROM chain c WHERE c.note_id IS NOT NULL)""".formatted(
                    RevenueSql.postedBefore("s", "p.until_day"),
                    RevenueSql.postedBefore("s", "p.from_day"),
                    RevenueSql.postedBefore(
                            "s", "(SELECT coalesce(max(through) + 1, DATE '0001-01-01') FROM revenue_recognition)"),
                    RevenueSql.postedBefore("c", "c.day"));

    private static final String DIFFERENCES =
            "WITH " + RevenueSql.STRETCHES + ", " + POSTED_AS_SAID + ", " + RECOGNISED + """
            , owed AS (
                SELECT invoice_id, sum(CASE WHEN debit = 'receivable' THEN amount_minor ELSE -amount_minor END) AS amount
                FROM transfers WHERE 'receivable' IN (debit, credit) GROUP BY 1),
            credited AS (
                SELECT customer_id, currency, sum(CASE WHEN credit = 'customer_credit' THEN amount_minor ELSE -amount_minor END) AS amount
                FROM transfers WHERE 'customer_credit' IN (debit, credit) GROUP BY 1, 2),
            owed_in_services AS (
                SELECT customer_id, currency, sum(CASE WHEN credit = 'wallet_liability' THEN amount_minor ELSE -amount_minor END) AS amount
                FROM transfers WHERE 'wallet_liability' IN (debit, credit) GROUP BY 1, 2),
            bought AS (
                SELECT w.customer_id, w.currency, sum(CASE WHEN t.usable_at IS NOT NULL THEN t.left_minor
                        WHEN i.status = 'void' THEN 0 ELSE t.amount_minor END) AS amount
                FROM wallet_top_ups t JOIN wallets w ON w.id = t.wallet_id JOIN invoices i ON i.id = t.invoice_id GROUP BY 1, 2)
            SELECT DISTINCT rule, id FROM (
                SELECT CASE d.kind WHEN 'invoice' THEN 'invoice_posts_its_total' WHEN 'payment' THEN 'payment_posts_its_amount'
                            WHEN 'credit_note' THEN 'credit_note_posts_its_total' WHEN 'void' THEN 'void_takes_its_invoice_back'
                            WHEN 'write_off' THEN 'write_off_posts_its_amount' WHEN 'expiry' THEN 'expiry_posts_what_is_left'
                            WHEN 'refund' THEN 'refund_posts_its_amount' ELSE 'entry_has_its_document' END AS rule, a.id
                FROM apart a LEFT JOIN (SELECT id, kind FROM documents UNION SELECT id, kind FROM refunded) d ON d.id = a.id
                UNION ALL
                SELECT 'receivable_is_due', i.id FROM invoices i LEFT JOIN owed o ON o.invoice_id = i.id
                WHERE coalesce(o.amount, 0) <> CASE i.status WHEN 'void' THEN 0 ELSE i.total_minor - i.credited_minor - i.paid_minor
                    + i.refunded_minor - i.written_off_minor + i.recovered_minor - i.applied_minor - i.wallet_minor + i.returned_minor END
                UNION ALL
                SELECT 'balance_is_customer_credit', coalesce(b.customer_id, c.customer_id) FROM credit_balances b FULL JOIN credited c
                    ON c.customer_id = b.customer_id AND c.currency = b.currency
                WHERE coalesce(b.amount_minor, 0) <> coalesce(c.amount, 0)
                UNION ALL
                SELECT 'wallet_is_liability', coalesce(o.customer_id, b.customer_id) FROM owed_in_services o FULL JOIN bought b
                    ON b.customer_id = o.customer_id AND b.currency = o.currency
                WHERE coalesce(o.amount, 0) <> coalesce(b.amount, 0)
                UNION ALL
                SELECT 'credit_note_posts_its_total', note_id FROM taken
                WHERE rest <> before - taken OR before IS NULL
                   OR taken <> CASE WHEN before > 0 THEN greatest(least(credited, before), 0) ELSE least(greatest(credited, before), 0) END
                UNION ALL
                SELECT 'recognition_earns_its_days', CAST(coalesce(r.id, e.id) AS uuid) FROM earned e FULL JOIN recognised r
                    ON r.from_day = e.from_day AND r.currency = e.currency
                WHERE coalesce(e.amount, 0) <> coalesce(r.amount, 0)
                UNION ALL
                SELECT 'deferred_is_not_earned', CAST(coalesce(l.id, d.id) AS uuid) FROM left_over l FULL JOIN deferred d ON d.currency = l.currency
                WHERE coalesce(l.amount, 0) <> coalesce(d.amount, 0)) found
            ORDER BY rule, id""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Differences, so many at most. */
    List<Difference> differences(int most) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(DIFFERENCES, Tuple.class)
                .setParameter("since", RevenueRepository.EVER)
                .setParameter("invoice", null)
                .setMaxResults(most)
                .getResultList();
        return rows.stream()
                .map(row -> new Difference(
                        Rule.valueOf(row.get("rule", String.class).toUpperCase(Locale.ROOT)),
                        row.get("id", UUID.class)))
                .toList();
    }

    long transfers() {
        return (Long) entityManager
                .createNativeQuery("SELECT count(*) FROM transfers", Long.class)
                .getSingleResult();
    }
}
