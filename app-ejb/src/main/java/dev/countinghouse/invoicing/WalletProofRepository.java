package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import dev.countinghouse.wallet.domain.Credits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** What is stored of wallets, reckoned once more by their transactions. */
@ApplicationScoped
class WalletProofRepository {

    private static final int AT_ONCE = 1000;

    /** What wallets paid of invoices is what top-ups say, and a void one gave it all back; what sells credits is no supply, and nothing else. */
    private static final String INVOICES = """
            SELECT coalesce(i.number, CAST(i.id AS text)) AS document, f.field, f.stored, f.computed FROM invoices i
            LEFT JOIN (SELECT invoice_id, -sum(amount_minor) FILTER (WHERE kind = 'use') AS used,
                    sum(amount_minor) FILTER (WHERE kind = 'return') AS returned
                FROM wallet_transactions WHERE invoice_id IS NOT NULL GROUP BY 1) x ON x.invoice_id = i.id
            CROSS JOIN LATERAL (VALUES
                ('wallet', CAST(i.wallet_minor AS text), CAST(coalesce(x.used, 0) AS text)),
                ('tax_treatment.no_supply', CAST(coalesce(i.tax_treatment = 'no_supply', false) AS text),
                    CAST(EXISTS (SELECT FROM wallet_top_ups s WHERE s.invoice_id = i.id) AS text)),
                ('wallet_returned', CAST(CASE i.status WHEN 'void' THEN i.wallet_minor ELSE 0 END AS text),
                    CAST(coalesce(x.returned, 0) AS text))) AS f (field, stored, computed)
            WHERE f.stored <> f.computed ORDER BY 1, 2""";

    /** Each use is of the invoice's customer and currency, and of what had not expired. */
    private static final String USES = """
            SELECT i.number AS document, f.field, f.stored, f.computed
            FROM wallet_transactions x JOIN wallet_top_ups t ON t.id = x.top_up_id JOIN wallets w ON w.id = t.wallet_id
                JOIN invoices i ON i.id = x.invoice_id
            CROSS JOIN LATERAL (VALUES
                ('wallet.customer', CAST(w.customer_id AS text), CAST(i.customer_id AS text)),
                ('wallet.currency', CAST(w.currency AS text), CAST(i.currency AS text)),
                ('wallet.expires_at', CASE WHEN x.kind = 'use' AND x.made_at >= t.expires_at THEN CAST(t.expires_at AS text) ELSE '' END, ''),
                ('wallet.sale', CASE WHEN EXISTS (SELECT FROM wallet_top_ups s WHERE s.invoice_id = i.id) THEN 'sells credits' ELSE '' END, ''))
                AS f (field, stored, computed)
            WHERE f.stored <> f.computed ORDER BY 1, 2""";

    /** What is left is the sum of the transactions; once usable, all of it was put in; what is sold is usable when it is paid. */
    private static final String TOP_UPS = """
            SELECT CAST(t.id AS text) AS document, f.field, f.stored, f.computed FROM wallet_top_ups t
            LEFT JOIN (SELECT top_up_id, sum(amount_minor) AS left_now, sum(amount_minor) FILTER (WHERE kind = 'top_up') AS put_in
                FROM wallet_transactions GROUP BY 1) x ON x.top_up_id = t.id
            LEFT JOIN invoices i ON i.id = t.invoice_id
            CROSS JOIN LATERAL (VALUES
                ('left', CAST(t.left_minor AS text), CAST(coalesce(x.left_now, 0) AS text)),
                ('put_in', CAST(CASE WHEN t.usable_at IS NULL THEN 0 ELSE t.amount_minor END AS text), CAST(coalesce(x.put_in, 0) AS text)),
                ('price', CAST(t.amount_minor AS text), CAST(coalesce(i.total_minor, t.amount_minor) AS text)),
                ('usable', CAST(t.usable_at IS NOT NULL AS text), CAST(t.invoice_id IS NULL OR i.status = 'paid' AS text)))
                AS f (field, stored, computed)
            WHERE f.stored <> f.computed ORDER BY 1, 2""";

    /** What was made by itself is as its rule says. */
    private static final String RULES = """
            SELECT CAST(t.id AS text) AS document, f.field, f.stored, f.computed
            FROM wallet_top_ups t JOIN wallet_top_up_rules r ON r.id = t.rule_id
            CROSS JOIN LATERAL (VALUES
                ('rule.wallet', CAST(t.wallet_id AS text), CAST(r.wallet_id AS text)),
                ('rule.kind', CAST(t.kind AS text), CAST(r.kind AS text)),
                ('rule.credits', CAST(t.credits AS text), CAST(CASE r.method WHEN 'fixed' THEN r.credits ELSE t.credits END AS text)),
                ('rule.amount', CAST(t.amount_minor AS text), CAST(least(t.amount_minor, r.amount_minor) AS text)),
                ('rule.due_on', CAST(t.due_on IS NOT NULL AS text), CAST(r.trigger = 'interval' AS text)))
                AS f (field, stored, computed)
            WHERE f.stored <> f.computed ORDER BY 1, 2""";

    private static final String WORTH = """
            SELECT t.id, t.credits, w.credit_rate, t.amount_minor, CAST(w.currency AS text) AS currency
            FROM wallet_top_ups t JOIN wallets w ON w.id = t.wallet_id WHERE t.id > :after ORDER BY t.id LIMIT :most""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** What is not as it must be. */
    List<Difference> differences(int most) {
        return Stream.of(
                        entityManager.createNativeQuery(INVOICES, Tuple.class),
                        entityManager.createNativeQuery(USES, Tuple.class),
                        entityManager.createNativeQuery(TOP_UPS, Tuple.class),
                        entityManager.createNativeQuery(RULES, Tuple.class))
                .flatMap(query -> rows(query.setMaxResults(most)).stream())
                .map(row -> new Difference(
                        row.get("document", String.class),
                        null,
                        row.get("field", String.class),
                        Objects.toString(row.get("stored")),
                        Objects.toString(row.get("computed")),
                        "wallet"))
                .toList();
    }

    /** Top-ups that are not worth their credits times the rate, rounded once. */
    List<Difference> worth() {
        List<Difference> differences = new ArrayList<>();
        UUID after = new UUID(0, 0);
        List<Tuple> page;
        do {
            page = rows(entityManager
                    .createNativeQuery(WORTH, Tuple.class)
                    .setParameter("after", after)
                    .setParameter("most", AT_ONCE));
            for (Tuple row : page) {
                after = row.get("id", UUID.class);
                Currency currency = Currency.getInstance(row.get("currency", String.class));
                Money stored = new Money(row.get("amount_minor", Long.class), currency);
                Money computed = new Credits(row.get("credit_rate", BigDecimal.class), currency)
                        .price(row.get("credits", BigDecimal.class));
                if (!stored.equals(computed)) {
                    differences.add(new Difference(
                            after.toString(),
                            null,
                            "amount",
                            stored.toDecimal().toPlainString(),
                            computed.toDecimal().toPlainString(),
                            "wallet"));
                }
            }
        } while (page.size() == AT_ONCE);
        return differences;
    }

    @SuppressWarnings("unchecked")
    private static List<Tuple> rows(Query query) {
        return query.getResultList();
    }
}
