package dev.countinghouse.ledger;

/**
 * What lines earn day by day, as SQL: the same as {@link dev.countinghouse.ledger.domain.RevenueSchedule} says, for all lines at once. A line is
 * a stretch of days, and each credit note that leaves something of it to be earned begins another one.
 */
final class RevenueSql {

    /**
     * Stretches of lines: {@code amount} is spread over the days from {@code start_day} before {@code end_day}. What days before {@code base_day}
     * earn was posted with the document; {@code first_day} earns all that was left until then, also where it comes late, and each day after it
     * its own, before {@code stop_day}: there the stretch ends, or a credit note begins another one, or its invoice became void.
     * {@code open} is whether neither did. {@code taken} is what the credit note {@code note_id} took. Notes of a line are in the order of what they
     * left, which falls with each: their ids are made by clocks of several replicas.
     */
    static final String STRETCHES = """
            stretches AS (
                SELECT i.id AS invoice_id, l.id AS line_id, CAST(NULL AS uuid) AS note_id, i.currency,
                       CAST(l.amount_minor - l.discount_minor AS numeric) AS amount, CAST(0 AS bigint) AS credited, CAST(0 AS bigint) AS taken,
                       l.period_start AS start_day, l.period_end AS end_day, i.issued_on AS base_day,
                       greatest(i.deferred_from, l.period_start) AS first_day,
                       least(c.rest_from, i.deferred_until, greatest(l.period_end, i.deferred_from + 1)) AS stop_day,
                       c.rest_from IS NULL AND i.deferred_until IS NULL AS open
                FROM invoices i JOIN invoice_lines l
                    ON l.invoice_id = i.id AND l.period_end > i.issued_on + 1 AND l.purpose <> 'progressive'
                LEFT JOIN LATERAL (
                    SELECT min(rest_from) AS rest_from FROM credit_note_lines WHERE invoice_line_id = l.id AND rest_from IS NOT NULL) c ON true
                WHERE i.deferred_from IS NOT NULL AND i.deferred_through >= :since
                  AND (CAST(:invoice AS uuid) IS NULL OR i.id = :invoice)
                UNION ALL
                SELECT i.id, l.id, c.credit_note_id, i.currency, CAST(c.rest_minor AS numeric), c.amount_minor, c.deferred_minor,
                       least(c.rest_from, l.period_end - 1), l.period_end, least(c.rest_from, l.period_end - 1), c.rest_from,
                       coalesce(lead(c.rest_from) OVER notes, greatest(l.period_end, c.rest_from + 1)), lead(c.rest_from) OVER notes IS NULL
                FROM credit_note_lines c JOIN invoice_lines l ON l.id = c.invoice_line_id JOIN invoices i ON i.id = l.invoice_id
                WHERE c.rest_from IS NOT NULL AND i.deferred_from IS NOT NULL AND i.deferred_through >= :since
                  AND (CAST(:invoice AS uuid) IS NULL OR i.id = :invoice)
                WINDOW notes AS (PARTITION BY c.invoice_line_id ORDER BY c.rest_from, abs(c.rest_minor) DESC, c.credit_note_id))""";

    private RevenueSql() {}

    /**
     * What of a stretch's amount its days before this one earn, rounded HALF_UP as a whole, exactly: nothing is divided before it is rounded.
     *
     * @param of name of the stretch
     * @param day an expression
     */
    static String earnedBefore(String of, String day) {
        return ("sign(%1$s.amount) * div(2 * abs(%1$s.amount) * (greatest(%1$s.start_day, least(%1$s.end_day, %2$s)) - %1$s.start_day)"
                        + " + (%1$s.end_day - %1$s.start_day), 2 * (%1$s.end_day - %1$s.start_day))")
                .formatted(of, day);
    }

    /**
     * What of a stretch's amount is posted as earned once the days before this one are recognised.
     *
     * @param of name of the stretch
     * @param day an expression
     */
    static String postedBefore(String of, String day) {
        String until = "least(%s.stop_day, %s)".formatted(of, day);
        return earnedBefore(
                of, "CASE WHEN %2$s > %1$s.first_day THEN %2$s ELSE %1$s.base_day END".formatted(of, until));
    }
}
