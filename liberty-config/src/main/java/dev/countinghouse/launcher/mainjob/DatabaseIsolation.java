package dev.countinghouse.launcher.mainjob;

import dev.countinghouse.launcher.client.Text;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Shows in the database itself that the application's login can read a tenant's books in that tenant's role alone. */
final class DatabaseIsolation implements DatabaseProbe {
    private static final String PERMISSION_DENIED = "42501";
    private static final String TENANTS = "SELECT slug FROM public.tenants";

    private final String url;

    /** @param url JDBC address with the application's login and password */
    DatabaseIsolation(String url) {
        this.url = url;
    }

    @Override
    public List<Finding> look(TenantSession owner, TenantSession stranger, int invoices) {
        String mine = identifier(owner.schema());
        String theirs = identifier(stranger.schema());
        String count = "SELECT count(*) FROM " + mine + ".invoices";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            return List.of(
                    denied("", count, ask(statement, "", count)),
                    denied("", TENANTS, ask(statement, "", TENANTS)),
                    denied(theirs, count, ask(statement, theirs, count)),
                    told(theirs, TENANTS, ask(statement, theirs, TENANTS), stranger.slug()),
                    told(mine, count, ask(statement, mine, count), Integer.toString(invoices)));
        } catch (SQLException e) {
            return List.of(Finding.of(
                    false, "the database did not answer: " + Text.plain(String.valueOf(e.getMessage()), 300)));
        }
    }

    /** What a statement gave, or the error it ended with. */
    private record Reply(List<String> values, String state, String message) {}

    private static Reply ask(Statement statement, String role, String query) throws SQLException {
        try {
            if (!role.isEmpty()) {
                statement.execute("SET LOCAL ROLE " + role);
            }
            List<String> values = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return new Reply(values, "", "");
        } catch (SQLException e) {
            return new Reply(
                    List.of(),
                    String.valueOf(e.getSQLState()),
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        } finally {
            statement.getConnection().rollback(); // ends the role, and the transaction that an error spoilt
        }
    }

    private static Finding denied(String role, String query, Reply reply) {
        return answered(reply.state().equals(PERMISSION_DENIED), role, query, reply);
    }

    private static Finding told(String role, String query, Reply reply, String expected) {
        return answered(reply.values().equals(List.of(expected)), role, query, reply);
    }

    private static Finding answered(boolean ok, String role, String query, Reply reply) {
        String login = role.isEmpty() ? "ch_app without a role" : "ch_app as " + role;
        String answer = reply.state().isEmpty() ? String.join(", ", reply.values()) : reply.message();
        return Finding.of(ok, Text.plain("%s: %s: %s".formatted(login, query, answer), 300));
    }

    /** Schema and role have one name, and it needs no quotes; it comes from the API, so it is looked at before it goes into SQL. */
    private static String identifier(String schema) {
        if (!schema.matches("tenant_[a-z0-9_]{1,60}")) {
            throw new MainJobException("The API names a schema that cannot be one: " + Text.plain(schema, 100));
        }
        return schema;
    }
}
