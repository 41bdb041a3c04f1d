package dev.countinghouse.tenancy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * Looks at every statement before it is sent. The thread's scope must be its transaction's: an entity manager keeps the
 * connection of the scope it was opened in, so code that changed scope in the middle of a transaction would otherwise go on
 * in the other tenant's schema, unseen. And it must be one plain statement: whatever changes the role, or leaves something
 * behind on the connection for its next tenant, does not come from a repository.
 */
public class ScopeGuard implements StatementInspector {

    private static final long serialVersionUID = 1L;

    private static final Pattern PLAIN =
            Pattern.compile("\\s*(?:select|insert|update|delete|with)\\b[^;]*", Pattern.CASE_INSENSITIVE);
    /** Sent first, it lets the transaction see what is committed by then, and write nothing; it ends with the transaction. */
    public static final String READ_A_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    private static final Pattern ROUNDABOUT =
            Pattern.compile("set_config|_to_xml|dblink|pg_advisory_lock", Pattern.CASE_INSENSITIVE);

    private static final int KNOWN_MOST = 4_000;
    private static final int KNOWN_LENGTH_MAX = 8_000;

    /** Statements that were found to be plain: the program has a few hundred, and looking at one takes longer than finding it. */
    private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

    @Override
    public String inspect(String sql) {
        if (!TransactionScope.allows(CurrentScope.find())) {
            throw new IllegalStateException("the scope was changed within a transaction");
        }
        if (!isPlain(sql)) {
            throw new IllegalStateException("only single queries and changes of rows are sent");
        }
        return sql;
    }

    /** One query or change of rows, without a function that would execute text or change a setting; or the reading of a snapshot. */
    static boolean isPlain(String sql) {
        if (KNOWN.contains(sql)) {
            return true;
        }
        boolean plain = sql.equals(READ_A_SNAPSHOT)
                || PLAIN.matcher(sql).matches() && !ROUNDABOUT.matcher(sql).find();
        if (plain && sql.length() <= KNOWN_LENGTH_MAX && KNOWN.size() < KNOWN_MOST) {
            KNOWN.add(sql);
        }
        return plain;
    }
}
