package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthIT {

    private static Map<String, @Nullable Object> registration() {
        String unique = TestTenant.unique();
        return Body.like(
                Body.of("company", "Company", "slug", "r-" + unique, "email", "owner@" + unique + ".example"),
                "password",
                TestTenant.PASSWORD,
                "name",
                "Owner");
    }

    @Test
    void registeringMakesTheTenantItsSchemaAndItsOwnerAndLogsHimIn() {
        Map<String, @Nullable Object> body = registration();
        Answer answer = Api.anonymous().post("/auth/register", body).expect(201);

        JsonNode json = answer.json();
        assertThat(json.at("/tenant/slug").asText()).isEqualTo(body.get("slug"));
        assertThat(json.at("/tenant/schema").asText())
                .isEqualTo("tenant_" + String.valueOf(body.get("slug")).replace('-', '_'));
        assertThat(json.at("/user/email").asText()).isEqualTo(body.get("email"));
        assertThat(json.at("/user/role").asText()).isEqualTo("owner");
        assertThat(json.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(json.path("expires_in").asLong()).isPositive();
        Api owner = Api.anonymous().withToken(json.path("access_token").asText());
        assertThat(owner.get("/users/me").expect(200).json().path("email").asText())
                .isEqualTo(body.get("email"));
    }

    @Test
    void aTakenSlugAndATakenAddressAreConflictsAndMakeNothing() {
        Map<String, @Nullable Object> first = registration();
        Api.anonymous().post("/auth/register", first).expect(201);

        Map<String, @Nullable Object> sameSlug = Body.like(registration(), "slug", first.get("slug"));
        Api.anonymous().post("/auth/register", sameSlug).expectProblem(409, "slug_taken");
        Map<String, @Nullable Object> sameEmail = Body.like(registration(), "email", first.get("email"));
        Api.anonymous().post("/auth/register", sameEmail).expectProblem(409, "email_taken");

        Api.anonymous()
                .post("/auth/login", Body.of("email", sameSlug.get("email"), "password", TestTenant.PASSWORD))
                .expectProblem(401, "unauthenticated");
        Api.anonymous()
                .post("/auth/register", Body.like(registration(), "slug", sameEmail.get("slug")))
                .expect(201);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "slug, A",
        "slug, 1st",
        "slug, x",
        "slug, ends-",
        "slug, under_score",
        "slug, tenant;drop",
        "slug, 'with space'",
        "slug, aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx",
        "email, nobody",
        "password, short",
        "name, ' '",
        "company, ''",
        "time_zone, +02:00",
        "time_zone, Mars/Olympus",
        "currency, EURO",
        "currency, XAU",
        "currency, eur"
    })
    void aRegistrationWithABadFieldIsRefusedByItsName(String field, String value) {
        Api.anonymous()
                .post("/auth/register", Body.like(registration(), field, value))
                .expectProblem(422, "validation_failed", field);
    }

    @Test
    void anUnknownAddressAndAWrongPasswordAnswerTheSame() {
        TestTenant tenant = TestTenant.register();
        JsonNode wrong = Api.anonymous()
                .post("/auth/login", Body.of("email", tenant.email(), "password", "not the password at all"))
                .expectProblem(401, "unauthenticated")
                .json();
        JsonNode unknown = Api.anonymous()
                .post("/auth/login", Body.of("email", "x" + tenant.email(), "password", TestTenant.PASSWORD))
                .expectProblem(401, "unauthenticated")
                .json();
        assertThat(unknown.path("detail")).isEqualTo(wrong.path("detail"));
    }

    @Test
    void anAddressIsTheSameInCapitalsAndWithSpacesAround() {
        TestTenant tenant = TestTenant.register();
        assertThat(tenant.login(" " + tenant.email().toUpperCase(java.util.Locale.ROOT) + " ")
                        .at("/user/email")
                        .asText())
                .isEqualTo(tenant.email());
    }

    @Test
    void whoIsInTwoTenantsNamesOne() {
        TestTenant one = TestTenant.register();
        TestTenant other = TestTenant.register();
        one.execute(
                "INSERT INTO public.memberships (tenant_id, user_id, role) VALUES (?, ?, 'viewer')",
                other.tenantId(),
                one.ownerId());
        Map<String, @Nullable Object> credentials = Body.of("email", one.email(), "password", TestTenant.PASSWORD);

        one.anonymous().post("/auth/login", credentials).expectProblem(422, "validation_failed", "tenant");
        JsonNode login = one.anonymous()
                .post("/auth/login", Body.like(credentials, "tenant", other.slug()))
                .expect(200)
                .json();
        assertThat(login.at("/tenant/slug").asText()).isEqualTo(other.slug());
        assertThat(login.at("/user/role").asText()).isEqualTo("viewer");
        one.anonymous()
                .post("/auth/login", Body.like(credentials, "tenant", "somewhere-else"))
                .expectProblem(401, "unauthenticated");
    }

    @Test
    void validateTellsWhomTheCredentialSpeaksFor() {
        TestTenant tenant = TestTenant.register();
        JsonNode validation = tenant.api().post("/auth/validate").expect(200).json();
        assertThat(validation.path("valid").asBoolean()).isTrue();
        assertThat(validation.path("tenant").asText()).isEqualTo(tenant.slug());
        assertThat(validation.path("upn").asText()).isEqualTo(tenant.email());
        assertThat(validation.path("permissions").toString()).contains("\"catalog:write\"");
    }

    @Test
    void meIsChangedUnderTheVersionThatWasRead() {
        TestTenant tenant = TestTenant.register();
        String tag = tenant.api().get("/users/me").header("ETag");

        Answer changed = tenant.api()
                .with("If-Match", tag)
                .patch("/users/me", Body.of("name", "New name"))
                .expect(200);
        assertThat(changed.json().path("name").asText()).isEqualTo("New name");
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
        tenant.api()
                .with("If-Match", tag)
                .patch("/users/me", Body.of("name", "Newer name"))
                .expectProblem(412, "precondition_failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users", "/users/org", "/members"})
    void theTenantsPeopleAreListed(String path) {
        TestTenant tenant = TestTenant.register();
        String viewer = tenant.addMember("viewer");
        assertThat(tenant.api().all(path))
                .extracting(user -> user.path("email").asText())
                .containsExactlyInAnyOrder(tenant.email(), viewer);
    }

    @Test
    void aDisabledUserCannotLogIn() {
        TestTenant tenant = TestTenant.register();
        String member = tenant.addMember("member");
        tenant.login(member);
        tenant.execute("UPDATE public.users SET status = 'disabled' WHERE email = ?", member);
        tenant.anonymous()
                .post("/auth/login", Body.of("email", member, "password", TestTenant.PASSWORD))
                .expectProblem(401, "unauthenticated");
    }

    @Test
    void aSuspendedTenantIsClosedAtOnceToTokensAndLogins() {
        TestTenant tenant = TestTenant.register();
        tenant.execute("UPDATE public.tenants SET status = 'suspended' WHERE id = ?", tenant.tenantId());
        tenant.api().get("/customers").expectProblem(403, "tenant_suspended");
        tenant.anonymous()
                .post("/auth/login", Body.of("email", tenant.email(), "password", TestTenant.PASSWORD))
                .expectProblem(401, "unauthenticated");
    }

    @Test
    void thePublicKeysAreServedAtTheRoot() {
        TestTenant tenant = TestTenant.register();
        Answer jwks = Api.anonymous()
                .sendTo("GET", "/.well-known/jwks.json", "", java.net.http.HttpRequest.BodyPublishers.noBody())
                .expect(200);
        JsonNode keys = jwks.json().path("keys");
        assertThat(keys).isNotEmpty().allMatch(key -> key.path("kty").asText().equals("RSA"));
        assertThat(keys.findValuesAsText("kid"))
                .contains(Token.of(tenant.token()).header().path("kid").asText());
        assertThat(jwks.text()).doesNotContain("\"d\"", "\"p\"", "\"q\"");
    }

    @Test
    void aTokenIsAMicroProfileJwt() {
        TestTenant tenant = TestTenant.register();
        Token token = Token.of(tenant.token());
        assertThat(token.header().path("alg").asText()).isEqualTo("RS256");
        assertThat(token.claims().path("iss").asText())
                .isEqualTo(dev.countinghouse.testing.TestApplication.baseUrl().toString());
        assertThat(token.claims().path("upn").asText()).isEqualTo(tenant.email());
        assertThat(token.claims().path("groups").toString()).isEqualTo("[\"owner\"]");
        assertThat(token.claims().path("tenant").asText()).isEqualTo(tenant.slug());
        assertThat(token.claims().path("jti").asText()).isNotEmpty();
        assertThat(token.claims().path("exp").asLong()
                        - token.claims().path("iat").asLong())
                .isEqualTo(tenant.registration().path("expires_in").asLong());
    }
}
