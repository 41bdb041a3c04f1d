package dev.countinghouse.wallet;

import dev.countinghouse.history.RowHistory;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.money.Money;
import dev.countinghouse.wallet.domain.TopUp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is left of top-ups, and the transactions that it is the sum of. A constraint keeps it from falling below zero. */
@ApplicationScoped
class WalletUseRepository {

    private static final String HELD =
            "SELECT t.id, w.customer_id, CAST(w.currency AS text) AS currency, w.priority, t.kind,"
                    + " t.left_minor, t.expires_at, t.made_at,"
                    + " EXISTS (SELECT FROM wallet_top_up_rules r WHERE r.wallet_id = w.id AND r.trigger = 'threshold'"
                    + " AND r.ended_at IS NULL) AS watched"
                    + " FROM wallet_top_ups t JOIN wallets w ON w.id = t.wallet_id WHERE t.left_minor > 0 AND ";

    private static final String LOCKED = " ORDER BY t.id FOR NO KEY UPDATE OF t";

    private static final String OF_CUSTOMERS =
            "w.customer_id = ANY (CAST(:customers AS uuid[])) AND w.terminated_at IS NULL";

    private static final String LOCK_USED = """
            SELECT t.id FROM wallet_top_ups t
            WHERE t.id IN (SELECT u.top_up_id FROM wallet_transactions u WHERE u.invoice_id = :invoice AND u.kind = 'use')
            ORDER BY t.id FOR NO KEY UPDATE""";

    private static final String USED = """
            SELECT t.id, t.kind, u.amount_minor, CAST(w.currency AS text) AS currency,
                least(t.expires_at, w.terminated_at) AS gone_at
            FROM wallet_transactions u JOIN wallet_top_ups t ON t.id = u.top_up_id JOIN wallets w ON w.id = t.wallet_id
            WHERE u.invoice_id = :invoice AND u.kind = 'use' ORDER BY t.id""";

    private static final String CHANGES =
            "unnest(CAST(:ids AS uuid[]), CAST(:amounts AS bigint[])) AS c (id, amount) WHERE t.id = c.id";

    private static final String KEEP = RowHistory.KEEP
            + "'wallet_top_ups', t.xmin, to_jsonb(t) FROM wallet_top_ups t, " + CHANGES
            + " ORDER BY t.id FOR NO KEY UPDATE OF t";

    private static final String CHANGE =
            "UPDATE wallet_top_ups t SET left_minor = t.left_minor + c.amount FROM " + CHANGES;

