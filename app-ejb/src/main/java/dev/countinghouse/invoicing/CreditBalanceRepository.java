package dev.countinghouse.invoicing;

import dev.countinghouse.history.RowHistory;
import dev.countinghouse.invoicing.CreditBalances.Holder;
import dev.countinghouse.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What customers have to their credit. A constraint keeps it from falling below zero. */
@ApplicationScoped
class CreditBalanceRepository {

    private static final String OF = "FROM credit_balances b WHERE b.customer_id = ANY (CAST(:customers AS uuid[]))";

    private static final String BALANCES = "SELECT b.customer_id, CAST(b.currency AS text) AS currency, b.amount_minor "
            + OF + " AND b.amount_minor > 0 ORDER BY b.customer_id, b.currency";

    private static final String CHANGES =
            "unnest(CAST(:customers AS uuid[]), CAST(:currencies AS char(3)[]), CAST(:amounts AS bigint[]))";

    private static final String CHANGED = CHANGES
            + " AS c (customer_id, currency, amount) WHERE (b.customer_id, b.currency) = (c.customer_id, c.currency)";

    private static final String OPEN = "INSERT INTO credit_balances (customer_id, currency, amount_minor)"
            + " SELECT c.customer_id, c.currency, 0 FROM "
            + CHANGES
            + " AS c (customer_id, currency, amount) ON CONFLICT DO NOTHING";

    private static final String KEEP =
            RowHistory.KEEP + "'credit_balances', b.xmin, to_jsonb(b) FROM credit_balances b, " + CHANGED
                    + " ORDER BY b.customer_id, b.currency FOR NO KEY UPDATE OF b";

    private static final String CHANGE =
            "UPDATE credit_balances b SET amount_minor = b.amount_minor + c.amount FROM " + CHANGED;

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** What customers have, in the order of customers and currencies; who else takes from it waits until the transaction's end. */
    Map<Holder, Money> lock(Collection<UUID> customers) {
        return balances(entityManager.createNativeQuery(BALANCES + " FOR UPDATE", Tuple.class), customers);
    }

    /** What customers have, in the order of customers and currencies. */
    Map<Holder, Money> of(Collection<UUID> customers) {
        return balances(entityManager.createNativeQuery(BALANCES, Tuple.class), customers);
    }

    private static Map<Holder, Money> balances(Query query, Collection<UUID> customers) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = query.setParameter("customers", texts(customers)).getResultList();
        Map<Holder, Money> balances = new TreeMap<>();
        for (Tuple row : rows) {
            Currency currency = Currency.getInstance(row.get("currency", String.class));
            balances.put(
                    new Holder(row.get("customer_id", UUID.class), currency.getCurrencyCode()),
                    new Money(row.get("amount_minor", Long.class), currency));
        }
        return balances;
    }

    /**
     * Adds amounts, and takes those below zero. There is a row before it is changed, so that each state of it is one that can be kept,
     * whoever makes it.
     */
    void change(Map<Holder, Money> changes) {
        if (changes.isEmpty()) {
            return;
        }
        run(entityManager.createNativeQuery(OPEN), changes);
        if (RowHistory.isKept()) {
            run(entityManager.createNativeQuery(KEEP), changes);
        }
        run(entityManager.createNativeQuery(CHANGE), changes);
    }

    private static void run(Query statement, Map<Holder, Money> changes) {
        statement
                .setParameter(
                        "customers",
                        texts(changes.keySet().stream().map(Holder::customerId).toList()))
                .setParameter(
                        "currencies",
                        changes.keySet().stream().map(Holder::currency).toArray(String[]::new))
                .setParameter(
                        "amounts",
                        changes.values().stream()
                                .map(amount -> String.valueOf(amount.minor()))
                                .toArray(String[]::new))
                .executeUpdate();
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
