package dev.countinghouse.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Lets the application's timer bill all that is due of a tenant. */
final class BillingMeasure {

    private static final String TRANSACTIONS =
            "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()";

    private BillingMeasure() {}

    /**
     * What a billing run did.
     *
     * @param seconds from the beginning of its first transaction to the end of its last, by the database's clock
     * @param rows that it wrote
     * @param transactions of the whole server meanwhile
     */
    record Run(long invoices, double seconds, long rows, long transactions) {

        double perSecond() {
            return invoices / seconds;
        }

        double secondsPerInvoice() {
            return seconds / invoices;
        }
    }

    /**
     * Bills once.
     *
     * @param invoices how many there must be
     * @throws IllegalStateException when there are not so many
     */
    static Run bill(BillingBooks books, int invoices) throws SQLException {
        long rows = books.rows();
        long transactions = books.count(TRANSACTIONS);
        books.fallDue("invoice_generation");
        books.await("SELECT EXISTS (SELECT FROM billing_runs WHERE state = 'done')");
        long written = books.count("SELECT count(*) FROM invoices");
        if (written != invoices) {
            throw new IllegalStateException("%d invoices in place of %d".formatted(written, invoices));
        }
        return new Run(written, seconds(books), books.rows() - rows, books.count(TRANSACTIONS) - transactions);
    }

    private static double seconds(BillingBooks books) throws SQLException {
        try (Connection owner = books.owner();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT extract(epoch FROM max(updated_at) - min(started_at)) FROM billing_runs")) {
            row.next();
            return row.getDouble(1);
        }
    }
}
