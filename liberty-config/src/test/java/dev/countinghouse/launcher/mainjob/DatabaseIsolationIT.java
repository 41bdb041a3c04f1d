package dev.countinghouse.launcher.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.launcher.client.ApiClient;
import dev.countinghouse.launcher.client.Waiting;
import dev.countinghouse.migrations.TenantSchema;
import dev.countinghouse.testing.TestDatabase;
import dev.countinghouse.testing.TestServers;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the main job tells of the walls in the database is what PostgreSQL says. */
class DatabaseIsolationIT {
    private static final TenantSession OWNER = session("wall-a", "tenant_wall_a");
    private static final TenantSession STRANGER = session("wall-b", "tenant_wall_b");

    private static final TestDatabase DATABASE = TestServers.freshDatabase();

    @BeforeAll
    static void makeTenants() throws SQLException {
        try (Connection owner = DATABASE.owner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            for (TenantSession tenant : List.of(OWNER, STRANGER)) {
                String version = TenantSchema.create(owner, tenant.schema());
                statement.execute(
                        "INSERT INTO public.tenants (id, slug, name, schema_version) VALUES (gen_random_uuid(), '%s', 'Wall', '%s')"
                                .formatted(tenant.slug(), version));
            }
            owner.commit();
        }
    }

    @Test
    void onlyATenantsOwnRoleReadsItsBooks() {
        List<Finding> findings = look(0);

        assertThat(findings).allMatch(Finding::ok);
        assertThat(findings)
                .extracting(Finding::text)
                .containsExactly(
                        "ch_app without a role: SELECT count(*) FROM tenant_wall_a.invoices: ERROR: permission denied for schema tenant_wall_a",
                        "ch_app without a role: SELECT slug FROM public.tenants: ERROR: permission denied for schema public",
                        "ch_app as tenant_wall_b: SELECT count(*) FROM tenant_wall_a.invoices: ERROR: permission denied for schema tenant_wall_a",
                        "ch_app as tenant_wall_b: SELECT slug FROM public.tenants: wall-b",
                        "ch_app as tenant_wall_a: SELECT count(*) FROM tenant_wall_a.invoices: 0");
    }

    @Test
    void aCountThatTheApiDoesNotShareIsWrong() {
        assertThat(look(7).getLast().ok()).isFalse();
    }

    @Test
    void aHoleInTheWallIsSeen() throws SQLException {
        try (Connection admin = DATABASE.admin();
                Statement statement = admin.createStatement()) {
            statement.execute("GRANT USAGE ON SCHEMA tenant_wall_a TO tenant_wall_b");
            statement.execute("GRANT SELECT ON tenant_wall_a.invoices TO tenant_wall_b");
            assertThat(look(0).get(2).ok()).isFalse();
            statement.execute("REVOKE SELECT ON tenant_wall_a.invoices FROM tenant_wall_b");
            statement.execute("REVOKE USAGE ON SCHEMA tenant_wall_a FROM tenant_wall_b");
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsTold() {
        DatabaseIsolation nowhere = new DatabaseIsolation("jdbc:postgresql://127.0.0.1:9/none?connectTimeout=1");
        assertThat(nowhere.look(OWNER, STRANGER, 0)).singleElement().returns(false, Finding::ok);
    }

    private static List<Finding> look(int invoices) {
        return new DatabaseIsolation(DATABASE.address().appUrl()).look(OWNER, STRANGER, invoices);
    }

    private static TenantSession session(String slug, String schema) {
        ApiClient api = new ApiClient(URI.create("http://127.0.0.1:9/api/v1"), Waiting.CALM);
        return new TenantSession(new DemoTenant(slug, "Wall", "Olga"), schema, api, "key", true);
    }
}
