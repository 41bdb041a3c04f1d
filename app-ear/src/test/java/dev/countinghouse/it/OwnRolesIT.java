package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Roles that a tenant makes of permissions. That each opens what its permissions open, and no more, holds RolesIT. */
class OwnRolesIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    private JsonNode role(String... permissions) {
        return api.post("/roles", Samples.role(permissions)).expect(201).json();
    }

    private static String path(JsonNode role) {
        return "/roles/" + role.path("id").asText();
    }

    private Person having(JsonNode role) {
        return Person.with(tenant, role.path("code").asText());
    }

    @Test
    void theMatrixIsToldWeakestFirstAndOwnRolesAfterIt() {
        JsonNode own = role("invoice:read");
        List<JsonNode> all = tenant.roles();
        assertThat(all)
                .extracting(role -> role.path("code").asText())
                .containsExactly(
                        "viewer",
                        "member",
                        "manager",
                        "admin",
                        "owner",
                        own.path("code").asText());
        assertThat(all.getFirst().path("permissions").toString())
                .contains("customer:read")
                .doesNotContain("write");
        assertThat(all.getFirst().path("built_in").asBoolean()).isTrue();
        assertThat(all.getLast()).isEqualTo(own);
        Map<String, Integer> sizes = new TreeMap<>();
        all.forEach(role ->
                sizes.put(role.path("code").asText(), role.path("permissions").size()));
        assertThat(sizes.get("owner")).isEqualTo(sizes.getOrDefault("admin", 0) + 1);
    }

    @Test
    void aChangeHoldsFromTheNextRequestForTokensAndKeys() {
        JsonNode role = role("customer:read", "api_key:write", "tenant:read");
        Person clerk = having(role);
        Api key = clerk.key();
        clerk.api().post("/customers", Samples.customer()).expectProblem(403, "forbidden");

        api.patch(path(role), Body.of("permissions", List.of("customer:read", "customer:write")))
                .expect(200);
        clerk.api().post("/customers", Samples.customer()).expect(201);
        clerk.api().get("/users/me").expectProblem(403, "forbidden");
        key.post("/customers", Samples.customer()).expectProblem(403, "forbidden");
        key.get("/customers").expect(200);

        api.patch(path(role), Body.of("permissions", List.of("invoice:read"))).expect(200);
        clerk.api().get("/customers").expectProblem(403, "forbidden");
        clerk.api().get("/invoices").expect(200);
        key.get("/customers").expectProblem(403, "forbidden");
    }

    @Test
    void aTokenAndAMemberNameTheRoleByItsCode() {
        JsonNode role = role("tenant:read");
        Person clerk = having(role);
        String code = role.path("code").asText();
        assertThat(clerk.login().at("/user/role").asText()).isEqualTo(code);
        assertThat(clerk.api().get("/users/me").expect(200).json().path("role").asText())
                .isEqualTo(code);
        assertThat(Token.of(clerk.login().path("access_token").asText())
                        .claims()
                        .path("groups")
                        .toString())
                .isEqualTo("[\"" + code + "\"]");
    }

    @Test
    void aRoleThatSomebodyHasStays() {
        JsonNode role = role("customer:read");
        Person clerk = having(role);
        api.delete(path(role)).expectProblem(409, "role_in_use");
        clerk.api().get("/customers").expect(200);

        api.patch(clerk.path(), Body.of("role", "viewer")).expect(200);
        api.delete(path(role)).expect(204);
        api.get(path(role)).expectProblem(404, "not_found");
        clerk.api().get("/customers").expectProblem(401, "unauthenticated"); // his token names a role that is no more
        clerk.refreshed().api().get("/customers").expect(200);
    }

    @Test
    void ofGivingARoleAndDeletingItOneHappens() {
        for (int round = 0; round < 8; round++) {
            JsonNode role = role("customer:read");
            Person viewer = Person.with(tenant, "viewer");
            List<Integer> answers = Together.run(
                    2,
                    i -> i == 0
                            ? api.patch(
                                            viewer.path(),
                                            Body.of("role", role.path("code").asText()))
                                    .status()
                            : api.delete(path(role)).status());
            assertThat(answers).isIn(List.of(200, 409), List.of(422, 204));
        }
    }

    @Test
    void nobodyMakesOrChangesARoleAboveHimself() {
        JsonNode wide = role("customer:read", "catalog:write");
        Person narrow = having(role("role:write", "customer:read"));
        narrow.api()
                .post("/roles", Samples.role("customer:read", "catalog:write"))
                .expectProblem(422, "validation_failed", "permissions[1]");
        narrow.api()
                .patch(path(wide), Body.of("permissions", List.of("customer:read")))
                .expectProblem(403, "forbidden");
        narrow.api().delete(path(wide)).expectProblem(403, "forbidden");
        JsonNode own = narrow.api()
                .post("/roles", Samples.role("customer:read"))
                .expect(201)
                .json();
        narrow.api()
                .patch(path(own), Body.of("permissions", List.of("customer:write")))
                .expectProblem(422, "validation_failed", "permissions[0]");
    }

    @Test
    void whatIsNoPermissionOrAnOwnersAloneIsInNoRole() {
        for (String permission : List.of("tenant:own", "platform:write", "customer:*", "", "CUSTOMER:READ")) {
            api.post("/roles", Samples.role(permission)).expectProblem(422, "validation_failed", "permissions[0]");
        }
        api.post("/roles", Body.like(Samples.role(), "permissions", List.of()))
                .expectProblem(422, "validation_failed", "permissions");
    }

    @Test
    void aCodeIsOneRolesAlone() {
        JsonNode role = role();
        api.post("/roles", Body.like(Samples.role(), "code", role.path("code").asText()))
                .expectProblem(409, "code_taken");
        for (String builtIn : List.of("owner", "admin", "manager", "member", "viewer")) {
            api.post("/roles", Body.like(Samples.role(), "code", builtIn)).expectProblem(409, "code_taken");
        }
        TestTenant other = TestTenant.register();
        other.api()
                .post(
                        "/roles",
                        Body.like(Samples.role(), "code", role.path("code").asText()))
                .expect(201);
    }

    @Test
    void whatWasReadLongAgoChangesNothing() {
        JsonNode role = role();
        api.patch(path(role), Body.of("name", "Other")).expect(200);
        Api stale = api.with("If-Match", "\"0\"");
        stale.patch(path(role), Body.of("name", "Third")).expectProblem(412, "precondition_failed");
        stale.delete(path(role)).expectProblem(412, "precondition_failed");
        assertThat(api.get(path(role)).json().path("name").asText()).isEqualTo("Other");
    }
}
