package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Setting single sign-on up. */
class SsoConfigurationIT {
    private static final String PATH = "/tenant/sso";
    private static final String ISSUER = "https://login.example.com";

    private final TestTenant tenant = TestTenant.register();

    private static Map<String, @Nullable Object> good() {
        return Sso.configuration(ISSUER);
    }

    private static List<Map<String, @Nullable Object>> mapped(String... groupsAndRoles) {
        return IntStream.range(0, groupsAndRoles.length / 2)
                .mapToObj(i -> Body.of("group", groupsAndRoles[2 * i], "role", groupsAndRoles[2 * i + 1]))
                .toList();
    }

    @Test
    void itIsReadAsItWasSetAndWithoutItsSecret() {
        tenant.api().get(PATH).expectProblem(404, "not_found");
        Answer set = tenant.api()
                .put(PATH, Body.like(good(), "scopes", List.of("openid", "a:b/c")))
                .expect(200);
        assertThat(tenant.api().get(PATH).expect(200).json()).isEqualTo(set.json());
        assertThat(set.text()).doesNotContain("secret");
        assertThat(set.json().path("enabled").asBoolean()).isTrue();
        assertThat(set.json().path("required").asBoolean()).isFalse();
        assertThat(set.json().path("groups_claim").asText()).isEqualTo("groups");
        assertThat(set.json().path("scopes").toString()).isEqualTo("[\"openid\",\"a:b/c\"]");
        assertThat(set.json().at("/group_roles/1/group").asText()).isEqualTo("clerk");
        tenant.api().delete(PATH).expect(204);
        tenant.api().get(PATH).expectProblem(404, "not_found");
        tenant.api().delete(PATH).expectProblem(404, "not_found");
    }

    @Test
    void aSecretStaysWithTheProviderItWasGivenFor() {
        tenant.api()
                .put(PATH, Body.like(good(), "client_secret", null))
                .expectProblem(422, "validation_failed", "client_secret");
        tenant.api().put(PATH, good()).expect(200);
        tenant.api().put(PATH, Body.like(good(), "client_secret", null)).expect(200);
        for (Map<String, @Nullable Object> other : List.of(
                Body.like(good(), "client_secret", null, "issuer", "https://evil.example"),
                Body.like(good(), "client_secret", null, "client_id", "other"))) {
            tenant.api().put(PATH, other).expectProblem(422, "validation_failed", "client_secret");
        }
    }

    @Test
    void nobodyGivesMoreThanHeHas() {
        tenant.api()
                .put(PATH, Body.like(good(), "group_roles", mapped("g", "owner")))
                .expectProblem(422, "validation_failed", "group_roles[0].role");
        tenant.api()
                .put(PATH, Body.like(good(), "default_role", "owner"))
                .expectProblem(422, "validation_failed", "default_role");
        tenant.api()
                .put(PATH, Body.like(good(), "group_roles", mapped("g", "nobody")))
                .expectProblem(422, "validation_failed", "group_roles[0].role");
        tenant.api()
                .post("/roles", Body.of("code", "it", "name", "IT", "permissions", List.of("sso:read", "sso:write")))
                .expect(201);
        Api it = tenant.member("it");
        it.put(PATH, good()).expectProblem(403, "forbidden");
        it.put(PATH, Body.like(good(), "group_roles", List.of())).expectProblem(403, "forbidden");
        tenant.api().put(PATH, good()).expect(200);
        it.get(PATH).expect(200);
        it.delete(PATH).expectProblem(403, "forbidden");
        tenant.member("admin").put(PATH, good()).expect(200);
        tenant.member("manager").get(PATH).expectProblem(403, "forbidden");
    }

    @Test
    void aRoleThatIsGivenIsNotDeleted() {
        String id = tenant.api()
                .post("/roles", Body.of("code", "clerk", "name", "C", "permissions", List.of("invoice:read")))
                .expect(201)
                .id()
                .toString();
        for (Map<String, @Nullable Object> giving : List.of(
                Body.like(good(), "group_roles", mapped("g", "clerk")),
                Body.like(good(), "group_roles", List.of(), "default_role", "clerk"))) {
            tenant.api().put(PATH, giving).expect(200);
            tenant.api().delete("/roles/" + id).expectProblem(409, "role_in_use");
        }
        tenant.api().put(PATH, good()).expect(200);
        tenant.api().delete("/roles/" + id).expect(204);
    }

    @Test
    void aGroupGivesOneRoleAndOneIsAskedForWhenItIsEnabled() {
        tenant.api()
                .put(PATH, Body.like(good(), "group_roles", mapped("g", "viewer", "g", "member")))
                .expectProblem(422, "validation_failed", "group_roles[1].group");
        tenant.api()
                .put(PATH, Body.like(good(), "enabled", false, "required", true))
                .expectProblem(422, "validation_failed", "required");
        tenant.api()
                .put(PATH, Body.like(good(), "scopes", List.of("email")))
                .expectProblem(422, "validation_failed", "scopes");
        tenant.api()
                .put(PATH, Body.like(good(), "email_domains", List.of()))
                .expectProblem(422, "validation_failed", "email_domains");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.com",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://[::ffff:10.0.0.1]/",
                "https://2130706433/",
                "file:///etc/passwd",
                "https://a@login.example.com",
                "https://login.example.com/?x",
                "x"
            })
    void anIssuerIsAPublicAddressWithTls(String issuer) {
        tenant.api().put(PATH, Body.like(good(), "issuer", issuer)).expectProblem(422, "validation_failed", "issuer");
    }

    @Test
    void whoChangesSaysWhichVersionHeRead() {
        String etag = tenant.api().put(PATH, good()).expect(200).header("ETag");
        tenant.api()
                .with("If-Match", etag)
                .put(PATH, Body.like(good(), "creates_users", false))
                .expect(200);
        tenant.api().with("If-Match", etag).put(PATH, good()).expectProblem(412, "precondition_failed");
        TestTenant other = TestTenant.register();
        other.api().with("If-Match", etag).put(PATH, good()).expectProblem(412, "precondition_failed");
    }

    @Test
    void aConfigurationIsATenantsOwn() {
        TestTenant other = TestTenant.register();
        tenant.api().put(PATH, good()).expect(200);
        other.api().get(PATH).expectProblem(404, "not_found");
        other.api().put(PATH, Body.like(good(), "client_id", "theirs")).expect(200);
        assertThat(tenant.api().get(PATH).json().path("client_id").asText()).isEqualTo("c");
        other.api().delete(PATH).expect(204);
        tenant.api().get(PATH).expect(200);
    }
}
