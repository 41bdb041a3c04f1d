package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.testing.TestApplication;
import dev.countinghouse.vault.SchemaChecksum;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
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
        SchemaChecksum atBackup = BooksChecksum.of(tenant.schema());
        SchemaChecksum others = BooksChecksum.of(other.schema());
        String backup = backup();
        tenant.customer("after", "UTC");
        SchemaChecksum afterwards = BooksChecksum.of(tenant.schema());

        Answer asked = operator.post(path + "/restore", Body.of("archive_id", backup));
        JsonNode comparison = Jobs.result(operator, asked).path("comparison");
        assertThat(comparison.path("equal").asBoolean()).isFalse();
        assertThat(difference(comparison, "customers").path("only_original").asInt())
                .isEqualTo(1);
        assertThat(BooksChecksum.of(tenant.schema()))
                .as("nothing changes before the swap")
                .isEqualTo(afterwards);

        String restore = path + "/restores/" + asked.id();
        assertThat(operator.get(restore).json().path("kept_until").asText())
                .isGreaterThan(Instant.now().plus(Duration.ofDays(29)).toString());
        assertThat(step(restore + "/swap")).isEqualTo("swapped");
        assertThat(BooksChecksum.of(tenant.schema())).isEqualTo(atBackup);
        assertThat(tenant.api().all("/customers")).hasSize(1);
        tenant.customer("new after the swap", "UTC");

        assertThat(step(restore + "/undo")).isEqualTo("prepared");
        assertThat(tenant.api().all("/customers")).hasSize(2);
        assertThat(step(restore + "/swap")).isEqualTo("swapped");
        assertThat(step(restore + "/swap")).as("twice is once").isEqualTo("swapped");
        assertThat(step(restore + "/discard")).isEqualTo("swapped");
        assertThat(operator.get(restore).json().path("kept_until").isNull()).isTrue();
        operator.post(restore + "/undo").expectProblem(409, "conflict");
        assertThat(BooksChecksum.of(other.schema())).as("the other tenant").isEqualTo(others);
    }

    @Test
    void theBooksOfAnyMomentSinceTheBackupAreRestored() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        UUID customer = tenant.customer("ada", "Europe/Paris");
        tenant.subscribe(customer, "2024-01-01");
        String early = databaseTime();
        backup();
        tenant.use(customer, "january", "2024-01-10T00:00:00Z", "100");
        tenant.advance("2024-02-01T12:00:00Z");
        tenant.api()
                .patch("/customers/" + customer, Body.of("name", "Ada King", "metadata", Body.of("vip", "yes")))
                .expect(200);
        pay(tenant.invoices().getLast(), "10.00", "first");
        SchemaChecksum then = BooksChecksum.of(tenant.schema());
        String moment = databaseTime();

        tenant.api()
                .patch("/customers/" + customer, Body.of("name", "Countess Ada", "metadata", Body.of("vip", "no")))
                .expect(200);
        pay(tenant.invoices().getLast(), "5.00", "second");
        tenant.use(customer, "february", "2024-02-10T00:00:00Z", "100");
        tenant.advance("2024-03-01T12:00:00Z");
        Invariants.assertHold(tenant);

        operator.post(path + "/restore", Body.of("to", early)).expectProblem(409, "conflict");
        operator.post(path + "/restore", Body.of("to", "2999-01-01T00:00:00Z"))
                .expectProblem(422, "validation_failed", "to");
        operator.post(path + "/restore", Body.of()).expectProblem(422, "validation_failed", "archive_id");
        Answer asked = operator.post(path + "/restore", Body.of("to", moment));
        JsonNode comparison = Jobs.result(operator, asked).path("comparison");
        assertThat(difference(comparison, "invoices").path("only_original").asInt())
                .isEqualTo(1);
        assertThat(content(restoredSchema())).isEqualTo(content(then));

        assertThat(step(path + "/restores/" + asked.id() + "/swap")).isEqualTo("swapped");
        JsonNode restored =
                tenant.api().get("/customers/" + customer).expect(200).json();
        assertThat(restored.path("name").asText()).isEqualTo("Ada King");
        tenant.awaitSettled();
        assertThat(tenant.invoices())
                .as("the clock is not turned back: March is billed again, without February's usage")
                .hasSize(3);
    }

    private void pay(JsonNode invoice, String amount, String reference) {
        tenant.api()
                .post(
                        "/invoices/" + invoice.path("id").asText() + "/payments",
                        Body.of(
                                "amount",
                                Body.of("amount", amount, "currency", "EUR"),
                                "reference",
                                reference,
                                "paid_on",
                                "2024-02-01"))
                .expect(201);
    }

    /** All but what is computed from the events. */
    private static Map<String, SchemaChecksum.TableChecksum> content(SchemaChecksum checksum) {
        Map<String, SchemaChecksum.TableChecksum> content = new TreeMap<>(checksum.tables());
        content.keySet().removeIf(table -> table.matches("usage_(metrics|touched|late)"));
        return content;
    }

    private SchemaChecksum restoredSchema() {
        try (Connection owner = TestApplication.database().owner();
                Statement statement = owner.createStatement()) {
            String schema = "restore" + tenant.schema().substring("tenant".length()) + "_%";
            try (ResultSet row = statement.executeQuery(
                    "SELECT min(nspname) FROM pg_namespace WHERE nspname LIKE '" + schema + "'")) {
                row.next();
                return BooksChecksum.of(row.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String databaseTime() {
        try (Connection owner = TestApplication.database().owner();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant().toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
