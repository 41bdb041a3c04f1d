package dev.countinghouse.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.countinghouse.testing.TestDatabase;
import dev.countinghouse.testing.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Making one tenant, as the application does when somebody registers. */
class TenantSchemaIT {

    private static final String NEXT = "9999.next";

    private static TestDatabase database;
    private static DataSource owners;

    private Connection owner;

    @BeforeAll
    static void makeDatabase() {
        database = TestServers.freshDatabase();
        owners = Catalog.ownersOf(database);
    }

    @BeforeEach
    void begin() throws SQLException {
        owner = database.owner();
        owner.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        owner.close();
    }

    @Test
    void nothingIsLeftOfATenantWhoseTransactionIsRolledBack() throws SQLException {
        TenantSchema.create(owner, "tenant_rolled_back");
        owner.rollback();
        assertThat(Catalog.lines(owner, "SELECT nspname FROM pg_namespace WHERE nspname = 'tenant_rolled_back'"))
                .isEmpty();
        assertThat(Catalog.lines(owner, "SELECT rolname FROM pg_roles WHERE rolname = 'tenant_rolled_back'"))
                .isEmpty();
    }

    @Test
    void makingATenantLeavesTheSearchPathAsItWas() throws SQLException {
        execute("SET search_path = \"it's\", public");
        owner.commit();
        TenantSchema.create(owner, "tenant_path");
        assertThat(Catalog.lines(owner, "SHOW search_path")).containsExactly("\"it's\", public");
        owner.commit();
        assertThat(Catalog.lines(owner, "SHOW search_path")).containsExactly("\"it's\", public");
    }

    @Test
    void aTenantIsNotMadeOutsideATransaction() throws SQLException {
        owner.setAutoCommit(true);
        assertThatThrownBy(() -> TenantSchema.create(owner, "tenant_alone")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTenantIsNotMadeIntoASchemaThatExists() throws SQLException {
        TenantSchema.create(owner, "tenant_again");
        owner.commit();
        assertThatThrownBy(() -> TenantSchema.create(owner, "tenant_again"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("schema \"tenant_again\" already exists");
    }

    @Test
    void aRoleThatSomebodyElseMadeDoesNotBecomeATenant() throws SQLException {
        try (Connection admin = DriverManager.getConnection(database.adminUrl());
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE ROLE tenant_foreign LOGIN");
            try {
                assertThatThrownBy(() -> TenantSchema.create(owner, "tenant_foreign"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied to grant role");
                owner.rollback();
            } finally {
                statement.execute("DROP ROLE tenant_foreign");
            }
        }
    }

    @Test
    void manyTenantsAreMadeAtOnce() throws Exception {
        List<Future<String>> made = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 12; i++) {
                String schema = "tenant_many" + i;
                made.add(threads.submit(() -> makeAndCommit(schema)));
            }
        }
        for (Future<String> one : made) {
            assertThat(one.get()).isEqualTo(made.getFirst().get());
        }
        assertThat(Catalog.ofTenant(owner, "tenant_many11")).isEqualTo(Catalog.ofTenant(owner, "tenant_many0"));
    }

    @Test
    void theTemplateIsReplacedOnlyWhenNoTenantIsBeingMadeFromIt() throws Exception {
        TenantSchema.create(owner, "tenant_in_the_making");
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<?> replaced = thread.submit(() -> {
                try (Connection connection = owners.getConnection()) {
                    TenantTemplate.store(connection, NEXT, "SELECT 1");
                }
                return null;
            });
            try (Connection watcher = owners.getConnection()) {
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> !Catalog.lines(
                                        watcher,
                                        "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'public.tenant_template'::regclass")
                                .isEmpty());
            }
            assertThat(replaced).isNotDone();
            owner.rollback();
            replaced.get();
        }
        assertThat(TenantSchema.create(owner, "tenant_in_the_making")).isEqualTo(NEXT);
    }

    private static String makeAndCommit(String schema) throws SQLException {
        try (Connection connection = owners.getConnection()) {
            connection.setAutoCommit(false);
            String version = TenantSchema.create(connection, schema);
            connection.commit();
            return version;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
