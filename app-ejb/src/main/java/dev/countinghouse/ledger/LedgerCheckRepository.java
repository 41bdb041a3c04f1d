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
    private static final String POSTED_AS_SAID = """
            documents AS (
                SELECT id, 'invoice' AS kind, 'receivable' AS side, subtotal_minor AS net, tax_minor AS tax, 0 AS cash, 0 AS lost,
                       -applied_minor AS balance, currency, id AS invoice_id, customer_id, issued_on AS day FROM invoices
                UNION ALL
                SELECT id, 'payment', CASE WHEN recovers THEN 'write_off' ELSE 'receivable' END, 0, 0, -amount_minor, 0, 0, currency,
                       invoice_id, customer_id, paid_on FROM payments
                UNION ALL
                SELECT id, 'credit_note', 'receivable', -subtotal_minor, -tax_minor, refund_minor, 0, returned_minor, currency, invoice_id,
                       customer_id, issued_on FROM credit_notes
                UNION ALL
                SELECT closing_id, 'void', 'receivable', -subtotal_minor, -tax_minor, 0, 0, returned_minor, currency, id, customer_id,
                       closed_on FROM invoices WHERE status = 'void'
                UNION ALL
                SELECT closing_id, 'write_off', 'receivable', 0, 0, 0, -written_off_minor, 0, currency, id, customer_id, closed_on
                FROM invoices WHERE written_off_minor > 0),
            expected AS (
                SELECT d.id, d.kind, CASE WHEN p.amount > 0 THEN d.side ELSE p.account END AS debit,
                       CASE WHEN p.amount > 0 THEN p.account ELSE d.side END AS credit,
                       abs(p.amount) AS amount, d.currency, d.invoice_id, d.customer_id, d.day
                FROM documents d CROSS JOIN LATERAL (VALUES ('revenue', d.net), ('tax_payable', d.tax), ('cash_manual', d.cash),
                    ('write_off', d.lost), ('customer_credit', d.balance)) AS p (account, amount) WHERE p.amount <> 0),
            posted AS (
                SELECT entry_id AS id, kind, debit, credit, amount_minor AS amount, currency, invoice_id, customer_id, booked_on AS day
                FROM transfers),
            apart AS (
                (SELECT * FROM expected EXCEPT SELECT * FROM posted) UNION ALL (SELECT * FROM posted EXCEPT SELECT * FROM expected))""";

    private static final String DIFFERENCES = "WITH " + POSTED_AS_SAID + """
            , owed AS (
                SELECT invoice_id, sum(CASE WHEN debit = 'receivable' THEN amount_minor ELSE -amount_minor END) AS amount
                FROM transfers WHERE 'receivable' IN (debit, credit) GROUP BY 1),
            credited AS (
                SELECT customer_id, currency, sum(CASE WHEN credit = 'customer_credit' THEN amount_minor ELSE -amount_minor END) AS amount
                FROM transfers WHERE 'customer_credit' IN (debit, credit) GROUP BY 1, 2)
            SELECT DISTINCT rule, id FROM (
                SELECT CASE d.kind WHEN 'invoice' THEN 'invoice_posts_its_total' WHEN 'payment' THEN 'payment_posts_its_amount'
                            WHEN 'credit_note' THEN 'credit_note_posts_its_total' WHEN 'void' THEN 'void_takes_its_invoice_back'
                            WHEN 'write_off' THEN 'write_off_posts_its_amount' ELSE 'entry_has_its_document' END AS rule, a.id
                FROM apart a LEFT JOIN documents d ON d.id = a.id
                UNION ALL
                SELECT 'receivable_is_due', i.id FROM invoices i LEFT JOIN owed o ON o.invoice_id = i.id
                WHERE coalesce(o.amount, 0) <> CASE i.status WHEN 'void' THEN 0 ELSE i.total_minor - i.credited_minor - i.paid_minor
                    + i.refunded_minor - i.written_off_minor + i.recovered_minor - i.applied_minor + i.returned_minor END
                UNION ALL
                SELECT 'balance_is_customer_credit', coalesce(b.customer_id, c.customer_id) FROM credit_balances b FULL JOIN credited c
                    ON c.customer_id = b.customer_id AND c.currency = b.currency
                WHERE coalesce(b.amount_minor, 0) <> coalesce(c.amount, 0)) found
            ORDER BY rule, id""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Differences, so many at most. */
    List<Difference> differences(int most) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(DIFFERENCES, Tuple.class)
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