    private static final String RECORD = """
            INSERT INTO wallet_transactions (id, top_up_id, kind, amount_minor, invoice_id, made_at)
            SELECT c.id, c.top_up_id, c.kind, c.amount, c.invoice_id, c.made_at
            FROM unnest(CAST(:ids AS uuid[]), CAST(:topUps AS uuid[]), CAST(:kinds AS varchar[]), CAST(:amounts AS bigint[]),
                CAST(:invoices AS uuid[]), CAST(:times AS timestamptz[])) AS c (id, top_up_id, kind, amount, invoice_id, made_at)""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * A top-up of which something is left.
     *
     * @param watched whether its wallet is topped up by itself when there is too little in it
     */
    record Held(UUID id, UUID customerId, TopUp topUp, boolean watched) {

        /** The same after an amount was taken of it. */
        Held without(Money amount) {
            return new Held(
                    id,
                    customerId,
                    new TopUp(
                            topUp.priority(),
                            topUp.expiresAt(),
                            topUp.granted(),
                            topUp.madeAt(),
                            topUp.left().minus(amount)),
                    watched);
        }
    }

    /** What customers have that can pay, in a set order; who else takes from it waits until the transaction's end. */
    List<Held> lock(Collection<UUID> customers) {
        return held(entityManager
                .createNativeQuery(HELD + OF_CUSTOMERS + LOCKED, Tuple.class)
                .setParameter("customers", texts(customers, UUID::toString)));
    }

    /** The same to be looked at. */
    List<Held> of(UUID customer) {
        return held(entityManager
                .createNativeQuery(HELD + OF_CUSTOMERS + " ORDER BY t.id", Tuple.class)
                .setParameter("customers", texts(List.of(customer), UUID::toString)));
    }

    private static List<Held> held(Query query) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = query.getResultList();
        return rows.stream()
                .map(row -> new Held(
                        row.get("id", UUID.class),
                        row.get("customer_id", UUID.class),
                        new TopUp(
                                row.get("priority", Integer.class),
                                row.get("expires_at", Instant.class),
                                row.get("kind", String.class).equals("granted"),
                                row.get("made_at", Instant.class),
                                new Money(
                                        row.get("left_minor", Long.class),
                                        Currency.getInstance(row.get("currency", String.class)))),
                        row.get("watched", Boolean.class)))
                .toList();
    }

    /**
     * What an invoice was settled from.
     *
     * @param goneAt when what is left of the top-up expires, at the latest; null: never
     */
    record Used(
            UUID topUpId,
            boolean granted,
            Money amount,
            @Nullable Instant goneAt) {

        /** Whether it is gone by an instant. */
        boolean isGone(Instant at) {
            return goneAt != null && !at.isBefore(goneAt);
        }
    }

    /** What an invoice was settled from, in the order of top-ups, which wait for this transaction's end. */
    List<Used> usedBy(UUID invoiceId) {
        entityManager
                .createNativeQuery(LOCK_USED, UUID.class)
                .setParameter("invoice", invoiceId)
                .getResultList(); // by itself: who waited sees below whether the wallet was terminated meanwhile
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(USED, Tuple.class)
                .setParameter("invoice", invoiceId)
                .getResultList();
        return rows.stream()
                .map(row -> new Used(
                        row.get("id", UUID.class),
                        row.get("kind", String.class).equals("granted"),
                        new Money(
                                -row.get("amount_minor", Long.class),
                                Currency.getInstance(row.get("currency", String.class))),
                        row.get("gone_at", Instant.class)))
                .toList();
    }

    /** Adds amounts to what is left of top-ups, and takes those below zero. */
    void change(Map<UUID, Money> changes) {
        if (changes.isEmpty()) {
            return;
        }
        if (RowHistory.isKept()) {
            run(entityManager.createNativeQuery(KEEP), changes);
        }
        run(entityManager.createNativeQuery(CHANGE), changes);
    }

    private static void run(Query statement, Map<UUID, Money> changes) {
        statement
                .setParameter("ids", texts(changes.keySet(), UUID::toString))
                .setParameter("amounts", texts(changes.values(), amount -> String.valueOf(amount.minor())))
                .executeUpdate();
    }

    /**
     * A transaction to be written.
     *
     * @param amount below zero for what is taken
     */
    record Pending(
            UUID id,
            UUID topUpId,
            WalletTransactionKind kind,
            Money amount,
            @Nullable UUID invoiceId,
            Instant at) {

        static Pending of(
                UUID topUpId, WalletTransactionKind kind, Money amount, @Nullable UUID invoiceId, Instant at) {
            return new Pending(Ids.next(), topUpId, kind, amount, invoiceId, at);
        }
    }

    void record(List<Pending> transactions) {
        if (transactions.isEmpty()) {
            return;
        }
        entityManager
                .createNativeQuery(RECORD)
                .setParameter("ids", texts(transactions, one -> one.id().toString()))
                .setParameter("topUps", texts(transactions, one -> one.topUpId().toString()))
                .setParameter(
                        "kinds", texts(transactions, one -> one.kind().name().toLowerCase(Locale.ROOT)))
                .setParameter(
                        "amounts",
                        texts(transactions, one -> String.valueOf(one.amount().minor())))
                .setParameter("invoices", texts(transactions, one -> Objects.toString(one.invoiceId(), null)))
                .setParameter("times", texts(transactions, one -> one.at().toString()))
                .executeUpdate();
    }

    private static <T> @Nullable String[] texts(Collection<T> values, Function<T, @Nullable String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }
}
