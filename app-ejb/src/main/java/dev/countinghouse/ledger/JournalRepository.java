package dev.countinghouse.ledger;

import dev.countinghouse.ledger.JournalLineView.Entry;
import dev.countinghouse.ledger.JournalLineView.Place;
import dev.countinghouse.ledger.domain.Account;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.sql.Date;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the journal as it goes to the tenant's own books. */
@ApplicationScoped
class JournalRepository {

    private static final String OF_DAYS =
            "(CAST(:from AS date) IS NULL OR t.booked_on >= :from) AND (CAST(:to AS date) IS NULL OR t.booked_on <= :to)";

    private static final String BY_DAY = """
            SELECT p.booked_on, p.account, CAST(p.currency AS text) AS currency, sum(p.debit) AS debit, sum(p.credit) AS credit FROM (
                SELECT t.booked_on, t.debit AS account, t.currency, t.amount_minor AS debit, 0 AS credit FROM transfers t WHERE\s""" + OF_DAYS + """
             UNION ALL
                SELECT t.booked_on, t.credit, t.currency, 0, t.amount_minor FROM transfers t WHERE\s""" + OF_DAYS + """
            ) p GROUP BY p.booked_on, p.account, p.currency ORDER BY p.booked_on, p.currency, p.account""";

    private static final String BY_ENTRY = """
            SELECT t.entry_id, t.debit, t.credit, t.amount_minor, CAST(t.currency AS text) AS currency, t.kind, t.customer_id, t.booked_on, i.number
            FROM transfers t LEFT JOIN invoices i ON i.id = t.invoice_id
            WHERE\s""" + OF_DAYS + """
             AND (CAST(:entry AS uuid) IS NULL OR (t.entry_id, t.debit, t.credit) > (:entry, :debit, :credit))
            ORDER BY t.entry_id, t.debit, t.credit""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** What was posted to each account on each day, by currency, oldest first. */
    List<JournalLineView> byDay(DayRange days, Map<Account, MappedAccountView> names) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows =
                of(days, entityManager.createNativeQuery(BY_DAY, Tuple.class)).getResultList();
        return rows.stream()
                .map(row -> {
                    Account account = Account.of(row.get("account", String.class));
                    return line(
                            row,
                            null,
                            Objects.requireNonNull(names.get(account)),
                            sum(row, "debit"),
                            sum(row, "credit"));
                })
                .toList();
    }

    /**
     * Two lines for each transfer, in the order in which they were posted.
     *
     * @param after the last transfer of the part before; null for the first part
     */
    List<JournalLineView> byEntry(
            DayRange days, Map<Account, MappedAccountView> names, @Nullable Place after, int most) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = of(days, entityManager.createNativeQuery(BY_ENTRY, Tuple.class))
                .setParameter("entry", after == null ? null : after.entryId())
                .setParameter("debit", after == null ? "" : after.debit().code())
                .setParameter("credit", after == null ? "" : after.credit().code())
                .setMaxResults(most)
                .getResultList();
        return rows.stream().flatMap(row -> lines(row, names)).toList();
    }

    private static Query of(DayRange days, Query query) {
        return query.setParameter("from", days.from()).setParameter("to", days.to());
    }

    private static Stream<JournalLineView> lines(Tuple row, Map<Account, MappedAccountView> names) {
        Account debit = Account.of(row.get("debit", String.class));
        Account credit = Account.of(row.get("credit", String.class));
        Entry entry = new Entry(
                row.get("entry_id", UUID.class),
                JournalEntry.Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                row.get("number", String.class),
                row.get("customer_id", UUID.class),
                new Place(row.get("entry_id", UUID.class), debit, credit));
        Money amount = new Money(row.get("amount_minor", Long.class), currency(row));
        Money nothing = Money.zero(amount.currency());
        return Stream.of(
                line(row, entry, Objects.requireNonNull(names.get(debit)), amount, nothing),
                line(row, entry, Objects.requireNonNull(names.get(credit)), nothing, amount));
    }

    private static JournalLineView line(
            Tuple row, @Nullable Entry entry, MappedAccountView named, Money debit, Money credit) {
        return new JournalLineView(
                row.get("booked_on", Date.class).toLocalDate(),
                entry,
                named.account(),
                named,
                MoneyView.of(debit),
                MoneyView.of(credit));
    }

    private static Money sum(Tuple row, String column) {
        return new Money(row.get(column, BigDecimal.class).longValueExact(), currency(row));
    }

    private static Currency currency(Tuple row) {
        return Currency.getInstance(row.get("currency", String.class));
    }
}
