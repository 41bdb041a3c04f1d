package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.testing.TestApplication;
import dev.countinghouse.vault.SchemaChecksum;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Backups of one tenant, and restoring one while everybody else works on. */
class RestoreIT {

    private final Api operator = Operators.client();
    private final TestTenant tenant = TestTenant.register();
    private final TestTenant other = TestTenant.register();
    private final String path = "/platform/tenants/" + tenant.tenantId();

    @Test
    void aRestoreGivesTheBooksOfTheBackupAndTouchesNobodyElse() {
        other.customer("untouched", "UTC");
        tenant.customer("before", "UTC");
        SchemaChecksum atBackup = checksum(tenant);
        SchemaChecksum others = checksum(other);
        String backup = backup();
        tenant.customer("after", "UTC");
        SchemaChecksum afterwards = checksum(tenant);

        Answer asked = operator.post(path + "/restore", Body.of("archive_id", backup));
        JsonNode comparison = Jobs.result(operator, asked).path("comparison");
        assertThat(comparison.path("equal").asBoolean()).isFalse();
        assertThat(difference(comparison, "customers").path("only_original").asInt())
                .isEqualTo(1);
        assertThat(checksum(tenant)).as("nothing changes before the swap").isEqualTo(afterwards);

        String restore = path + "/restores/" + asked.id();
        assertThat(step(restore + "/swap")).isEqualTo("swapped");
        assertThat(checksum(tenant)).isEqualTo(atBackup);
        assertThat(tenant.api().all("/customers")).hasSize(1);
        tenant.customer("new after the swap", "UTC");

        assertThat(step(restore + "/undo")).isEqualTo("prepared");
        assertThat(tenant.api().all("/customers")).hasSize(2);
        assertThat(step(restore + "/swap")).isEqualTo("swapped");
        assertThat(step(restore + "/swap")).as("twice is once").isEqualTo("swapped");
        assertThat(step(restore + "/discard")).isEqualTo("swapped");
        operator.post(restore + "/undo").expectProblem(409, "conflict");
        assertThat(checksum(other)).as("the other tenant").isEqualTo(others);
    }

    private String step(String what) {
        return operator.post(what).expect(200).json().path("state").asText();
    }

    private String backup() {
        return Jobs.result(operator, operator.post(path + "/backups"))
                .path("archive_id")
                .asText();
    }

    private static JsonNode difference(JsonNode comparison, String table) {
        for (JsonNode one : comparison.path("tables")) {
            if (one.path("table").asText().equals(table)) {
                return one;
            }
        }
        throw new AssertionError("no " + table + " in " + comparison);
    }

    private static SchemaChecksum checksum(TestTenant tenant) {
        try (Connection owner = TestApplication.database().owner()) {
            owner.setAutoCommit(false);
            return SchemaChecksum.of(owner, tenant.schema());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aBackupIsListedAndItsFileIsTheOneThatWasMeasured() {
        String backup = backup();
        JsonNode listed = operator.get(path + "/backups").expect(200).json().path("data");
        assertThat(listed).hasSize(1);
        assertThat(listed.path(0).path("id").asText()).isEqualTo(backup);
        assertThat(listed.path(0).path("purpose").asText()).isEqualTo("backup");
        assertThat(listed.path(0).path("expires_at").asText()).isNotEmpty();
        HttpResponse<byte[]> file = Jobs.download(operator, path + "/backups/" + backup + "/content");
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
                .matches("attachment; filename=\"" + tenant.slug() + "-backup-\\d{8}T\\d{6}Z.zip\"");
        assertThat(Jobs.sha256(file.body()))
                .isEqualTo(listed.path(0).path("sha256").asText());
        assertThat(file.body()).hasSize(listed.path(0).path("bytes").asInt());
    }

    @Test
    void nobodyElsesBackupIsRestoredOrDownloaded() {
        String backup = backup();
        String wrong = "/platform/tenants/" + other.tenantId();
        operator.post(wrong + "/restore", Body.of("archive_id", backup)).expectProblem(404, "not_found");
        operator.get(wrong + "/backups/" + backup + "/content").expectProblem(404, "not_found");
        tenant.api().get(path + "/backups/" + backup + "/content").expectProblem(403, "forbidden");
        tenant.api().get("/tenant/export/" + backup + "/content").expectProblem(404, "not_found");
        operator.post(path + "/restores/" + UUID.randomUUID() + "/swap").expectProblem(404, "not_found");
    }

    @Test
    void anExpiredBackupIsDeletedWithItsFile() {
        String backup = backup();
        tenant.execute(
                "UPDATE public.archives SET expires_at = now() - interval '1 second' WHERE id = ?",
                UUID.fromString(backup));
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(2))
                .until(() -> !operator.get(path + "/backups")
                        .json()
                        .at("/data/0/deleted_at")
                        .asText()
                        .equals("null"));
        operator.get(path + "/backups/" + backup + "/content").expectProblem(404, "not_found");
        operator.post(path + "/restore", Body.of("archive_id", backup)).expectProblem(404, "not_found");
    }
}
