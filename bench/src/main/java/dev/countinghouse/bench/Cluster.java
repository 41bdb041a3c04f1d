package dev.countinghouse.bench;

import dev.countinghouse.launcher.DataFolder;
import dev.countinghouse.launcher.DatabaseAddress;
import dev.countinghouse.launcher.Ports;
import dev.countinghouse.launcher.PostgresServer;
import dev.countinghouse.migrations.ClusterBootstrap;
import dev.countinghouse.migrations.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server with the settings of {@code up} and a migrated database in it.
 *
 * @param owner a new session of {@code ch_owner} each time
 */
record Cluster(PostgresServer server, DatabaseAddress address, DataSource owner) implements AutoCloseable {

    private static final String NAME = "countinghouse";

    /** Starts it in a folder that does not exist yet. */
    static Cluster start(DataFolder folder, Path programs, String password, Consumer<AutoCloseable> spawned)
            throws SQLException {
        PostgresServer server = PostgresServer.start(
                new PostgresServer.Settings(
                        folder.postgres(),
                        programs,
                        folder.logs().resolve("postgresql.log"),
                        Ports.anyFree(),
                        password),
                spawned);
        DataSource owner = new ClusterBootstrap(server.adminUrl(), NAME, password, password).run();
        new Migrations(owner, line -> {}).run();
        return new Cluster(server, new DatabaseAddress("127.0.0.1", server.port(), NAME, password, password), owner);
    }

    /** A session of the administrator in the product's database: it may look at the server itself. */
    Connection administrator() throws SQLException {
        PGSimpleDataSource admin = new PGSimpleDataSource();
        admin.setURL(server.adminUrl());
        admin.setDatabaseName(NAME);
        return admin.getConnection();
    }

    /** A session of the application's login. */
    Connection application() throws SQLException {
        return DriverManager.getConnection(address.appUrl());
    }

    /** How many requests a minute each tenant may send: many, when it is not the limit that is measured. */
    void requestsPerMinute(int most) throws SQLException {
        limit("requests_per_minute", most);
    }

    /** Sets a limit of all tiers. */
    void limit(String name, int most) throws SQLException {
        try (Connection connection = owner.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE public.plans SET limits = limits || jsonb_build_object(?::text, ?)")) {
            update.setString(1, name);
            update.setInt(2, most);
            update.executeUpdate();
        }
    }

    /** Stops the server; its data stays. */
    @Override
    public void close() {
        server.close();
    }
}
