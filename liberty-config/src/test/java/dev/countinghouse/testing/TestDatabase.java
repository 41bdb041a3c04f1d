package dev.countinghouse.testing;

import dev.countinghouse.launcher.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A migrated database of one test, without a tenant. Roles belong to the whole server: what a test grants to
 * {@code tenant_x} in one database is the same role in another.
 *
 * @param adminUrl JDBC address of a superuser, to this database
 * @param ownerPassword of {@code ch_owner}
 * @param appPassword of {@code ch_app}
 */
public record TestDatabase(
        String adminUrl, String host, int port, String name, String ownerPassword, String appPassword) {

    /** A new connection of the superuser. */
    public Connection admin() throws SQLException {
        return DriverManager.getConnection(adminUrl);
    }

    /** A new connection of {@code ch_owner}. */
    public Connection owner() throws SQLException {
        return DriverManager.getConnection(address().ownerUrl());
    }

    /** A new connection of {@code ch_app}. */
    public Connection app() throws SQLException {
        return DriverManager.getConnection(address().appUrl());
    }

    /** The same as the launcher writes it. */
    public DatabaseAddress address() {
        return new DatabaseAddress(host, port, name, ownerPassword, appPassword);
    }
}
