package dev.countinghouse.tenancy;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** The one scope of the current transaction. */
final class TransactionScope {

    private static final String KEY = TransactionScope.class.getName();

    private static volatile @Nullable TransactionSynchronizationRegistry registry;

    private TransactionScope() {}

    /**
     * Enters a scope, for the rest of the transaction.
     * @throws SQLException without an active transaction, or when it has another scope
     */
    static void enter(Scope scope) throws SQLException {
        TransactionSynchronizationRegistry transaction = registry();
        if (transaction.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new SQLException("no active transaction: the scope would not hold");
        }
        Object entered = transaction.getResource(KEY);
        if (entered == null) {
            transaction.putResource(KEY, scope);
        } else if (!entered.equals(scope)) {
            throw new SQLException(
                    "a transaction has one scope: " + entered + " is entered, " + scope + " was asked for");
        }
    }

    /** Whether the current transaction has a scope already, and so has perhaps done something. */
    static boolean isEntered() throws SQLException {
        TransactionSynchronizationRegistry transaction = registry();
        return transaction.getTransactionKey() != null && transaction.getResource(KEY) != null;
    }

    /** Whether a statement of a scope may run: the transaction has none yet, or this one. */
    static boolean allows(@Nullable Scope scope) {
        try {
            TransactionSynchronizationRegistry transaction = registry();
            Object entered = transaction.getTransactionKey() == null ? null : transaction.getResource(KEY);
            return entered == null || entered.equals(scope);
        } catch (SQLException e) {
            return false;
        }
    }

    @SuppressWarnings("BanJNDI") // a constant name of the platform's: nothing of a user's gets here
    private static TransactionSynchronizationRegistry registry() throws SQLException {
        TransactionSynchronizationRegistry known = registry;
        if (known != null) {
            return known;
        }
        try {
            TransactionSynchronizationRegistry found =
                    InitialContext.doLookup("java:comp/TransactionSynchronizationRegistry");
            registry = found;
            return found;
        } catch (NamingException e) {
            throw new SQLException("no transaction service here", e);
        }
    }
}
