package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What holds in every tenant's books at any time: questions that count what breaks a rule. */
final class Invariants {
    private static final Map<String, String> BROKEN = new LinkedHashMap<>();

    /** Events as the last amendment says. */
    private static final String COUNTED = """
            (SELECT o.customer_id, o.metric_id, coalesce(a.occurred_at, o.occurred_at) AS occurred_at, coalesce(a.quantity, o.quantity) AS quantity
             FROM usage_events o LEFT JOIN LATERAL (
                 SELECT kind, occurred_at, quantity FROM usage_amendments WHERE event_id = o.id ORDER BY number DESC LIMIT 1) a ON true
             WHERE a.kind IS DISTINCT FROM 'void')""";

    static {
        BROKEN.put("lines sum to the invoice", """
                SELECT count(*) FROM invoices i
                JOIN (SELECT invoice_id, sum(amount_minor - discount_minor) AS net, sum(tax_minor) AS tax
                      FROM invoice_lines GROUP BY 1) l ON l.invoice_id = i.id
                WHERE l.net <> i.subtotal_minor OR l.tax <> i.tax_minor OR i.total_minor <> l.net + l.tax""");
        BROKEN.put("each tax is rounded once over the lines that it is on", """
                SELECT count(*) FROM invoices i WHERE i.tax_minor <> (
                    SELECT coalesce(sum(round(b.net * b.percent / 100)), 0) FROM (
                        SELECT CAST(t ->> 'percent' AS numeric) AS percent, sum(l.amount_minor - l.discount_minor) AS net
                        FROM jsonb_array_elements(i.taxes) t JOIN invoice_lines l ON l.invoice_id = i.id
                            AND (l.tax_rates IS NULL OR t ->> 'code' = ANY (l.tax_rates)) GROUP BY t) b)""");
        BROKEN.put("a line's rate is that of its taxes", """
                SELECT count(*) FROM invoices i JOIN invoice_lines l ON l.invoice_id = i.id WHERE l.tax_percent <> (
                    SELECT coalesce(sum(CAST(t ->> 'percent' AS numeric)), 0) FROM jsonb_array_elements(i.taxes) t
                    WHERE l.tax_rates IS NULL OR t ->> 'code' = ANY (l.tax_rates))""");
        BROKEN.put("discounts of lines are what coupons took, less what lines below zero take back", """
                SELECT count(*) FROM invoices i WHERE i.discount_minor <>
                        (SELECT coalesce(sum(l.discount_minor), 0) FROM invoice_lines l WHERE l.invoice_id = i.id)
                    OR (SELECT coalesce(sum(CAST(replace(u #>> '{amount,amount}', '.', '') AS bigint)), 0)
                        FROM jsonb_array_elements(coalesce(i.coupons, CAST('[]' AS jsonb))) u) <>
                        (SELECT coalesce(sum(l.discount_minor) FILTER (WHERE l.amount_minor > 0), 0) FROM invoice_lines l WHERE l.invoice_id = i.id)""");
        BROKEN.put("a redeemed coupon says what invoices used of it, and no more than it allows", """
                SELECT count(*) FROM applied_coupons c CROSS JOIN LATERAL (
                    SELECT count(*) AS uses, coalesce(sum(CAST(replace(u #>> '{amount,amount}', '.', '') AS bigint)), 0) AS minor
                    FROM invoices i CROSS JOIN LATERAL jsonb_array_elements(i.coupons) u
                    WHERE i.replaces_id IS NULL AND u ->> 'id' = CAST(c.id AS text)) u
                WHERE c.uses <> u.uses OR c.uses > c.limit_uses OR u.minor > c.limit_minor
                   OR c.used_minor <> CASE WHEN c.limit_minor IS NULL THEN 0 ELSE u.minor END""");
        BROKEN.put("no invoice is without lines", """
                SELECT count(*) FROM invoices i WHERE NOT EXISTS (SELECT FROM invoice_lines l WHERE l.invoice_id = i.id)""");
        BROKEN.put("an invoice is in its subscription's currency", """
                SELECT count(*) FROM invoices i JOIN subscriptions s ON s.id = i.subscription_id WHERE s.currency <> i.currency""");
        BROKEN.put("numbers are gapless", """
                SELECT count(*) FROM number_series n
                JOIN (SELECT series, min(sequence) AS first, max(sequence) AS last, count(*) AS given FROM invoices GROUP BY 1) i
                    ON i.series = n.code
                WHERE i.first <> 1 OR i.last <> i.given OR n.next_number <> i.last + 1""");
        BROKEN.put("a later number has no earlier date", """
                SELECT count(*) FROM (SELECT finalized_at, lag(finalized_at) OVER (PARTITION BY series ORDER BY sequence) AS before
                                      FROM invoices WHERE series IS NOT NULL) i WHERE before > finalized_at""");
        BROKEN.put("what is not issued comes to nothing, has no number and posted nothing", """
                SELECT count(*) FROM invoices i WHERE (i.status = 'skipped') <> (i.number IS NULL)
                    OR (i.status = 'skipped' AND (i.subtotal_minor <> 0 OR i.tax_minor <> 0 OR i.subscription_id IS NULL
                        OR EXISTS (SELECT FROM transfers t WHERE t.invoice_id = i.id)))""");
        BROKEN.put("an invoice is of its subscription's customer, or for him to somebody else", """
                SELECT count(*) FROM invoices i JOIN subscriptions s ON s.id = i.subscription_id
                WHERE coalesce(i.child_customer_id, i.customer_id) <> s.customer_id""");
        BROKEN.put("a parent has no parent, and is in his children's currency", """
                SELECT count(*) FROM customers c JOIN customers p ON p.id = c.parent_customer_id
                WHERE p.parent_customer_id IS NOT NULL OR p.currency <> c.currency""");
        BROKEN.put("nothing is billed twice", """
                SELECT count(*) FROM invoice_lines a JOIN invoice_lines b ON a.id < b.id AND a.charge_id = b.charge_id
                    AND a.subscription_item_id = b.subscription_item_id AND a.bucket = b.bucket AND a.sequence = b.sequence
                    AND a.generation = b.generation AND a.period && b.period
                WHERE a.purpose = 'regular' AND b.purpose = 'regular'""");
        BROKEN.put("each line is by the version that its period begins under", """
                SELECT count(*) FROM invoice_lines l JOIN subscription_items i ON i.id = l.subscription_item_id
                WHERE l.period_start < i.effective_on
                   OR EXISTS (SELECT FROM subscription_items n WHERE n.subscription_id = i.subscription_id
                                  AND n.effective_on <= l.period_start AND n.effective_on > coalesce(i.effective_on, '-infinity')
                                  AND NOT (n.cuts_period AND n.effective_on = l.period_start AND l.purpose = 'change'))""");
        BROKEN.put("an invoice in place of another has its lines, a generation later, and each names the other", """
                SELECT count(*) FROM invoices n FULL JOIN (SELECT * FROM invoices WHERE replaced_by_id IS NOT NULL) o ON o.id = n.replaces_id
                WHERE (n.replaces_id IS NOT NULL OR o.id IS NOT NULL)
                  AND (o.replaced_by_id, o.status, o.generation + 1, o.total_minor) IS DISTINCT FROM (n.id, 'void', n.generation, n.total_minor)""");
        BROKEN.put("a line is of its invoice's generation", """
                SELECT count(*) FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id WHERE i.generation <> l.generation""");
        BROKEN.put("periods of a fee follow each other", """
                SELECT count(*) FROM (
                    SELECT lower(period) AS begun, lag(upper(period)) OVER (PARTITION BY subscription_item_id, charge_id ORDER BY period) AS ended
                    FROM invoice_lines WHERE purpose = 'regular' AND metric IS NULL AND calculation -> 'tier' IS NULL
                        AND invoice_id NOT IN (SELECT id FROM invoices WHERE replaced_by_id IS NOT NULL)) l
                WHERE ended <> begun""");
        BROKEN.put("a line of a change is of a change that was made, for the days that were left", """
                SELECT count(*) FROM invoice_lines l JOIN subscription_items i ON i.id = l.subscription_item_id
                WHERE l.purpose = 'change' AND l.sequence > 0 AND (
                    NOT EXISTS (SELECT FROM subscription_quantities q WHERE q.subscription_id = i.subscription_id AND q.place = l.sequence
                                    AND q.effective_on = l.period_start AND q.period_end = l.period_end AND q.proration <> 'none'
                                    AND q.quantity = CAST(l.calculation ->> 'quantity_after' AS integer))
                    OR abs(l.precise_amount - (CAST(l.calculation ->> 'fee_after' AS numeric) - CAST(l.calculation ->> 'fee_before' AS numeric))
                        * CAST(l.calculation ->> 'days' AS numeric) / CAST(l.calculation ->> 'days_in_period' AS numeric)) > 1e-12)""");
        BROKEN.put(
                "a line of unused days is of days after an end or a cut that were paid for, and gives back no more",
                """
                SELECT count(*) FROM invoice_lines l JOIN subscription_items i ON i.id = l.subscription_item_id
                    JOIN subscriptions s ON s.id = i.subscription_id
                WHERE l.purpose = 'change' AND l.sequence = 0 AND (
                    (NOT s.credits_unused OR s.ends_on IS NULL OR l.period_start < s.ends_on OR l.period_end > s.advance_until)
                        AND NOT EXISTS (SELECT FROM subscription_items n WHERE n.subscription_id = s.id AND n.cuts_period
                                            AND n.effective_on <= l.period_start AND n.paid_until >= l.period_end)
                    OR abs(l.precise_amount + CAST(l.calculation ->> 'fee' AS numeric) * (l.period_end - l.period_start)
                        / CAST(l.calculation ->> 'days_in_period' AS numeric)) > 1e-12)""");
        BROKEN.put(
                "who waits for a first payment was billed once, and nothing is owed of who did not pay in time", """
                SELECT count(*) FROM subscriptions s
                WHERE (s.status = 'incomplete' AND s.billed_periods <> 1)
                   OR (s.status = 'ended' AND s.pay_by IS NOT NULL AND EXISTS (SELECT FROM invoices i
                        WHERE i.subscription_id = s.id AND (i.status IN ('finalized', 'partially_paid', 'uncollectible')
                            OR (i.status = 'paid' AND i.credited_minor < i.total_minor))))""");
        BROKEN.put(
                "usage that was to be skipped at an end is on no invoice of it, and unused days that were to be refunded are on none",
                """
                SELECT count(*) FROM invoice_lines l JOIN subscription_items p ON p.id = l.subscription_item_id
                    JOIN subscriptions s ON s.id = p.subscription_id
                WHERE s.status = 'ended' AND (
                    (s.skips_final_usage AND l.metric IS NOT NULL AND l.purpose = 'regular' AND l.period_end = s.ends_on)
                    OR (s.refunds_unused AND l.purpose = 'change' AND l.sequence = 0 AND l.period_start >= s.ends_on))""");
        BROKEN.put(
                "what is planned for a day waits for a day of its subscription, and what was done of it is there from that day on",
                """
                SELECT count(*) FROM dated_changes c JOIN subscriptions s ON s.id = c.subscription_id
                WHERE (c.state = 'planned' AND (s.status = 'ended' OR c.due_on >= s.ends_on))
                   OR (c.state = 'done' AND c.kind = 'change' AND c.plan_version_id IS NULL AND NOT EXISTS (
                        SELECT FROM subscription_quantities q
                        WHERE q.subscription_id = s.id AND q.effective_on = c.due_on AND q.quantity = c.quantity))
                   OR (c.state = 'done' AND c.plan_version_id IS NOT NULL AND NOT EXISTS (
                        SELECT FROM subscription_items i WHERE i.subscription_id = s.id AND i.effective_on = c.due_on
                            AND i.plan_version_id = c.plan_version_id))""");
        BROKEN.put("payments sum to what is paid", """
                SELECT count(*) FROM invoices i WHERE i.total_minor > 0 AND i.paid_minor <>
                    (SELECT coalesce(sum(p.amount_minor - p.excess_minor), 0) FROM payments p WHERE p.invoice_id = i.id)""");
        BROKEN.put("what is receivable of an invoice is what is due of it", """
                SELECT count(*) FROM invoices i WHERE CASE i.status WHEN 'void' THEN 0 ELSE
                        i.total_minor - i.credited_minor - i.paid_minor + i.refunded_minor - i.written_off_minor + i.recovered_minor
                        - i.applied_minor - i.wallet_minor + i.returned_minor END <>
                    (SELECT coalesce(sum(CASE WHEN t.debit = 'receivable' THEN t.amount_minor ELSE -t.amount_minor END), 0)
                     FROM transfers t WHERE t.invoice_id = i.id AND 'receivable' IN (t.debit, t.credit))""");
        BROKEN.put("each invoice posts its net and its tax, on its date", """
                SELECT count(*) FROM invoices i LEFT JOIN wallet_top_ups s ON s.invoice_id = i.id CROSS JOIN LATERAL (
                    SELECT CASE WHEN s.id IS NULL THEN ARRAY['revenue', 'deferred_revenue'] ELSE ARRAY['wallet_liability'] END AS accounts) n
                WHERE (i.subtotal_minor, i.tax_minor) <> (
                    SELECT coalesce(sum(t.amount_minor * CASE
                               WHEN t.credit = ANY (n.accounts) THEN 1 WHEN t.debit = ANY (n.accounts) THEN -1 ELSE 0 END), 0),
                           coalesce(sum(t.amount_minor * CASE 'tax_payable' WHEN t.credit THEN 1 WHEN t.debit THEN -1 ELSE 0 END), 0)
                    FROM transfers t WHERE t.entry_id = i.id AND t.booked_on = i.issued_on AND t.currency = i.currency
                        AND t.customer_id = i.customer_id)""");
        BROKEN.putAll(RevenueInvariants.BROKEN);
        BROKEN.put("each credit note posts what it takes back, on its date", """
                SELECT count(*) FROM credit_notes n WHERE (n.subtotal_minor, n.tax_minor, n.refund_minor) <> (
                    SELECT coalesce(sum(t.amount_minor) FILTER (WHERE t.debit LIKE '%revenue'), 0) - coalesce(sum(t.amount_minor) FILTER (WHERE t.credit LIKE '%revenue'), 0),
                           coalesce(sum(t.amount_minor) FILTER (WHERE t.debit = 'tax_payable'), 0) - coalesce(sum(t.amount_minor) FILTER (WHERE t.credit = 'tax_payable'), 0),
                           coalesce(sum(t.amount_minor) FILTER (WHERE t.credit IN ('cash_manual', 'refunds')), 0)
                    FROM transfers t WHERE t.entry_id = n.id AND t.booked_on = n.issued_on AND t.invoice_id = n.invoice_id)""");
        BROKEN.put(
                "credit notes sum to what is credited of their invoice, and with refunds to what is refunded of it",
                """
                SELECT count(*) FROM invoices i WHERE (i.credited_minor, i.refunded_minor) <> (
                    SELECT coalesce(sum(n.total_minor), 0), coalesce(sum(n.refund_minor), 0) + (
                        SELECT coalesce(sum(CASE WHEN r.credit_note_id IS NULL THEN r.amount_minor - r.excess_minor ELSE 0 END
                            - CASE WHEN r.status = 'failed' THEN r.amount_minor - r.excess_minor ELSE 0 END), 0)
                        FROM refunds r WHERE r.invoice_id = i.id)
                    FROM credit_notes n WHERE n.invoice_id = i.id)""");
        BROKEN.put(
                "what goes back to the credit balance is what its credit notes say, or all that a void invoice took",
                """
                SELECT count(*) FROM invoices i WHERE i.returned_minor <> CASE i.status WHEN 'void' THEN i.applied_minor ELSE
                    (SELECT coalesce(sum(n.returned_minor), 0) FROM credit_notes n WHERE n.invoice_id = i.id)
                    + (SELECT coalesce(sum(r.amount_minor - r.excess_minor - r.kept_minor), 0) FROM refunds r WHERE r.invoice_id = i.id) END""");
        BROKEN.put("a credit balance is what invoices gave and took, and what went back to it", """
                SELECT count(*) FROM (
                    SELECT customer_id, currency, sum(amount) AS amount FROM (
                        SELECT customer_id, currency, returned_minor - applied_minor AS amount FROM invoices
                        UNION ALL SELECT customer_id, currency, excess_minor FROM payments
                        UNION ALL SELECT customer_id, currency, -excess_minor FROM refunds WHERE status <> 'failed') m GROUP BY 1, 2) i
                FULL JOIN credit_balances b ON b.customer_id = i.customer_id AND b.currency = i.currency
                WHERE coalesce(b.amount_minor, 0) <> coalesce(i.amount, 0)""");
        BROKEN.put("what an invoice is below zero is to its customer's credit", """
                SELECT count(*) FROM invoices i WHERE i.total_minor < 0 AND i.status <> 'void' AND i.applied_minor <> i.total_minor""");
        BROKEN.put("what is left of a top-up is the sum of its transactions", """
                SELECT count(*) FROM wallet_top_ups t WHERE t.left_minor <>
                    (SELECT coalesce(sum(x.amount_minor), 0) FROM wallet_transactions x WHERE x.top_up_id = t.id)""");
        BROKEN.put(
                "what a wallet gets by itself is of its rule, each day of an interval once, and nothing is bought twice",
                """
                SELECT count(*) FROM wallet_top_ups t JOIN wallet_top_up_rules r ON r.id = t.rule_id
                WHERE (t.wallet_id, t.kind) <> (r.wallet_id, r.kind) OR (r.trigger = 'interval') <> (t.due_on IS NOT NULL)
                    OR t.due_on >= r.next_on OR (r.method = 'fixed' AND t.credits <> r.credits) OR t.amount_minor > r.amount_minor
                    OR (r.trigger = 'threshold' AND 1 < (
                        SELECT count(*) FROM wallet_top_ups o JOIN invoices i ON i.id = o.invoice_id
                        WHERE o.rule_id = r.id AND i.status IN ('finalized', 'partially_paid')))""");
        BROKEN.put("what wallets paid of an invoice is what top-ups say, all of which a void one gave back", """
                SELECT count(*) FROM invoices i WHERE (i.wallet_minor, CASE i.status WHEN 'void' THEN i.wallet_minor ELSE 0 END) <> (
                    SELECT coalesce(-sum(x.amount_minor) FILTER (WHERE x.kind = 'use'), 0),
                           coalesce(sum(x.amount_minor) FILTER (WHERE x.kind = 'return'), 0)
                    FROM wallet_transactions x WHERE x.invoice_id = i.id)""");
        BROKEN.put("nothing is paid from what has expired, nor from another customer's wallet or currency", """
                SELECT count(*) FROM wallet_transactions x JOIN wallet_top_ups t ON t.id = x.top_up_id JOIN wallets w ON w.id = t.wallet_id
                    JOIN invoices i ON i.id = x.invoice_id
                WHERE x.kind = 'use' AND (x.made_at >= t.expires_at OR w.customer_id <> i.customer_id OR w.currency <> i.currency)""");
        BROKEN.put("a credit note is the sum of its lines", """
                SELECT count(*) FROM credit_notes n WHERE (n.subtotal_minor, n.tax_minor) <> (
                    SELECT coalesce(sum(l.amount_minor), 0), coalesce(sum(l.tax_minor), 0) FROM credit_note_lines l WHERE l.credit_note_id = n.id)""");
        BROKEN.put("no more of a line is credited than it came to, net nor tax", """
                SELECT count(*) FROM invoice_lines l JOIN (
                    SELECT invoice_line_id, sum(amount_minor) AS net, sum(tax_minor) AS tax FROM credit_note_lines GROUP BY 1) c
                    ON c.invoice_line_id = l.id
                WHERE c.net NOT BETWEEN least(l.amount_minor - l.discount_minor, 0) AND greatest(l.amount_minor - l.discount_minor, 0)
                   OR c.tax NOT BETWEEN least(l.tax_minor, 0) AND greatest(l.tax_minor, 0)""");
        BROKEN.put("numbers of credit notes are gapless", """
                SELECT count(*) FROM number_series n LEFT JOIN (
                    SELECT series, min(sequence) AS first, max(sequence) AS last, count(*) AS given FROM credit_notes GROUP BY 1) c
                    ON c.series = n.code
                WHERE (n.code = 'credit_note' OR n.code LIKE 'cn:%') AND (coalesce(c.first, 1), coalesce(c.last, 0), n.next_number)
                    IS DISTINCT FROM (1, coalesce(c.given, 0), coalesce(c.last, 0) + 1)""");
        BROKEN.put("invoices are in one order, whoever issued them, and the tenant's own series counts them all", """
                SELECT count(*) FROM (
                    SELECT coalesce(ordinal, sequence) AS ordinal, row_number() OVER (ORDER BY coalesce(ordinal, sequence)) AS place,
                        count(*) OVER () AS written FROM invoices) i
                WHERE i.ordinal <> i.place
                   OR i.written <> (SELECT written FROM number_series WHERE code = 'default')""");
        BROKEN.put("a document is of its series' legal entity, and a credit note of its invoice's", """
                SELECT count(*) FROM (
                    SELECT series, legal_entity FROM invoices UNION ALL SELECT series, legal_entity FROM credit_notes
                    UNION ALL SELECT i.series, n.legal_entity FROM credit_notes n JOIN invoices i ON i.id = n.invoice_id) d
                JOIN number_series n ON n.code = d.series WHERE d.legal_entity IS DISTINCT FROM n.legal_entity""");
        BROKEN.put("each payment posts its amount to cash, on its day", """
                SELECT count(*) FROM (
                    SELECT id, amount_minor - excess_minor AS amount, currency, paid_on, customer_id, 'cash_' || gateway AS cash,
                        CASE WHEN recovers THEN 'write_off' ELSE 'receivable' END AS credit FROM payments WHERE amount_minor > excess_minor
                    UNION ALL
                    SELECT id, excess_minor, currency, paid_on, customer_id, 'cash_' || gateway, 'customer_credit'
                    FROM payments WHERE excess_minor > 0) p
                FULL JOIN (SELECT * FROM transfers WHERE kind = 'payment') t ON t.entry_id = p.id AND t.credit = p.credit
                WHERE (p.amount, p.currency, p.paid_on, p.customer_id, p.cash)
                    IS DISTINCT FROM (t.amount_minor, t.currency, t.booked_on, t.customer_id, t.debit)""");
        BROKEN.put("an attempt that succeeded has its payment, and no other has one", """
                SELECT count(*) FROM payment_attempts a LEFT JOIN payments p ON p.id = a.payment_id
                WHERE (a.status = 'succeeded') <> (p.id IS NOT NULL)
                    OR (p.invoice_id, p.currency, p.reference) <> (a.invoice_id, a.currency, a.gateway_reference)""");
        BROKEN.put(
                "what came in through a gateway was asked for by one attempt, or nobody waited for it and it was told",
                """
                SELECT count(*) FROM payments p WHERE p.gateway <> 'manual'
                    AND 1 <> (SELECT count(*) FROM payment_attempts a WHERE a.payment_id = p.id)
                        + (SELECT count(*) FROM outbox o WHERE o.type = 'payment.unexpected' AND o.payload ->> 'payment_id' = CAST(p.id AS text))
                        + (SELECT count(*) FROM payment_links l WHERE l.payment_id = p.id)""");
        BROKEN.put("no more goes back of a payment than came in, and nothing of another's", """
                SELECT count(*) FROM payments p JOIN (
                    SELECT r.payment_id, count(*) FILTER (WHERE (r.invoice_id, r.customer_id, r.currency, r.gateway) <>
                            (q.invoice_id, q.customer_id, q.currency, q.gateway)) AS others,
                        coalesce(sum(r.amount_minor - r.excess_minor) FILTER (WHERE r.status <> 'failed'), 0) AS settled,
                        coalesce(sum(r.excess_minor) FILTER (WHERE r.status <> 'failed'), 0) AS excess
                    FROM refunds r JOIN payments q ON q.id = r.payment_id GROUP BY 1) g ON g.payment_id = p.id
                WHERE g.others > 0 OR g.settled > p.amount_minor - p.excess_minor OR g.excess > p.excess_minor""");
        BROKEN.put("what is on its way back to customers is the refunds of which it is not known yet", """
                SELECT count(*) FROM (
                    SELECT currency, sum(amount_minor) AS amount FROM refunds WHERE status IN ('pending', 'unknown') GROUP BY 1) r
                FULL JOIN (
                    SELECT currency, sum(CASE 'refunds' WHEN credit THEN amount_minor ELSE -amount_minor END) AS amount
                    FROM transfers WHERE 'refunds' IN (debit, credit) GROUP BY 1) t ON t.currency = r.currency
                WHERE coalesce(r.amount, 0) <> coalesce(t.amount, 0)""");
        BROKEN.put("what is void has taken back its total, and what is written off is posted from receivable", """
                SELECT count(*) FROM invoices i WHERE i.closing_id IS NOT NULL
                    AND CASE i.status WHEN 'void' THEN i.total_minor - i.returned_minor - i.wallet_minor ELSE i.written_off_minor END <> (
                        SELECT coalesce(sum(CASE t.credit WHEN 'receivable' THEN t.amount_minor ELSE -t.amount_minor END), 0)
                        FROM transfers t WHERE t.entry_id = i.closing_id AND t.invoice_id = i.id AND t.booked_on = i.closed_on
                            AND t.kind = CASE i.status WHEN 'void' THEN 'void' ELSE 'write_off' END)""");
        BROKEN.put("what is recovered is what was paid of what was written off", """
                SELECT count(*) FROM invoices i WHERE i.recovered_minor <>
                    (SELECT coalesce(sum(p.amount_minor - p.excess_minor), 0) FROM payments p WHERE p.invoice_id = i.id AND p.recovers)""");
        BROKEN.put("each invoice has one event", """
                SELECT count(*) FROM invoices i WHERE 1 <>
                    (SELECT count(*) FROM outbox o WHERE o.subject_id = i.id
                         AND o.type = CASE i.status WHEN 'skipped' THEN 'invoice.skipped' ELSE 'invoice.finalized' END)""");
        BROKEN.put("each reminder has one event", """
                SELECT count(*) FROM payment_reminders r WHERE 1 <>
                    (SELECT count(*) FROM outbox o WHERE o.type = 'payment_reminder.due' AND o.subject_id = r.invoice_id
                         AND o.payload ->> 'step' = r.step)""");
        BROKEN.put("each dunning step has one event", """
                SELECT count(*) FROM dunning_steps s WHERE 1 <>
                    (SELECT count(*) FROM outbox o WHERE o.type = 'dunning.step_taken' AND o.subject_id = s.invoice_id
                         AND CAST(o.payload ->> 'position' AS integer) = s.position)""");
        BROKEN.put("no usage is nobody's", """
                SELECT count(*) FROM usage_events e
                WHERE NOT EXISTS (SELECT FROM customers c WHERE c.id = e.customer_id)
                   OR NOT EXISTS (SELECT FROM billable_metrics m WHERE m.id = e.metric_id)
                   OR (e.subscription_id IS NOT NULL
                       AND NOT EXISTS (SELECT FROM subscriptions s WHERE s.id = e.subscription_id AND s.customer_id = e.customer_id))""");
        BROKEN.put("the roll-up is what a recount says", """
                SELECT count(*) FROM (
                    SELECT customer_id, metric_id, hour, sum(quantity) AS quantity, sum(events) AS events
                    FROM usage_metrics GROUP BY 1, 2, 3) u FULL JOIN (
                    SELECT customer_id, metric_id, date_trunc('hour', occurred_at, 'UTC') AS hour, sum(quantity) AS quantity, count(*) AS events
                    FROM %s c GROUP BY 1, 2, 3) e USING (customer_id, metric_id, hour)
                WHERE (u.quantity IS DISTINCT FROM e.quantity OR u.events IS DISTINCT FROM e.events)
                  AND NOT EXISTS (SELECT FROM usage_touched t WHERE (t.customer_id, t.metric_id, t.hour) = (customer_id, metric_id, hour))""".formatted(COUNTED));
        BROKEN.put("what was used is what was billed, but for what came late", """
                SELECT count(*) FROM metered_spans s JOIN billable_metrics m ON m.id = s.metric_id
                WHERE NOT m.recurring
                  AND NOT EXISTS (SELECT FROM subscriptions k WHERE k.id = s.subscription_id AND k.skips_final_usage)
                  AND NOT EXISTS (SELECT FROM invoice_lines l JOIN subscription_items i ON i.id = l.subscription_item_id
                      WHERE i.subscription_id = s.subscription_id AND l.calculation ->> 'model' IN ('package', 'stair_step')
                          AND l.calculation -> 'usage' IS NOT NULL)
                  AND NOT EXISTS (SELECT FROM usage_late l WHERE l.customer_id = s.customer_id AND l.metric_id = s.metric_id)
                  AND NOT EXISTS (SELECT FROM usage_touched t WHERE t.customer_id = s.customer_id AND t.metric_id = s.metric_id)
                  AND (SELECT coalesce(sum(e.quantity), 0) FROM %s e WHERE e.customer_id = s.customer_id
                           AND e.metric_id = s.metric_id AND e.occurred_at <@ s.span AND e.occurred_at < s.billed_through
                           AND NOT EXISTS (SELECT FROM subscription_items p JOIN subscriptions b ON b.id = p.subscription_id
                               WHERE b.id = s.subscription_id AND p.pause IS NOT NULL
                                 AND e.occurred_at >= CAST(p.effective_on AS timestamp) AT TIME ZONE b.time_zone
                                 AND e.occurred_at < coalesce((SELECT min(CAST(n.effective_on AS timestamp) AT TIME ZONE b.time_zone)
                                         FROM subscription_items n
                                         WHERE n.subscription_id = b.id AND n.effective_on > p.effective_on), 'infinity')))
                   <> (SELECT coalesce(sum(l.quantity), 0) FROM invoice_lines l JOIN subscription_items i ON i.id = l.subscription_item_id
                       WHERE i.subscription_id = s.subscription_id AND l.metric = m.code AND lower(l.period) < s.billed_through
                           AND l.invoice_id NOT IN (SELECT id FROM invoices WHERE replaced_by_id IS NOT NULL))""".formatted(COUNTED));
    }

