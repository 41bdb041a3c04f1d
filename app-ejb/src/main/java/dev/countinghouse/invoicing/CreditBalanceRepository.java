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

    private static final String GIVE =
            "INSERT INTO credit_balances AS b (customer_id, currency, amount_minor) SELECT * FROM "
                    + CHANGES
                    + " ON CONFLICT (customer_id, currency) DO UPDATE SET amount_minor = b.amount_minor + excluded.amount_minor";

    private static final String TAKE = "UPDATE credit_balances b SET amount_minor = b.amount_minor - c.amount FROM "
            + CHANGES
            + " AS c (customer_id, currency, amount) WHERE b.customer_id = c.customer_id AND b.currency = c.currency";

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

    /** Adds amounts above zero. */
    void give(Map<Holder, Money> amounts) {
        change(entityManager.createNativeQuery(GIVE), amounts);
    }

    /** Takes amounts above zero, no more than there is. */
    void take(Map<Holder, Money> amounts) {
        change(entityManager.createNativeQuery(TAKE), amounts);
    }

    private void change(Query statement, Map<Holder, Money> changes) {
        if (changes.isEmpty()) {
            return;
        }
        List<UUID> customers = changes.keySet().stream().map(Holder::customerId).toList();
        if (RowHistory.isKept()) {
            entityManager
                    .createNativeQuery(RowHistory.KEEP + "'credit_balances', b.xmin, to_jsonb(b) " + OF
                            + " ORDER BY b.customer_id, b.currency FOR NO KEY UPDATE")
                    .setParameter("customers", texts(customers))
                    .executeUpdate();
        }
        statement
                .setParameter("customers", texts(customers))
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
