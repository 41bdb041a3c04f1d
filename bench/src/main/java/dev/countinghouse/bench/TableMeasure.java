package dev.countinghouse.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** What PostgreSQL alone does with usage events: the baselines, into a tenant's own table with its indexes. */
final class TableMeasure {

    private static final double NANOS = 1e9;
    private static final String ROW = "(?, '', ?, ?, ?, ?::timestamptz, ?, ?::jsonb)";

    private final UsageBooks books;
    private final UsageRows rows;

    TableMeasure(UsageBooks books, UsageRows rows) {
        this.books = books;
        this.rows = rows;
    }

    /** Rows a second by one COPY of all of them. */
    double copy(int events) throws SQLException, IOException {
        try (Connection tenant = books.asTenant()) {
            long begun = System.nanoTime();
            books.copy(tenant, events, rows::next);
            tenant.commit();
            return events * NANOS / (System.nanoTime() - begun);
        }
    }

    /** Rows a second by INSERT of so many rows each, {@code ON CONFLICT DO NOTHING}, each a transaction. */
    double insert(int events, int batch) throws SQLException {
        try (Connection tenant = books.asTenant()) {
            long begun = System.nanoTime();
            for (int done = 0; done < events; done += batch) {
                if (done > 0) {
                    books.begin(tenant);
                }
                insertOnce(tenant, batch);
                tenant.commit();
            }
            return events * NANOS / (System.nanoTime() - begun);
        }
    }

    private void insertOnce(Connection tenant, int batch) throws SQLException {
        String values = (ROW + ",").repeat(batch);
        try (PreparedStatement insert = tenant.prepareStatement("INSERT INTO usage_events " + UsageBooks.COLUMNS
                + " VALUES " + values.substring(0, values.length() - 1)
                + " ON CONFLICT (source, transaction_id) DO NOTHING")) {
            int parameter = 1;
            for (int i = 0; i < batch; i++) {
                UsageRows.Row row = rows.next();
                insert.setObject(parameter++, dev.countinghouse.ids.Ids.next());
                insert.setString(parameter++, row.transaction());
                insert.setObject(parameter++, books.customer(row.customer()));
                insert.setObject(parameter++, books.metric());
                insert.setString(parameter++, row.at().toString());
                insert.setObject(parameter++, row.units(), Types.NUMERIC);
                insert.setString(parameter++, row.properties());
            }
            insert.executeUpdate();
        }
    }
}
