package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.vault.SchemaChecksum;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An archive that becomes a new tenant, whole or not at all. */
class TenantImportIT {

    private final Api operator = Operators.client();
    private final TestTenant source = TestTenant.register();
    private final String slug = "i-" + TestTenant.unique();

    private String schema() {
        return "tenant_" + slug.replace('-', '_');
    }

    private String query() {
        return "slug=" + slug + "&name=" + Api.query("Moved & Co");
    }

    private void nothingWasMade() {
        assertThat(operator.all("/platform/tenants?slug=" + slug)).isEmpty();
        assertThat(source.count("SELECT count(*) FROM pg_namespace WHERE nspname = '" + schema() + "'"))
                .isZero();
        assertThat(source.count("SELECT count(*) FROM pg_roles WHERE rolname = '" + schema() + "'"))
                .isZero();
    }

    private Api owner() {
        return source.anonymous()
                .withToken(source.anonymous()
                        .post(
                                "/auth/login",
                                Body.of("email", source.email(), "password", TestTenant.PASSWORD, "tenant", slug))
                        .expect(200)
                        .json()
                        .path("access_token")
                        .asText());
    }

    @Test
    void anExportBecomesATenantWithEqualBooksAndItsSourceIsUntouched() {
        source.startClock("2026-01-01T00:00:00Z");
        source.makeCatalog();
        source.subscribe(source.customer("c", "UTC"), "2026-01-01");
        source.awaitSettled();
        source.awaitInvoices(1);
        SchemaChecksum books = BooksChecksum.of(source.schema());
        byte[] archive = TenantArchives.export(source);

        JsonNode result =
                Jobs.result(operator, TenantArchives.send(operator, query() + "&owner=" + source.email(), archive));

        assertThat(result.path("slug").asText()).isEqualTo(slug);
        assertThat(result.path("sha256").asText()).isEqualTo(Jobs.sha256(archive));
        assertThat(BooksChecksum.of(schema()).tables()).isEqualTo(books.tables());
        assertThat(BooksChecksum.of(source.schema())).isEqualTo(books);
        String path = "/platform/tenants/" + result.path("tenant_id").asText();
        JsonNode made = operator.get(path).expect(200).json();
        assertThat(made.path("name").asText()).isEqualTo("Moved & Co");
        assertThat(made.path("kind").asText()).isEqualTo("live");
        assertThat(made.path("plan").asText()).isEqualTo("community");
        assertThat(List.of(
                        made.path("status").asText(), made.path("status_reason").asText()))
                .containsExactly("suspended", "imported");
        assertThat(operator.all("/jobs?tenant_id=" + made.path("id").asText())).hasSize(1);

        operator.post(path + "/resume").expect(200);
        Api owner = owner();
        assertThat(owner.all("/invoices")).hasSize(1);
        assertThat(owner.get("/tenant/clock").json().path("now"))
                .isEqualTo(source.api().get("/tenant/clock").json().path("now"));
        owner.post("/customers", Body.of("name", "Only here")).expect(201);
        owner.post("/tenant/clock/advance", Body.of("to", "2026-02-02T00:00:00Z"))
                .expect(200);
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(2))
                .until(() -> owner.all("/invoices").size() == 2);
        assertThat(BooksChecksum.of(source.schema()))
                .as("the source after the copy went on")
                .isEqualTo(books);
    }

    @Test
    void anAlteredArchiveIsRefusedAndNothingIsMade() {
        source.customer("c", "UTC");
        byte[] good = TenantArchives.backup(operator, source);
        Map<String, byte[]> files = TenantArchives.files(good);
        files.computeIfPresent(
                "data/customers.csv",
                (name, rows) -> new String(rows, StandardCharsets.UTF_8)
                        .replace("EUR", "USD")
                        .getBytes(StandardCharsets.UTF_8));
        JsonNode job = Jobs.ended(operator, TenantArchives.send(operator, query(), TenantArchives.of(files)));
        assertThat(job.path("state").asText()).isEqualTo("failed");
        assertThat(job.at("/errors/0/code").asText()).isEqualTo("damaged");
        assertThat(job.path("tenant_id").isNull()).isTrue();
        nothingWasMade();

        JsonNode again = Jobs.result(operator, TenantArchives.send(operator, query(), good));
        assertThat(again.path("slug").asText())
                .as("the slug is free for the good one")
                .isEqualTo(slug);
    }

    @Test
    void whatIsNoArchiveIsRefusedBeforeAJobBegins() {
        byte[] good = TenantArchives.backup(operator, source);
        refused(new byte[0], "damaged");
        refused("no archive".getBytes(StandardCharsets.UTF_8), "damaged");
        refused(Arrays.copyOf(good, good.length - 1), "damaged");
        for (String evil : List.of("../../evil", "/etc/evil", "data/../x.csv")) {
            Map<String, byte[]> files = TenantArchives.files(good);
            files.put(evil, new byte[] {1});
            refused(TenantArchives.of(files), "damaged");
        }
        refused(manifest(good, "\"format_version\":1", "\"format_version\":2"), "newer");
        TenantArchives.send(operator, query(), manifest(good, "\"bytes\":", "\"bytes\":99999999999999"))
                .expectProblem(413, "body_too_large");
        nothingWasMade();
    }

    private void refused(byte[] archive, String code) {
        Answer answer = TenantArchives.send(operator, query(), archive).expectProblem(422, "validation_failed", "body");
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo(code);
    }

    /** Some entry of the archive is as given there. */
    private static byte[] manifest(byte[] archive, String text, String other) {
        Map<String, byte[]> files = TenantArchives.files(archive);
        files.computeIfPresent("manifest.json", (name, bytes) -> {
            String changed = new String(bytes, StandardCharsets.UTF_8).replace(text, other);
            assertThat(changed).contains(other);
            return changed.getBytes(StandardCharsets.UTF_8);
        });
        return TenantArchives.of(files);
    }

    @Test
    void aSlugOfSomebodyIsTakenAndWhatElseIsWrongIsNamed() {
        byte[] archive = TenantArchives.backup(operator, source);
        TenantArchives.send(operator, "slug=" + source.slug() + "&name=N", archive)
                .expectProblem(409, "slug_taken");
        TenantArchives.send(operator, "slug=No&name=N", archive).expectProblem(422, "validation_failed", "slug");
        TenantArchives.send(operator, "name=N", archive).expectProblem(422, "validation_failed", "slug");
        TenantArchives.send(operator, "slug=" + slug, archive).expectProblem(422, "validation_failed", "name");
        TenantArchives.send(operator, query() + "&owner=nobody@nowhere.example", archive)
                .expectProblem(422, "validation_failed", "owner");
        TenantArchives.send(operator, query() + "&plan=x", archive).expectProblem(400, "unknown_parameter");
        operator.post("/platform/tenants/import?" + query(), Body.of()).expectProblem(415, "unsupported_media_type");
        TenantArchives.send(source.api(), query(), archive).expectProblem(403, "forbidden");
        nothingWasMade();
    }

    @Test
    void whatWasErasedOfTheSourceDoesNotComeBack() {
        UUID customer = source.customer("c", "UTC");
        byte[] archive = TenantArchives.backup(operator, source);
        Jobs.result(source.api(), source.api().post("/customers/" + customer + "/erase"));

        JsonNode result = Jobs.result(operator, TenantArchives.send(operator, query(), archive));

        assertThat(source.count("SELECT count(*) FROM " + schema() + ".customers WHERE name = 'Erased customer'"))
                .isEqualTo(1);
        String path = "/platform/tenants/" + source.tenantId();
        operator.post(path + "/suspend", Body.of("reason", "leaves")).expect(200);
        Jobs.result(operator, operator.post(path + "/erase", Body.of("confirm", source.slug())));
        JsonNode job = Jobs.ended(operator, TenantArchives.send(operator, "slug=x-" + slug + "&name=N", archive));
        assertThat(job.at("/errors/0/code").asText()).isEqualTo("wrong_state");
        assertThat(operator.get("/platform/tenants/" + result.path("tenant_id").asText())
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("suspended");
    }
}
