package dev.countinghouse.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Changes of the registry that a test makes by hand: servers hear of them a moment later. */
public final class RegistryNews {

    private static final Pattern REMEMBERED = Pattern.compile(
            "(?s).*(UPDATE|DELETE FROM|INSERT INTO) public\\.(tenants|memberships|users|subscriptions|plans|roles|api_keys).*");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private RegistryNews() {}

    /**
     * Waits until every server has heard what this statement changed, if it changed anything that they remember. A server asks
     * the database something now and then, and has heard everything of before when it asks the next time.
     */
    public static void awaitHeard(TestDatabase database, String sql) {
        if (!REMEMBERED.matcher(sql).matches()) {
            return;
        }
        try (Connection admin = database.admin();
                Statement statement = admin.createStatement()) {
            for (int times = 0; times < 2; times++) {
                String since = ask(statement, "SELECT clock_timestamp()::text");
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> ask(
                                        statement,
                                        "SELECT count(*)::text FROM pg_stat_activity WHERE datname = '"
                                                + database.name()
                                                + "' AND application_name = 'countinghouse-registry' AND query_start < '"
                                                + since + "'")
                                .equals("0"));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String ask(Statement statement, String question) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }
}
