package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Becoming a member by an invitation, and going from one tenant to another. */
class InvitationsIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private final String guest = "guest@" + TestTenant.unique() + ".example";

    private Answer invite(Api by, String email, String role) {
        return by.post("/invitations", Body.of("email", email, "role", role));
    }

    /** The token of the newest invitation that was mailed. */
    private String invited(String email, String role) {
        int before = new Inbox(email).about("invitation").size();
        invite(api, email, role).expect(201);
        return new Inbox(email).token("invitation", before + 1);
    }

    private Answer accept(Api by, Object... fields) {
        return by.post("/auth/invitations/accept", Body.of(fields));
    }

    private Answer acceptAsNew(String token) {
        return accept(tenant.anonymous(), "token", token, "name", "Grace", "password", TestTenant.PASSWORD);
    }

    private JsonNode newest() {
        return api.all("/invitations").getFirst();
    }

    @Test
    void aNewUserAcceptsWithANameAndAPasswordAndIsAMember() {
        String token = invited(guest, "manager");
        assertThat(newest().path("status").asText()).isEqualTo("open");
        JsonNode login = acceptAsNew(token).expect(201).json();
        assertThat(login.at("/user/role").asText()).isEqualTo("manager");
        tenant.anonymous()
                .withToken(login.path("access_token").asText())
                .post("/customers", Samples.customer())
                .expect(201);
        assertThat(newest().path("status").asText()).isEqualTo("accepted");
        tenant.login(guest);
        acceptAsNew(token).expectProblem(422, "validation_failed", "token");
    }

    @Test
    void aNewUserSaysHisNameAndAPasswordThatIsHardToGuess() {
        String token = invited(guest, "viewer");
        accept(tenant.anonymous(), "token", token, "password", TestTenant.PASSWORD)
                .expectProblem(422, "validation_failed", "name");
        accept(tenant.anonymous(), "token", token, "name", "Grace").expectProblem(422, "validation_failed", "password");
        accept(tenant.anonymous(), "token", token, "name", "Grace", "password", "short")
                .expectProblem(422, "validation_failed", "password");
        acceptAsNew(token).expect(201);
    }

    @Test
    void whoHasAnAccountShowsThatItIsHisAndKeepsHisPasswordAndName() {
        TestTenant other = TestTenant.register();
        String token = invited(other.email(), "viewer");
        String wrong = "another good long passphrase";
        accept(tenant.anonymous(), "token", token, "name", "Mallory", "password", wrong)
                .expectProblem(401, "unauthenticated");
        accept(tenant.anonymous(), "token", token).expectProblem(401, "unauthenticated");
        accept(tenant.api(), "token", token).expectProblem(401, "unauthenticated"); // logged in, but as somebody else
        JsonNode login = accept(other.api(), "token", token).expect(201).json();
        assertThat(login.at("/tenant/slug").asText()).isEqualTo(tenant.slug());
        assertThat(login.at("/user/role").asText()).isEqualTo("viewer");
        other.api().get("/users/me").expect(200);
        other.anonymous()
                .post("/auth/login", Body.of("email", other.email(), "password", wrong, "tenant", other.slug()))
                .expectProblem(401, "unauthenticated");
    }

    @Test
    void thePasswordOfAnAccountIsEnoughToo() {
        TestTenant other = TestTenant.register();
        String token = invited(other.email(), "viewer");
        accept(other.anonymous(), "token", token, "password", TestTenant.PASSWORD)
                .expect(201);
    }

    @Test
    void anInvitationIsGoodOnceHoweverManyAccept() {
        String token = invited(guest, "viewer");
        List<Integer> answers = Together.run(4, i -> acceptAsNew(token).status());
        assertThat(answers).containsOnlyOnce(201);
    }

    @Test
    void oneThatIsOverCannotBeAccepted() {
        String first = invited(guest, "viewer");
        String second = invited(guest, "viewer");
        acceptAsNew(first).expectProblem(422, "validation_failed", "token"); // the second took its place
        api.delete("/invitations/" + newest().path("id").asText()).expect(204);
        acceptAsNew(second).expectProblem(422, "validation_failed", "token");
        String third = invited(guest, "viewer");
        tenant.execute(
                "UPDATE public.invitations SET expires_at = now() - interval '1 second' WHERE id = ?",
                UUID.fromString(newest().path("id").asText()));
        acceptAsNew(third).expectProblem(422, "validation_failed", "token");
        assertThat(newest().path("status").asText()).isEqualTo("expired");
        acceptAsNew("no token").expectProblem(422, "validation_failed", "token");
        acceptAsNew(invited(guest, "viewer")).expect(201);
    }

    @Test
    void anInvitationIsWorthNoMoreThanItsMakerIsWhenItIsAccepted() {
        Person admin = Person.with(tenant, "admin");
        invite(admin.api(), guest, "admin").expect(201);
        String token = new Inbox(guest).token("invitation", 1);
        api.patch(admin.path(), Body.of("role", "viewer")).expect(200);
        acceptAsNew(token).expectProblem(422, "validation_failed", "token");
        api.patch(admin.path(), Body.of("role", "admin")).expect(200);
        api.delete(admin.path()).expect(204);
        acceptAsNew(token).expectProblem(422, "validation_failed", "token");
    }

    @Test
    void nobodyInvitesAboveHimselfNorAnOwnerNorAMember() {
        String role = api.post("/roles", Samples.role("member:write", "member:read"))
                .json()
                .path("code")
                .asText();
        Person clerk = Person.with(tenant, role);
        invite(clerk.api(), guest, "viewer").expectProblem(403, "forbidden");
        invite(clerk.api(), guest, role).expect(201);
        invite(api, guest, "owner").expectProblem(422, "validation_failed", "role");
        invite(api, guest, "emperor").expectProblem(422, "validation_failed", "role");
        invite(api, tenant.email(), "viewer").expectProblem(409, "conflict");
        invite(api, "no address", "viewer").expectProblem(422, "validation_failed", "email");
    }

    @Test
    void whoAcceptsIsInTheAuditLogWithWhatHeBecame() {
        acceptAsNew(invited(guest, "member")).expect(201);
        List<JsonNode> entries = api.all("/audit-log");
        assertThat(entries)
                .extracting(entry -> entry.path("action").asText())
                .containsExactly("invitation.accept", "invitation.create");
        JsonNode accepted = entries.getFirst();
        assertThat(accepted.at("/actor/name").asText()).isEqualTo(guest);
        assertThat(accepted.at("/actor/request_id").asText()).isNotEmpty();
        assertThat(accepted.at("/after/role").asText()).isEqualTo("member");
    }

    @Test
    void whatADyingServerLeftIsCompletedByAcceptingAgain() {
        String token = invited(guest, "viewer");
        JsonNode login = acceptAsNew(token).expect(201).json();
        tenant.execute(
                "DELETE FROM public.memberships WHERE tenant_id = ? AND user_id = ?",
                tenant.tenantId(),
                UUID.fromString(login.at("/user/id").asText()));
        tenant.execute("UPDATE public.invitations SET joined_at = NULL WHERE tenant_id = ?", tenant.tenantId());
        assertThat(newest().path("status").asText()).isEqualTo("open");
        acceptAsNew(token).expect(201);
        assertThat(newest().path("status").asText()).isEqualTo("accepted");
        acceptAsNew(token).expectProblem(422, "validation_failed", "token");
    }

    @Test
    void nobodysInboxIsFilled() {
        for (int i = 0; i < 5; i++) {
            invite(api, guest, "viewer").expect(201);
        }
        invite(api, guest, "viewer").expectProblem(409, "conflict");
        invite(api, "other-" + guest, "viewer").expect(201);
    }

    @Test
    void theTokenIsInTheMailAndNowhereElse() {
        String token = invited(guest, "viewer");
        assertThat(api.get("/invitations").text()).doesNotContain(token);
        assertThat(tenant.count("SELECT count(*) FROM public.invitations i WHERE i::text LIKE '%%" + token + "%%'"))
                .isZero();
    }

    @Test
    void aUserOfSeveralTenantsSeesThemAndGoesFromOneToAnother() {
        TestTenant other = TestTenant.register();
        accept(other.api(), "token", invited(other.email(), "manager")).expect(201);
        Api his = other.api().of(Api.ALL); // he may see both
        JsonNode mine = his.get("/users/me/tenants").expect(200).json().path("data");
        assertThat(Stream.of(mine.get(0), mine.get(1))
                        .map(one -> one.path("slug").asText()))
                .containsExactlyInAnyOrder(tenant.slug(), other.slug());
        mine.forEach(one -> assertThat(one.path("current").asBoolean())
                .isEqualTo(one.path("slug").asText().equals(other.slug())));

        JsonNode entered = his.post("/auth/switch", Body.of("tenant", tenant.slug()))
                .expect(200)
                .json();
        Api there = his.withToken(entered.path("access_token").asText());
        assertThat(there.get("/tenant").expect(200).json().path("slug").asText())
                .isEqualTo(tenant.slug());
        there.get("/members").expectProblem(403, "forbidden"); // a manager here, an owner there
        his.get("/members").expect(200);
        his.post("/auth/switch", Body.of("tenant", TestTenant.register().slug()))
                .expectProblem(422, "validation_failed", "tenant");
        his.post("/auth/switch", Body.of("tenant", "nowhere")).expectProblem(422, "validation_failed", "tenant");
    }

    @Test
    void aKeyIsOneTenantsAlone() {
        Api key = Person.owner(tenant).key();
        key.get("/users/me/tenants").expectProblem(403, "forbidden");
        key.post("/auth/switch", Body.of("tenant", tenant.slug())).expectProblem(403, "forbidden");
    }
}
