package dev.countinghouse.tenancy;

import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * Looks at every statement before it is sent: the thread's scope must be its transaction's. An entity manager keeps the
 * connection of the scope it was opened in, so code that changed scope in the middle of a transaction would otherwise go on
 * in the other tenant's schema, unseen.
 */
public class ScopeGuard implements StatementInspector {

    private static final long serialVersionUID = 1L;

    @Override
    public String inspect(String sql) {
        if (!TransactionScope.allows(CurrentScope.find())) {
            throw new IllegalStateException("the scope was changed within a transaction");
        }
        return sql;
    }
}
