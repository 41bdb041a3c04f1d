package dev.countinghouse.ledger;

/**
 * What lines earn day by day, as SQL: the same as {@link dev.countinghouse.ledger.domain.RevenueSchedule} says, for all lines at once. A line is
 * a stretch of days, and each credit note that leaves something of it to be earned begins another one.
 */
final class RevenueSql {

    /**
     * Stretches of lines: {@code amount} is spread over the days from {@code start_day} before {@code end_day}; of those, the stretch itself
     * earns the ones from {@code first_day} before {@code stop_day}, where a credit note begins another one or its invoice becomes void.
     * {@code open} is whether nothing did. {@code taken} is what the credit note {@code note_id} took.
     */
    static final String STRETCHES = """
            stretches AS (
                SELECT i.id AS invoice_id, l.id AS line_id, CAST(NULL AS uuid) AS note_id, i.currency,
                       CAST(l.amount_minor - l.discount_minor AS numeric) AS amount, CAST(0 AS bigint) AS credited, CAST(0 AS bigint) AS taken, l.period_start AS start_day, l.period_end AS end_day,
                       i.deferred_from AS first_day, least(c.rest_from, i.deferred_until, l.period_end) AS stop_day,
                       c.rest_from IS NULL AND i.deferred_until IS NULL AS open
                FROM invoices i JOIN invoice_lines l ON l.invoice_id = i.id AND l.period_end > i.deferred_from + 1
                LEFT JOIN (SELECT invoice_line_id, min(rest_from) AS rest_from FROM credit_note_lines WHERE rest_from IS NOT NULL GROUP BY 1) c
                    ON c.invoice_line_id = l.id
                WHERE i.deferred_from IS NOT NULL AND i.deferred_through >= :since
                  AND (CAST(:invoice AS uuid) IS NULL OR i.id = :invoice)
                UNION ALL
                SELECT i.id, l.id, c.credit_note_id, i.currency, CAST(c.rest_minor AS numeric), c.amount_minor, c.deferred_minor,
                       c.rest_from, l.period_end, c.rest_from,
                       coalesce(lead(c.rest_from) OVER notes, l.period_end), lead(c.rest_from) OVER notes IS NULL
                FROM credit_note_lines c JOIN invoice_lines l ON l.id = c.invoice_line_id JOIN invoices i ON i.id = l.invoice_id
                WHERE c.rest_from IS NOT NULL AND i.deferred_through >= :since
                  AND (CAST(:invoice AS uuid) IS NULL OR i.id = :invoice)
                WINDOW notes AS (PARTITION BY c.invoice_line_id ORDER BY c.credit_note_id))""";

    private RevenueSql() {}

    /**
     * What a stretch earned before a day that is not before its start nor after its end, rounded HALF_UP as a whole, exactly: nothing is
     * divided before it is rounded.
     *
     * @param of name of the stretch
     * @param day an expression
     */
    static String earnedBefore(String of, String day) {
        return ("sign(%1$s.amount) * div(2 * abs(%1$s.amount) * (%2$s - %1$s.start_day) + (%1$s.end_day - %1$s.start_day),"
                        + " 2 * (%1$s.end_day - %1$s.start_day))")
                .formatted(of, day);
    }
}
