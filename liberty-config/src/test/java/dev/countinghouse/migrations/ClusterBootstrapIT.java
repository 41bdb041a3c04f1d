package dev.countinghouse.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.testing.TestDatabase;
import dev.countinghouse.testing.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Roles and database of a server, made by its administrator. */
class ClusterBootstrapIT {

    private static TestDatabase existing;

    @BeforeAll
    static void makeDatabase() {
        existing = TestServers.freshDatabase();
    }

    @Test
    void repeatedItChangesNothing() throws SQLException {
        List<String> rights;
        try (Connection owner = existing.owner()) {
            rights = Catalog.rights(owner);
        }
        try (Connection owner = bootstrap(existing.name()).run().getConnection()) {
            assertThat(Catalog.rights(owner)).isEqualTo(rights);
            assertThat(Catalog.lines(owner, "SELECT current_user")).containsExactly("ch_owner");
        }
        try (Connection app = existing.app()) {
            assertThat(Catalog.lines(app, "SELECT current_user")).containsExactly("ch_app");
            assertThat(Catalog.lines(app, "SHOW search_path")).containsExactly("\"$user\"");
        }
    }

    @Test
    void twoAtOnceMakeOneDatabaseThatNobodyButTheApplicationCanUse() throws Exception {
        String name = "twice_" + UUID.randomUUID().toString().replace("-", "");
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<DataSource>> both = List.of(
                    threads.submit(() -> bootstrap(name).run()),
                    threads.submit(() -> bootstrap(name).run()));
            for (Future<DataSource> one : both) {
                try (Connection owner = one.get().getConnection()) {
                    assertThat(Catalog.rights(owner)).containsExactly("ch_app: database: CONNECT"); // and PUBLIC none
                    assertThat(Catalog.lines(
                                    owner,
                                    "SELECT extnamespace::regnamespace FROM pg_extension WHERE extname ~ 'gist'"))
                            .containsExactly("extensions");
                }
            }
        }
    }

    @Test
    void aDatabaseOfSomebodyElseIsLeftAlone() throws SQLException {
        String name = "foreign_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection admin = DriverManager.getConnection(existing.adminUrl());
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            assertThatThrownBy(() -> bootstrap(name).run())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining("ch_owner");
            statement.execute("DROP DATABASE " + name);
        }
    }

    private static ClusterBootstrap bootstrap(String name) {
        return new ClusterBootstrap(existing.adminUrl(), name, existing.ownerPassword(), existing.appPassword());
    }
}
