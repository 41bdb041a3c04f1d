package dev.countinghouse.it;

import java.util.Map;

/** What holds of deferred revenue in every tenant's books at any time: questions that count what breaks a rule. */
final class RevenueInvariants {

    static final Map<String, String> BROKEN = Map.of(
            "deferred revenue is what lines have still to earn after the last day that is recognised",
            """
            SELECT count(*) FROM (
                SELECT i.currency, sum(x.amount - round(x.amount * (greatest(x.start_day, least(l.period_end,
                        CASE WHEN r.through >= x.first_day THEN r.through + 1 ELSE x.base_day END)) - x.start_day)
                    / (l.period_end - x.start_day))) AS amount
                FROM invoices i JOIN invoice_lines l ON l.invoice_id = i.id AND l.period_end > i.issued_on + 1 AND l.purpose <> 'progressive'
                CROSS JOIN revenue_recognition r
                LEFT JOIN LATERAL (SELECT rest_minor, rest_from FROM credit_note_lines WHERE invoice_line_id = l.id
                    AND rest_from IS NOT NULL ORDER BY rest_from DESC, abs(rest_minor) LIMIT 1) c ON true
                CROSS JOIN LATERAL (SELECT CAST(coalesce(c.rest_minor, l.amount_minor - l.discount_minor) AS numeric) AS amount,
                    CASE WHEN c.rest_from IS NULL THEN l.period_start ELSE least(c.rest_from, l.period_end - 1) END AS start_day,
                    coalesce(c.rest_from, greatest(i.deferred_from, l.period_start)) AS first_day,
                    CASE WHEN c.rest_from IS NULL THEN i.issued_on ELSE l.period_start END AS base_day) x
                WHERE i.status <> 'void' AND i.deferred_from IS NOT NULL GROUP BY 1) e
            FULL JOIN (
                SELECT currency, sum(CASE 'deferred_revenue' WHEN credit THEN amount_minor ELSE -amount_minor END) AS amount
                FROM transfers WHERE 'deferred_revenue' IN (debit, credit) GROUP BY 1) d ON d.currency = e.currency
            WHERE coalesce(e.amount, 0) <> coalesce(d.amount, 0)""",
            "no day is recognised that is not over, nor one behind the last",
            """
            SELECT count(*) FROM transfers t WHERE t.kind = 'recognition'
                AND t.booked_on > (SELECT coalesce(r.through, '-infinity') FROM revenue_recognition r)""",
            "what a credit note leaves is earned by days of service that are still to come",
            """
            SELECT count(*) FROM credit_note_lines c JOIN invoice_lines l ON l.id = c.invoice_line_id JOIN invoices i ON i.id = l.invoice_id
            WHERE c.rest_from < greatest(l.period_start, i.deferred_from)""");

    private RevenueInvariants() {}
}
