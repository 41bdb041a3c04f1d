package dev.countinghouse.statement;

import dev.countinghouse.ledger.JournalEntry;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.statement.StatementView.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what was posted to a customer's accounts. */
@ApplicationScoped
class StatementRepository {

    /**
     * What is moved between the two accounts of a customer, as when his balance settles an invoice, changes nothing of what he owes; nor
     * do credits that expire, for which he is owed no money, nor does that a refund has gone out.
     */
    private static final String ENTRIES = """
            (SELECT entry_id, kind, invoice_id, booked_on,
                sum(CASE WHEN debit IN ('receivable', 'customer_credit') THEN amount_minor ELSE 0 END
                  - CASE WHEN credit IN ('receivable', 'customer_credit') THEN amount_minor ELSE 0 END) AS amount
            FROM transfers WHERE customer_id = :customer AND currency = :currency AND booked_on <= :through
                AND (debit IN ('receivable', 'customer_credit') OR credit IN ('receivable', 'customer_credit'))
            GROUP BY entry_id, kind, invoice_id, booked_on)""";

    private static final String BALANCES = """
            SELECT CAST(coalesce(sum(e.amount) FILTER (WHERE e.booked_on < :from), 0) AS bigint) AS opening,
                CAST(coalesce(sum(e.amount), 0) AS bigint) AS closing FROM """ + " " + ENTRIES + " e";

    private static final String PAGE = """
            SELECT b.entry_id, b.kind, b.invoice_id, b.booked_on, CAST(b.amount AS bigint) AS amount, CAST(b.balance AS bigint) AS balance,
                i.number, i.due_on, coalesce(n.number, p.reference, i.number) AS reference
            FROM (SELECT e.*, sum(e.amount) OVER (ORDER BY e.booked_on, e.entry_id) AS balance FROM """ + " " + ENTRIES + """
             e) b
            JOIN invoices i ON i.id = b.invoice_id
            LEFT JOIN credit_notes n ON n.id = b.entry_id
            LEFT JOIN payments p ON p.id = b.entry_id
            WHERE b.booked_on >= :from AND (CAST(:after AS uuid) IS NULL OR (b.booked_on, b.entry_id) >
                (SELECT t.booked_on, t.entry_id FROM transfers t WHERE t.entry_id = :after LIMIT 1))
            ORDER BY b.booked_on, b.entry_id""";

    private static final String BALANCE = """
            SELECT CAST(p.currency AS text) AS currency, CAST(sum(p.owed) AS bigint) AS owed, CAST(-sum(p.credited) AS bigint) AS credited,
                CAST(-sum(p.bought) AS bigint) AS bought
            FROM (
                SELECT currency, CASE debit WHEN 'receivable' THEN amount_minor ELSE 0 END - CASE credit WHEN 'receivable' THEN amount_minor ELSE 0 END AS owed,
                    CASE debit WHEN 'customer_credit' THEN amount_minor ELSE 0 END - CASE credit WHEN 'customer_credit' THEN amount_minor ELSE 0 END AS credited,
                    CASE debit WHEN 'wallet_liability' THEN amount_minor ELSE 0 END - CASE credit WHEN 'wallet_liability' THEN amount_minor ELSE 0 END AS bought
                FROM transfers WHERE customer_id = :customer) p
            GROUP BY p.currency ORDER BY p.currency""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * Whose account, and when.
     *
     * @param from first day
     * @param through last day
     */
    record Account(UUID customerId, Currency currency, LocalDate from, LocalDate through) {}

    /** What is owed before the first day and after the last. */
    record Balances(Money opening, Money closing) {}

    Balances balances(Account account) {
        Tuple row = (Tuple) of(account, entityManager.createNativeQuery(BALANCES, Tuple.class))
                .getSingleResult();
        return new Balances(money(row, "opening", account), money(row, "closing", account));
    }

    /** Oldest first, one more than the page so that its end is known. */
    List<Entry> entries(Account account, PageRequest page) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = of(account, entityManager.createNativeQuery(PAGE, Tuple.class))
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1)
                .getResultList();
        return rows.stream().map(row -> entry(row, account)).toList();
    }

    /** What a customer owes and is owed, in each currency that something was posted in. */
    List<CustomerBalanceView.InCurrency> balance(UUID customerId) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(BALANCE, Tuple.class)
                .setParameter("customer", customerId)
                .getResultList();
        return rows.stream()
                .map(row -> new CustomerBalanceView.InCurrency(
                        row.get("currency", String.class),
                        view(row, "owed"),
                        view(row, "credited"),
                        view(row, "bought")))
                .toList();
    }

    private static MoneyView view(Tuple row, String name) {
        return MoneyView.of(
                new Money(row.get(name, Long.class), Currency.getInstance(row.get("currency", String.class))));
    }

    private static Query of(Account account, Query query) {
        return query.setParameter("customer", account.customerId())
                .setParameter("currency", account.currency().getCurrencyCode())
                .setParameter("from", account.from())
                .setParameter("through", account.through());
    }

    private static Entry entry(Tuple row, Account account) {
        JournalEntry.Kind kind =
                JournalEntry.Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT));
        @Nullable
        LocalDate due = kind == JournalEntry.Kind.INVOICE
                ? row.get("due_on", Date.class).toLocalDate()
                : null;
        return new Entry(
                row.get("entry_id", UUID.class),
                kind,
                row.get("booked_on", Date.class).toLocalDate(),
                row.get("reference", String.class),
                row.get("invoice_id", UUID.class),
                row.get("number", String.class),
                due,
                MoneyView.of(money(row, "amount", account)),
                MoneyView.of(money(row, "balance", account)));
    }

    private static Money money(Tuple row, String name, Account account) {
        return new Money(row.get(name, Long.class), account.currency());
    }
}