    static {
        for (String table : List.of(
                "customers",
                "plans",
                "subscriptions",
                "dated_changes",
                "invoices",
                "usage_imports",
                "usage_errors",
                "wallets",
                "wallet_top_up_rules",
                "legal_entities")) {
            BROKEN.put("each change of " + table + " left the row as it was before", """
                    SELECT count(*) FROM %1$s t WHERE t.version <>
                        (SELECT count(DISTINCT h.row ->> 'version') FROM row_history h WHERE h.table_name = '%1$s' AND CAST(h.row ->> 'id' AS uuid) = t.id
                             AND CAST(h.row ->> 'version' AS integer) < t.version)""".formatted(table));
        }
        for (String table : List.of(
                "number_series",
                "billing_runs",
                "metered_spans",
                "custom_data",
                "invoices",
                "credit_balances",
                "revenue_recognition",
                "ledger_accounts",
                "wallet_top_ups")) {
            BROKEN.put("what was kept of " + table + " reaches up to the row as it is", """
                    WITH kept AS (
                        SELECT h.ended_by, k.* FROM row_history h
                        CROSS JOIN LATERAL jsonb_populate_record(CAST(NULL AS %1$s), h.row) k WHERE h.table_name = '%1$s')
                    SELECT count(*) FROM %1$s t WHERE EXISTS (SELECT FROM kept WHERE %2$s)
                        AND NOT EXISTS (SELECT FROM kept WHERE %2$s AND kept.ended_by = t.xmin)""".formatted(
                            table, sameKey(table)));
            BROKEN.put("what did not change of " + table + " was not kept", """
                    SELECT count(*) FROM %1$s t WHERE EXISTS (
                        SELECT FROM row_history h CROSS JOIN LATERAL jsonb_populate_record(CAST(NULL AS %1$s), h.row) kept
                        WHERE h.table_name = '%1$s' AND %2$s AND h.written_by = t.xmin AND h.ended_by <> t.xmin)""".formatted(table, sameKey(table)));
        }
    }

    private static String sameKey(String table) {
        return switch (table) {
            case "number_series" -> "kept.code = t.code";
            case "ledger_accounts" -> "kept.account = t.account";
            case "metered_spans" -> "kept.subscription_id = t.subscription_id AND kept.metric_id = t.metric_id";
            case "credit_balances" -> "kept.customer_id = t.customer_id AND kept.currency = t.currency";
            case "custom_data" -> "kept.resource_type = t.resource_type AND kept.resource_id = t.resource_id";
            default -> "kept.id = t.id";
        };
    }

    private Invariants() {}

    static void assertHold(TestTenant tenant) {
        tenant.countAllWithin(BROKEN)
                .forEach((rule, broken) -> assertThat(broken).as(rule).isZero());
    }

    /** Whether every line is what it comes to when it is computed anew. */
    static void assertProved(TestTenant tenant) {
        JsonNode result = Jobs.result(tenant.api(), tenant.api().post("/invoices/verification"));
        assertThat(result.path("differences")).isEmpty();
        assertThat(result.path("valid").asBoolean()).isTrue();
    }
}
