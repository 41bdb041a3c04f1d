package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A tenant from its making to its end: export, sandbox, archive, erasure. */
class TenantLifeIT {

    private final Api operator = Operators.client();
    private final TestTenant tenant = TestTenant.register();
    private final String path = "/platform/tenants/" + tenant.tenantId();

    @Test
    void anOperatorMakesATenantWholeOrNotAtAll() {
        String unique = TestTenant.unique();
        Map<String, @Nullable Object> body = Body.of("company", "Made", "slug", "m-" + unique, "name", "Owner");
        body.put("email", "owner@" + unique + ".example");
        body.put("password", TestTenant.PASSWORD);
        Answer made = operator.post("/platform/tenants", body).expect(201);
        assertThat(made.header("Location")).endsWith("/platform/tenants/" + made.id());
        operator.post("/platform/tenants", body).expectProblem(409, "slug_taken");
        operator.post("/platform/tenants", Body.like(body, "slug", "n-" + unique))
                .expectProblem(409, "email_taken");
        assertThat(operator.all("/platform/tenants?slug=n-" + unique)).isEmpty();
        Api.anonymous()
                .post("/auth/login", Body.of("email", "owner@" + unique + ".example", "password", TestTenant.PASSWORD))
                .expect(200);
    }

    @Test
    void aTierIsChangedToOneThatThereIs() {
        operator.put(path + "/tier", Body.of("plan", "community")).expect(200);
        assertThat(operator.get(path).json().path("plan").asText()).isEqualTo("community");
        operator.put(path + "/tier", Body.of("plan", "nothing")).expectProblem(422, "validation_failed", "plan");
        assertThat(operator.get(path).json().path("plan").asText()).isEqualTo("community");
    }

    @Test
    void brandingIsValidatedAndReplacedAsAWhole() {
        Map<String, @Nullable Object> branding =
                Body.of("logo_url", "https://a.example/l.png", "primary_color", "#12abEF");
        JsonNode set = tenant.api()
                .patch("/tenant", Body.of("branding", branding))
                .expect(200)
                .json();
        assertThat(set.at("/branding/primary_color").asText()).isEqualTo("#12abEF");
        assertThat(set.path("name").asText()).contains(tenant.api().canary());
        JsonNode next = tenant.api()
                .patch("/tenant", Body.of("branding", Body.of("footer", "Thanks")))
                .expect(200)
                .json();
        assertThat(next.at("/branding/logo_url").isNull()).isTrue();
        refused(Body.of("logo_url", "http://a.example/l.png"), "branding.logo_url");
        refused(Body.of("logo_url", "https://a.example/\"><script>"), "branding.logo_url");
        refused(Body.of("primary_color", "red"), "branding.primary_color");
        refused(Body.of("support_email", "nobody"), "branding.support_email");
    }

    private void refused(Map<String, @Nullable Object> branding, String field) {
        tenant.api().patch("/tenant", Body.of("branding", branding)).expectProblem(422, "validation_failed", field);
    }

    @Test
    void anExportIsDownloadedByItsTenantAlone() {
        tenant.customer("c", "UTC");
        Answer asked = tenant.api().send("POST", "/tenant/export", "", BodyPublishers.noBody());
        JsonNode result = Jobs.result(tenant.api(), asked);
        String content = "/tenant/export/" + result.path("archive_id").asText() + "/content";
        HttpResponse<byte[]> file = Jobs.download(tenant.api(), content);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(Jobs.sha256(file.body())).isEqualTo(result.path("sha256").asText());
        assertThat(tenant.api().all("/tenant/export")).hasSize(1);

        TestTenant stranger = TestTenant.register();
        stranger.api().get(content).expectProblem(404, "not_found");
        stranger.api().get("/jobs/" + asked.id()).expectProblem(404, "not_found");
        assertThat(stranger.api().all("/jobs")).isEmpty();
        assertThat(stranger.api().all("/jobs?tenant_id=" + tenant.tenantId())).isEmpty();
        tenant.member("manager").get(content).expectProblem(403, "forbidden");
        operator.get(content).expectProblem(403, "forbidden");
    }

    @Test
    void aSandboxHasTestKeysAClockOfItsOwnAndNothingToSend() {
        tenant.customer("c", "UTC");
        String slug = "s-" + TestTenant.unique();
        Answer asked = tenant.api().post("/tenant/sandboxes", Body.of("slug", slug, "name", "Play"));
        assertThat(Jobs.result(tenant.api(), asked).path("slug").asText()).isEqualTo(slug);
        Api sandbox = tenant.anonymous()
                .withToken(tenant.anonymous()
                        .post(
                                "/auth/login",
                                Body.of("email", tenant.email(), "password", TestTenant.PASSWORD, "tenant", slug))
                        .expect(200)
                        .json()
                        .path("access_token")
                        .asText());
        assertThat(sandbox.get("/tenant").json().path("kind").asText()).isEqualTo("sandbox");
        assertThat(sandbox.get("/tenant/clock").json().path("mode").asText()).isEqualTo("test");
        assertThat(sandbox.all("/customers")).hasSize(1);
        String key = secret(sandbox);
        assertThat(key).startsWith("ch_test_");
        assertThat(secret(tenant.api())).startsWith("ch_live_");
        String unsent = "SELECT count(*) FROM tenant_" + slug.replace('-', '_') + ".outbox WHERE published_at IS NULL";
        assertThat(tenant.count(unsent)).isZero();
        sandbox.post("/customers", Body.of("name", "Only here")).expect(201);
        assertThat(tenant.api().all("/customers")).hasSize(1);
        JsonNode listed =
                tenant.api().get("/tenant/sandboxes").expect(200).json().path("data");
        assertThat(listed.path(0).path("slug").asText()).isEqualTo(slug);
        sandbox.post("/tenant/sandboxes", Body.of("slug", slug + "x", "name", "No"))
                .expectProblem(409, "conflict");
        tenant.api()
                .post("/tenant/sandboxes", Body.of("slug", slug, "name", "No"))
                .expectProblem(409, "slug_taken");
    }

