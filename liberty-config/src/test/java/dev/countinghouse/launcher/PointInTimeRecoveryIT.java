package dev.countinghouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.migrations.ClusterBootstrap;
import dev.countinghouse.migrations.Migrations;
import dev.countinghouse.migrations.TenantSchema;
import dev.countinghouse.testing.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The recovery of the whole cluster to a moment, done as docs/OPERATIONS.md says: archived WAL, a base backup, a target time. */
class PointInTimeRecoveryIT {
    private static final String PASSWORD = "for-tests";
    private static final String DATABASE = "countinghouse";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder = TestFolders.temporary();
    private final Path wal = folder.resolve("wal");
    private final PostgresServer.Settings original = settings("postgres");
    private final PostgresServer.Settings recovered = settings("recovered");

    private PostgresServer.Settings settings(String name) {
        return new PostgresServer.Settings(
                folder.resolve(name), TestFolders.programs(), folder.resolve(name + ".log"), Ports.anyFree(), PASSWORD);
    }

    @AfterEach
    void deleteAll() throws IOException {
        PostgresServer.stopLeftover(original.data());
        PostgresServer.stopLeftover(recovered.data());
        TestFolders.delete(folder);
    }

    @Test
    void theClusterIsRecoveredToTheMomentBeforeTheAccidentWithEveryTenant() throws SQLException, IOException {
        archiveWal();
        String moment;
        try (PostgresServer server = start(original)) {
            makeTenants(server);
            note(server, "before the base backup");
            baseBackup(server);
            note(server, "after the base backup");
            moment = ask(server, "postgres", "SELECT clock_timestamp()::text");
            note(server, "after the moment");
            run(server, DATABASE, "DROP SCHEMA tenant_acme CASCADE");
            run(server, DATABASE, "SELECT pg_switch_wal()");
            awaitArchived(server);
        }

        recoverTo(moment);

        try (PostgresServer server = start(recovered)) {
            await(server, "SELECT NOT pg_is_in_recovery()");
            for (String tenant : List.of("tenant_acme", "tenant_globex")) {
                assertThat(ask(
                                server,
                                DATABASE,
                                "SELECT string_agg(type, ', ' ORDER BY id) FROM " + tenant + ".outbox"))
                        .isEqualTo("before the base backup, after the base backup");
            }
        }
    }

    private static PostgresServer start(PostgresServer.Settings settings) {
        return PostgresServer.start(settings, server -> {});
    }

    private void archiveWal() throws SQLException, IOException {
        Files.createDirectory(wal);
        try (PostgresServer server = start(original)) { // takes effect with the next start
            run(server, "postgres", "ALTER SYSTEM SET archive_mode = on");
            run(
                    server,
                    "postgres",
                    "ALTER SYSTEM SET archive_command = 'test ! -f %1$s/%%f && cp %%p %1$s/%%f'".formatted(wal));
        }
    }

    private static void makeTenants(PostgresServer server) throws SQLException {
        ClusterBootstrap bootstrap = new ClusterBootstrap(server.adminUrl(), DATABASE, "owner-pw", "app-pw");
        var owners = bootstrap.run();
        new Migrations(owners, line -> {}).run();
        try (Connection owner = owners.getConnection()) {
            owner.setAutoCommit(false);
            TenantSchema.create(owner, "tenant_acme");
            TenantSchema.create(owner, "tenant_globex");
            owner.commit();
        }
    }

    private static void note(PostgresServer server, String what) throws SQLException {
        for (String tenant : List.of("tenant_acme", "tenant_globex")) {
            run(server, DATABASE, """
                    INSERT INTO %1$s.outbox (id, type, subject_id, payload, occurred_at)
                    SELECT ('00000000-0000-0000-0000-' || lpad((count(*) + 1)::text, 12, '0'))::uuid, '%2$s', gen_random_uuid(), '{}', now()
                    FROM %1$s.outbox""".formatted(tenant, what));
        }
    }

    /** Copies the files of the running server between the two marks; WAL and what belongs to the running process stay behind. */
    private void baseBackup(PostgresServer server) throws SQLException, IOException {
        try (Connection session = connect(server, "postgres");
                Statement statement = session.createStatement()) {
            statement.execute("SELECT pg_backup_start('base', fast => true)");
            assertThat(Commands.works(List.of(
                            "cp",
                            "-a",
                            original.data().toString(),
                            recovered.data().toString())))
                    .isTrue();
            try (ResultSet label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop()")) {
                label.next();
                Files.writeString(recovered.data().resolve("backup_label"), label.getString(1));
            }
        }
        for (String leftOut : List.of("postmaster.pid", "postmaster.opts")) {
            Files.deleteIfExists(recovered.data().resolve(leftOut));
        }
        TestFolders.delete(recovered.data().resolve("pg_wal"));
        Files.createDirectories(recovered.data().resolve("pg_wal"));
    }

    private static void awaitArchived(PostgresServer server) throws SQLException {
        String last = ask(server, "postgres", "SELECT pg_walfile_name(pg_current_wal_lsn() - 1)");
        await(server, "SELECT coalesce(last_archived_wal, '') >= '%s' FROM pg_stat_archiver".formatted(last));
    }

    private static void await(PostgresServer server, String question) {
        assertThat(Polling.until(PATIENCE, () -> {
                    try {
                        return ask(server, "postgres", question).equals("t");
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .as(question)
                .isTrue();
    }

    private void recoverTo(String moment) throws IOException {
        Files.writeString(recovered.data().resolve("postgresql.auto.conf"), """
                restore_command = 'cp %s/%%f %%p'
                recovery_target_time = '%s'
                recovery_target_action = 'promote'
                """.formatted(wal, moment));
        Files.writeString(recovered.data().resolve("recovery.signal"), "", StandardOpenOption.CREATE);
        for (String own : List.of("postgresql.auto.conf", "recovery.signal", "backup_label", "pg_wal")) {
            PostgresUser.forData(recovered.data(), PostgresPrograms.in(recovered.programs()))
                    .own(recovered.data().resolve(own));
        }
    }

    private static void run(PostgresServer server, String database, String sql) throws SQLException {
        try (Connection connection = connect(server, database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(PostgresServer server, String database, String sql) throws SQLException {
        try (Connection connection = connect(server, database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private static Connection connect(PostgresServer server, String database) throws SQLException {
        return DriverManager.getConnection(server.adminUrl().replace("/postgres?", "/" + database + "?"));
    }
}
