package dev.countinghouse.ledger;

import dev.countinghouse.history.RowHistory;
import dev.countinghouse.ledger.domain.Account;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the current tenant's own books call the accounts. */
@ApplicationScoped
class AccountMappingRepository {

    private static final String WANTED =
            "unnest(CAST(:accounts AS varchar[]), CAST(:numbers AS varchar[]), CAST(:names AS varchar[])) AS n (account, number, name)";

    private static final String KEEP =
            RowHistory.KEEP + "'ledger_accounts', a.xmin, to_jsonb(a) FROM ledger_accounts a LEFT JOIN "
                    + WANTED + " ON n.account = a.account"
                    + " WHERE (a.number, a.name) IS DISTINCT FROM (n.number, n.name) FOR NO KEY UPDATE OF a";

    private static final String TAKE_AWAY =
            "DELETE FROM ledger_accounts a WHERE a.account <> ALL (CAST(:accounts AS varchar[]))";

    private static final String CHANGE = "UPDATE ledger_accounts a SET number = n.number, name = n.name FROM " + WANTED
            + " WHERE n.account = a.account AND (a.number, a.name) <> (n.number, n.name)";

    private static final String ADD = "INSERT INTO ledger_accounts (account, number, name)"
            + " SELECT n.account, n.number, n.name FROM " + WANTED + " ON CONFLICT (account) DO NOTHING";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** All accounts, in their order. */
    Map<Account, MappedAccountView> all() {
        Map<Account, MappedAccountView> all = new EnumMap<>(Account.class);
        for (Account account : Account.values()) {
            all.put(account, MappedAccountView.unmapped(account));
        }
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("SELECT a.account, a.number, a.name FROM ledger_accounts a", Tuple.class)
                .getResultList();
        for (Tuple row : rows) {
            Account account = Account.of(row.get("account", String.class));
            all.put(
                    account,
                    new MappedAccountView(
                            account, row.get("number", String.class), row.get("name", String.class), true));
        }
        return all;
    }

    /** Makes these the names; all other accounts have none any more. */
    void replace(List<AccountName> names) {
        run(entityManager.createNativeQuery(KEEP), names);
        entityManager
                .createNativeQuery(TAKE_AWAY)
                .setParameter("accounts", texts(names, name -> name.account().code()))
                .executeUpdate();
        run(entityManager.createNativeQuery(CHANGE), names);
        run(entityManager.createNativeQuery(ADD), names);
    }

    private static void run(Query query, List<AccountName> names) {
        query.setParameter("accounts", texts(names, name -> name.account().code()))
                .setParameter("numbers", texts(names, AccountName::number))
                .setParameter("names", texts(names, AccountName::name))
                .executeUpdate();
    }

    private static String[] texts(List<AccountName> names, Function<AccountName, String> text) {
        return names.stream().map(text).toArray(String[]::new);
    }
}