    private static String secret(Api api) {
        return api.post("/api-keys", Body.of("name", "machine"))
                .expect(201)
                .json()
                .path("secret")
                .asText();
    }

    @Test
    void anArchivedTenantIsRefusedAndComesBackAsItWas() {
        tenant.customer("c", "UTC");
        operator.post(path + "/archive").expectProblem(409, "conflict");
        operator.post(path + "/suspend", Body.of("reason", "left")).expect(200);
        Jobs.result(operator, operator.post(path + "/archive"));
        assertThat(operator.get(path).json().path("status").asText()).isEqualTo("archived");
        tenant.api().get("/customers").expectProblem(403, "tenant_suspended");
        operator.post(path + "/resume").expectProblem(409, "conflict");
        operator.post(path + "/backups").expectProblem(409, "conflict");
        Jobs.result(operator, operator.post(path + "/unarchive"));
        assertThat(operator.get(path).json().path("status").asText()).isEqualTo("suspended");
        operator.post(path + "/resume").expect(200);
        assertThat(tenant.api().all("/customers")).hasSize(1);
        tenant.customer("d", "UTC");
    }

    @Test
    void anErasedTenantIsGoneWithItsCredentialsAndArchivesAndACertificateSaysSo() throws Exception {
        tenant.customer("c", "UTC");
        String key = secret(tenant.api());
        String backup = Jobs.result(operator, operator.post(path + "/backups"))
                .path("archive_id")
                .asText();
        Object confirmed = Body.of("confirm", tenant.slug());
        operator.post(path + "/erase", confirmed).expectProblem(409, "conflict");
        operator.post(path + "/suspend", Body.of("reason", "asked for it")).expect(200);
        operator.post(path + "/erase", Body.of("confirm", "another"))
                .expectProblem(422, "validation_failed", "confirm");
        JsonNode result = Jobs.result(operator, operator.post(path + "/erase", confirmed));

        assertThat(operator.get(path).json().path("status").asText()).isEqualTo("erased");
        assertThat(tenant.count("SELECT count(*) FROM pg_namespace WHERE nspname = '%s'"))
                .isZero();
        tenant.anonymous().withKey(key).get("/tenant").expectProblem(401, "unauthenticated");
        tenant.api().get("/tenant").expectProblem(401, "unauthenticated");
        operator.get(path + "/backups/" + backup + "/content").expectProblem(404, "not_found");

        JsonNode proof = operator.get(path + "/erasures").expect(200).json().at("/data/0");
        assertThat(proof.path("certificate").asText())
                .isEqualTo(result.path("certificate").asText());
        JWSObject certificate = JWSObject.parse(proof.path("certificate").asText());
        assertThat(isOurs(certificate)).isTrue();
        JsonNode statement = Body.parse(certificate.getPayload().toString());
        assertThat(statement.path("tenant").asText()).isEqualTo(tenant.slug());
        assertThat(statement.path("archives")).hasSize(1);
        assertThat(statement.path("erased")).isNotEmpty();
        String[] parts = proof.path("certificate").asText().split("\\.");
        char first = parts[1].charAt(20) == 'A' ? 'B' : 'A';
        String changed = parts[0] + "." + parts[1].substring(0, 20) + first + parts[1].substring(21) + "." + parts[2];
        assertThat(isOurs(JWSObject.parse(changed))).isFalse();
        Api.anonymous()
                .withToken(proof.path("certificate").asText())
                .get("/tenant")
                .expectProblem(401, "unauthenticated");
    }

    private static boolean isOurs(JWSObject signed) throws Exception {
        Answer jwks = Api.anonymous().sendTo("GET", "/.well-known/jwks.json", "", BodyPublishers.noBody());
        JWKSet keys = JWKSet.parse(jwks.expect(200).text());
        return signed.verify(new RSASSAVerifier(
                keys.getKeyByKeyId(signed.getHeader().getKeyID()).toRSAKey()));
    }

    @Test
    void aTenantWithSandboxesIsNotErasedBeforeThem() {
        String slug = "s-" + TestTenant.unique();
        Jobs.result(operator, operator.post(path + "/clone", Body.of("slug", slug, "name", "Play")));
        operator.post(path + "/suspend", Body.of("reason", "left")).expect(200);
        operator.post(path + "/erase", Body.of("confirm", tenant.slug())).expectProblem(409, "conflict");
    }

    @Test
    void aCustomerIsErasedOnlyWhenNothingIsOwed() {
        tenant.startClock("2026-01-01T00:00:00Z");
        tenant.makeCatalog();
        UUID owing = tenant.customer("owing", "UTC");
        tenant.subscribe(owing, "2026-01-01");
        tenant.awaitInvoices(1);
        tenant.api().post("/customers/" + owing + "/erase").expectProblem(409, "customer_in_use");
        tenant.api().post("/customers/" + UUID.randomUUID() + "/erase").expectProblem(404, "not_found");
        UUID free = tenant.customer("free", "UTC");
        tenant.member("manager").post("/customers/" + free + "/erase").expectProblem(403, "forbidden");
        JsonNode result = Jobs.result(tenant.api(), tenant.api().post("/customers/" + free + "/erase"));
        assertThat(result.path("certificate").asText()).contains(".");
        JsonNode left = tenant.api().get("/customers/" + free).expect(200).json();
        assertThat(left.path("external_id").isNull()).isTrue();
        assertThat(left.path("name").asText()).isNotEqualTo("free");
    }
}
