package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.migrations.SchemaVersions;
import dev.countinghouse.testing.RegistryNews;
import dev.countinghouse.testing.TestApplication;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tenants of other versions than the server's: newer ones are refused, migrations are shown to operators. */
class SchemaVersionsIT {

    private static final String NEWER = "9999.abcdef012345";

    @Test
    void aTenantThatANewerProgramHasMigratedIsRefusedByNameAndTheOthersAreServed() throws SQLException {
        TestTenant tenant = TestTenant.register();
        TestTenant other = TestTenant.register();
        setVersion(tenant, NEWER);

        Answer refused = tenant.api().get("/customers");
        refused.expectProblem(503, "schema_not_supported");
        assertThat(refused.json().path("detail").asText()).contains(NEWER).contains(SchemaVersions.current());
        assertThat(refused.header("Retry-After")).isNotEmpty();
        other.api().get("/customers").expect(200);

        setVersion(tenant, SchemaVersions.current());
        tenant.api().get("/customers").expect(200);
    }

    @Test
    void operatorsSeeTheMigrationsWithEachTenantAndAskARunningOneToPause() throws SQLException {
        TestTenant tenant = TestTenant.register();
        UUID run = UUID.fromString("0190ffff-0000-7000-8000-" + TestTenant.unique());
        execute("INSERT INTO public.migration_runs (id, to_version, plan) VALUES (?, '11.later', '{}')", run);
        try {
            execute(
                    "INSERT INTO public.tenant_migrations (run_id, tenant_id, from_version, wave, state, error, finished_at)"
                            + " VALUES (?, '" + tenant.tenantId() + "', '10.before', 1, 'failed', 'it differs', now())",
                    run);
            Api operator = Operators.client();
            String path = "/platform/migrations/" + run;

            JsonNode shown = operator.get(path).expect(200).json();
            assertThat(shown.path("state").asText()).isEqualTo("running");
            assertThat(shown.path("failed").asInt()).isEqualTo(1);
            assertThat(shown.path("pending").asInt()).isZero();
            assertThat(operator.all("/platform/migrations"))
                    .extracting(row -> row.path("id").asText())
                    .contains(run.toString());
            assertThat(operator.all(path + "/tenants?state=failed"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.path("error").asText()).isEqualTo("it differs"))
                    .satisfies(row -> assertThat(row.path("slug").asText()).isEqualTo(tenant.slug()));
            assertThat(operator.all(path + "/tenants?state=pending")).isEmpty();
            operator.get(path + "/tenants?state=lost").expectProblem(422, "validation_failed", "state");

            assertThat(operator.post(path + "/pause")
                            .expect(200)
                            .json()
                            .path("pause_requested")
                            .asBoolean())
                    .isTrue();
            execute("UPDATE public.migration_runs SET state = 'done', finished_at = now() WHERE id = ?", run);
            operator.post(path + "/pause").expectProblem(409, "conflict");
            operator.get("/platform/migrations/" + UUID.randomUUID()).expectProblem(404, "not_found");
        } finally {
            execute("DELETE FROM public.migration_runs WHERE id = ?", run);
        }
    }

    private static void setVersion(TestTenant tenant, String version) throws SQLException {
        execute("UPDATE public.tenants SET schema_version = '" + version + "' WHERE id = ?", tenant.tenantId());
    }

    private static void execute(String sql, UUID id) throws SQLException {
        try (Connection owner = TestApplication.database().owner();
                PreparedStatement statement = owner.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.execute();
            RegistryNews.awaitHeard(TestApplication.database(), sql);
        }
    }
}
