package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where people are logged in, and how that ends. */
class SessionsIT {
    private final TestTenant tenant = TestTenant.register();

    private Api with(JsonNode login) {
        return tenant.anonymous().withToken(login.path("access_token").asText());
    }

    private JsonNode login(String email, String userAgent) {
        return tenant.anonymous()
                .with("User-Agent", userAgent)
                .post("/auth/login", Body.of("email", email, "password", TestTenant.PASSWORD))
                .expect(200)
                .json();
    }

    private static String idOf(JsonNode login) {
        return Token.of(login.path("access_token").asText())
                .claims()
                .path("sid")
                .asText();
    }

    private void isOver(JsonNode login) {
        with(login).get("/users/me").expectProblem(401, "unauthenticated");
        tenant.anonymous()
                .post(
                        "/auth/refresh",
                        Body.of("refresh_token", login.path("refresh_token").asText()))
                .expectProblem(401, "unauthenticated");
    }

    @Test
    void everybodySeesWhereHeIsLoggedIn() {
        JsonNode phone = login(tenant.email(), "phone/1.0 (pocket)");
        List<JsonNode> sessions = with(phone).all("/sessions");

        assertThat(sessions).hasSize(2);
        JsonNode newest = sessions.getFirst();
        assertThat(newest.path("id").asText()).isEqualTo(idOf(phone));
        assertThat(newest.path("user_agent").asText()).isEqualTo("phone/1.0 (pocket)");
        assertThat(newest.path("ip").asText()).isEqualTo("127.0.0.1");
        assertThat(newest.path("current").asBoolean()).isTrue();
        assertThat(sessions.get(1).path("id").asText()).isEqualTo(idOf(tenant.registration()));
        assertThat(sessions.get(1).path("current").asBoolean()).isFalse();
        assertThat(sessions.toString()).doesNotContain("hash", "refresh_token");
    }

    @Test
    void aSessionThatIsEndedIsOverAtOnceAndNoOther() {
        JsonNode phone = login(tenant.email(), "phone");
        with(phone).get("/users/me").expect(200);
        tenant.api().delete("/sessions/" + idOf(phone)).expect(204);

        isOver(phone);
        tenant.api().get("/users/me").expect(200);
        tenant.api().delete("/sessions/" + idOf(phone)).expectProblem(404, "not_found");
        assertThat(tenant.api().all("/sessions")).hasSize(1);
    }

    @Test
    void allOthersEndTogetherAlsoAtOtherTenants() {
        TestTenant other = TestTenant.register();
        tenant.execute(
                "INSERT INTO public.memberships (tenant_id, user_id, role) VALUES (?, ?, 'viewer')",
                other.tenantId(),
                tenant.ownerId());
        JsonNode there = other.anonymous()
                .of(Api.ALL)
                .post(
                        "/auth/login",
                        Body.of("email", tenant.email(), "password", TestTenant.PASSWORD, "tenant", other.slug()))
                .expect(200)
                .json();
        assertThat(tenant.api().all("/sessions")).hasSize(1);

        assertThat(tenant.api()
                        .post("/sessions/end-others")
                        .expect(200)
                        .json()
                        .path("ended")
                        .asInt())
                .isEqualTo(1);
        isOver(there);
        tenant.api().get("/users/me").expect(200);
    }

    @Test
    void anAdminSeesAndEndsAMembersSessions() {
        String member = tenant.addMember("member");
        JsonNode session = login(member, "desk");
        Api admin = tenant.member("admin");
        String query = "/sessions?user_id=" + session.at("/user/id").asText();
        assertThat(admin.all(query)).extracting(row -> row.path("id").asText()).containsExactly(idOf(session));

        admin.delete("/sessions/" + idOf(session)).expect(204);
        isOver(session);
        assertThat(admin.all(query)).isEmpty();
    }

    @Test
    void aMemberNeitherSeesNorEndsAnothersSessions() {
        Api manager = tenant.member("manager");
        manager.get("/sessions?user_id=" + tenant.ownerId()).expectProblem(403, "forbidden");
        manager.delete("/sessions/" + idOf(tenant.registration())).expectProblem(404, "not_found");
        tenant.api().get("/users/me").expect(200);
    }

    @Test
    void anotherTenantsSessionsAreOutOfReach() {
        TestTenant other = TestTenant.register();
        assertThat(tenant.api().all("/sessions?user_id=" + other.ownerId())).isEmpty();
        tenant.api().delete("/sessions/" + idOf(other.registration())).expectProblem(404, "not_found");
        other.api().get("/users/me").expect(200);
    }

    @Test
    void aMachineHasNoSessions() {
        String key = tenant.api()
                .post("/api-keys", Body.of("name", "machine"))
                .expect(201)
                .json()
                .path("secret")
                .asText();
        Api machine = tenant.anonymous().withKey(key);
        machine.get("/sessions").expectProblem(403, "forbidden");
        machine.post("/sessions/end-others").expectProblem(403, "forbidden");
        machine.delete("/sessions/" + idOf(tenant.registration())).expectProblem(403, "forbidden");
    }

    @Test
    void whatAProgramSaysAboutItselfIsTextInOneLine() {
        JsonNode evil = login(tenant.email(), "<script>alert(1)</script>; event=x " + "y".repeat(400));
        String kept = with(evil).all("/sessions").getFirst().path("user_agent").asText();
        assertThat(kept).startsWith("<script>alert(1)</script>; event=x yyy").hasSize(300);
    }
}
