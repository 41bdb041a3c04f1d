package dev.countinghouse.launcher;

import dev.countinghouse.migrations.ClusterBootstrap;
import dev.countinghouse.migrations.MigrationOptions;
import dev.countinghouse.migrations.Migrations;
import dev.countinghouse.migrations.OperatorKeys;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * The product's database on a running server, and the administrator who can make it.
 *
 * @param adminUrl JDBC address of the administrator, password included: never to be printed
 */
record Database(String adminUrl, DatabaseAddress address) {

    /**
     * Makes roles and database where they are missing, and migrates everything. Tenants may be left behind: the report says so.
     *
     * @param told of each step
     * @throws LauncherException when the database cannot be prepared
     */
    Migrations.Report migrate(MigrationOptions options, Consumer<String> told) {
        try {
            ClusterBootstrap bootstrap =
                    new ClusterBootstrap(adminUrl, address.name(), address.ownerPassword(), address.appPassword());
            return new Migrations(bootstrap.run(), options, told).run();
        } catch (SQLException | IllegalArgumentException e) {
            throw new LauncherException(
                    ExitCode.MIGRATION, "The database %s cannot be prepared: %s".formatted(address, e.getMessage()), e);
        }
    }

    /**
     * Makes an operator's key good, if it is not known yet.
     *
     * @throws LauncherException when the database refuses
     */
    void addOperatorKey(String name, String key) {
        try (Connection owner = DriverManager.getConnection(address.ownerUrl())) {
            OperatorKeys.add(owner, name, key);
        } catch (SQLException e) {
            throw new LauncherException(
                    ExitCode.MIGRATION, "The operator's key cannot be stored in %s".formatted(address), e);
        }
    }

    /** Never shows a password. */
    @Override
    public String toString() {
        return address.toString();
    }
}
