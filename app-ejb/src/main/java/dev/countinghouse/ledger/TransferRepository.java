package dev.countinghouse.ledger;

import dev.countinghouse.ledger.domain.Account;
import dev.countinghouse.ledger.domain.Transfer;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores, lists and sums the transfers of the current tenant. */
@ApplicationScoped
class TransferRepository {

    private static final String INSERT = """
            INSERT INTO transfers (entry_id, debit, credit, amount_minor, currency, kind, invoice_id, customer_id, booked_on)
            SELECT * FROM unnest(:entries, :debits, :credits, CAST(:amounts AS bigint[]), :currencies, :kinds, :invoices, :customers,
                CAST(:days AS date[]))""";

    private static final String ENTRY_IDS = """
            SELECT DISTINCT entry_id FROM transfers
            WHERE (CAST(:account AS varchar) IS NULL OR :account IN (debit, credit))
              AND (CAST(:customer AS uuid) IS NULL OR customer_id = :customer)
              AND (CAST(:invoice AS uuid) IS NULL OR invoice_id = :invoice)
              AND (CAST(:after AS uuid) IS NULL OR entry_id < :after)
            ORDER BY entry_id DESC""";

    private static final String ENTRIES = """
            SELECT entry_id, debit, credit, amount_minor, currency, kind, invoice_id, customer_id, booked_on
            FROM transfers WHERE entry_id IN (:ids) ORDER BY entry_id DESC, debit, credit""";

    private static final String SUMS = """
            SELECT currency, account, sum(debit) AS debits, sum(credit) AS credits FROM (
                SELECT currency, booked_on, debit AS account, amount_minor AS debit, 0 AS credit FROM transfers
                UNION ALL SELECT currency, booked_on, credit, 0, amount_minor FROM transfers) postings
            WHERE CAST(:until AS date) IS NULL OR booked_on <= :until
            GROUP BY currency, account ORDER BY currency, account""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** A transfer and the entry that it is of: a row. */
    private record Row(JournalEntry entry, Transfer transfer) {}

    void insert(List<JournalEntry> entries) {
        List<Row> rows = entries.stream()
                .flatMap(entry -> entry.transfers().stream().map(transfer -> new Row(entry, transfer)))
                .toList();
        entityManager
                .createNativeQuery(INSERT)
                .setParameter("entries", ids(rows, JournalEntry::id))
                .setParameter(
                        "debits", texts(rows, row -> row.transfer().debit().code()))
                .setParameter(
                        "credits", texts(rows, row -> row.transfer().credit().code()))
                .setParameter(
                        "amounts",
                        rows.stream()
                                .map(row -> row.transfer().amount().minor())
                                .toArray(Long[]::new))
                .setParameter(
                        "currencies",
                        texts(rows, row -> row.transfer().amount().currency().getCurrencyCode()))
                .setParameter("kinds", texts(rows, row -> code(row.entry().kind())))
                .setParameter("invoices", ids(rows, JournalEntry::invoiceId))
                .setParameter("customers", ids(rows, JournalEntry::customerId))
                .setParameter("days", texts(rows, row -> row.entry().bookedOn().toString()))
                .executeUpdate();
    }

    private static @Nullable UUID[] ids(List<Row> rows, Function<JournalEntry, @Nullable UUID> id) {
        return rows.stream().map(row -> id.apply(row.entry())).toArray(UUID[]::new);
    }

    private static String[] texts(List<Row> rows, Function<Row, String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }

    private static String code(JournalEntry.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Entries with all their transfers, newest first, one more than the page so that its end is known. */
    List<JournalEntryView> list(EntryFilter filter, PageRequest page) {
        @SuppressWarnings("unchecked")
        List<UUID> ids = entityManager
                .createNativeQuery(ENTRY_IDS, UUID.class)
                .setParameter(
                        "account",
                        filter.account() == null ? null : filter.account().code())
                .setParameter("customer", filter.customerId())
                .setParameter("invoice", filter.invoiceId())
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1)
                .getResultList();
        return entries(ids);
    }

    Optional<JournalEntryView> find(UUID entryId) {
        return entries(List.of(entryId)).stream().findFirst();
    }

    private List<JournalEntryView> entries(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(ENTRIES, Tuple.class)
                .setParameter("ids", ids)
                .getResultList();
        Map<UUID, List<Tuple>> entries = new LinkedHashMap<>();
        rows.forEach(row -> entries.computeIfAbsent(row.get("entry_id", UUID.class), id -> new ArrayList<>())
                .add(row));
        return entries.values().stream().map(TransferRepository::entry).toList();
    }

    private static JournalEntryView entry(List<Tuple> transfers) {
        Tuple first = transfers.getFirst();
        return new JournalEntryView(
                first.get("entry_id", UUID.class),
                JournalEntry.Kind.valueOf(first.get("kind", String.class).toUpperCase(Locale.ROOT)),
                first.get("invoice_id", UUID.class),
                first.get("customer_id", UUID.class),
                first.get("booked_on", java.sql.Date.class).toLocalDate(),
                transfers.stream().map(TransferRepository::transfer).toList());
    }

    private static JournalEntryView.Posting transfer(Tuple row) {
        return new JournalEntryView.Posting(
                Account.of(row.get("debit", String.class)),
                Account.of(row.get("credit", String.class)),
                MoneyView.of(new Money(row.get("amount_minor", Long.class), currency(row))));
    }

    /**
     * What was posted to an account in a currency.
     *
     * @param debits all of them together, zero or more
     * @param credits likewise
     */
    record Sum(Account account, Money debits, Money credits) {}

    /**
     * What was posted to each account, by currency and account.
     *
     * @param until the last day that counts; null for all
     */
    List<Sum> sums(@Nullable LocalDate until) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(SUMS, Tuple.class)
                .setParameter("until", until)
                .getResultList();
        return rows.stream()
                .map(row -> new Sum(
                        Account.of(row.get("account", String.class)), money(row, "debits"), money(row, "credits")))
                .toList();
    }

    private static Money money(Tuple row, String column) {
        return new Money(row.get(column, BigDecimal.class).longValueExact(), currency(row));
    }

    private static Currency currency(Tuple row) {
        return Currency.getInstance(String.valueOf(row.get("currency")));
    }
}
