package dev.countinghouse.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Subscriptions that wait for their first payment in books that were put somewhere: whether it came since is not known there. */
final class FirstPayments {

    private static final String WAITING = " WHERE t.status = 'incomplete' AND t.parked_at IS NULL";

    private static final String KEEP = """
        INSERT INTO %1$s.row_history (table_name, written_by, row)
        SELECT 'subscriptions', t.xmin, to_jsonb(t) FROM %1$s.subscriptions t\
        """ + WAITING;

    private static final String PARK = """
        UPDATE %s.subscriptions t SET parked_at = now(), version = version + 1,
            parked_reason = 'Books were put in place of others: look whether it was paid'\
        """ + WAITING;

    private FirstPayments() {}

    /** Ends none of them for want of money that may have come: each waits for its payment, or until somebody has billing tried again. */
    static void park(Connection owner, String schema) throws SQLException {
        Map<String, Tables.Table> tables = Tables.of(owner, schema);
        if (tables.containsKey("subscriptions") && tables.containsKey("row_history")) {
            Sql.update(owner, KEEP.formatted(schema));
            Sql.update(owner, PARK.formatted(schema));
        }
    }
}
