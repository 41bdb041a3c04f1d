package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.testing.TestApplication;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Jobs: asked for once, canceled, and seen by whom they concern. What a kill does to them is in {@link FaultsIT}. */
class JobsIT {

    @Test
    void theSameJobIsOpenOnceAndCanBeCanceled() throws SQLException {
        Api operator = Operators.client();
        TestTenant tenant = TestTenant.register();
        String path = "/platform/tenants/" + tenant.tenantId();
        try (Connection lock = locked(tenant)) {
            String first = operator.post(path + "/backups").expect(202).id().toString();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> Jobs.state(operator, first).equals("running"));
            assertThat(operator.post(path + "/backups").expect(202).id()).hasToString(first);
            String export = tenant.api().post("/tenant/export").expect(202).id().toString();
            assertThat(Jobs.state(operator, export))
                    .as("one job of a tenant at a time")
                    .isEqualTo("queued");

            tenant.api().post("/jobs/" + first + "/cancel").expectProblem(403, "forbidden");
            tenant.api().post("/jobs/" + export + "/cancel").expect(202);
            operator.post("/jobs/" + first + "/cancel").expect(202);
            lock.rollback();
            JsonNode canceled = Jobs.ended(operator, first);
            assertThat(canceled.path("state").asText()).isEqualTo("canceled");
            assertThat(canceled.path("result").isNull()).isTrue();
            assertThat(Jobs.ended(tenant.api(), export).path("state").asText()).isEqualTo("canceled");
        }
        assertThat(operator.all(path + "/backups")).isEmpty();
        String done = Jobs.ended(operator, operator.post(path + "/backups"))
                .path("id")
                .asText();
        operator.post("/jobs/" + done + "/cancel").expectProblem(409, "conflict");
    }

    @Test
    void aTenantSeesWhatIsDoneToItAndFiltersNarrow() {
        Api operator = Operators.client();
        TestTenant tenant = TestTenant.register();
        String path = "/platform/tenants/" + tenant.tenantId();
        String id = Jobs.ended(operator, operator.post(path + "/backups"))
                .path("id")
                .asText();
        assertThat(tenant.api().all("/jobs").getFirst().path("id").asText()).isEqualTo(id);
        String own = "/jobs?tenant_id=" + tenant.tenantId();
        assertThat(operator.all(own)).hasSize(1);
        assertThat(operator.all(own + "&kind=restore")).isEmpty();
        assertThat(operator.all(own + "&state=succeeded&kind=backup")).hasSize(1);
        operator.get("/jobs?state=done").expectProblem(422, "validation_failed", "state");
        tenant.member("manager").get("/jobs").expectProblem(403, "forbidden");
    }

    /** Holds the tenant's customers, so that whoever reads them waits. */
    private static Connection locked(TestTenant tenant) throws SQLException {
        Connection owner = TestApplication.database().owner();
        owner.setAutoCommit(false);
        try (var statement = owner.createStatement()) {
            statement.execute("LOCK TABLE " + tenant.schema() + ".customers IN ACCESS EXCLUSIVE MODE");
        }
        return owner;
    }
}
