package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who has to have a second factor, and who takes away another's. */
class SecondFactorRulesIT {
    private final TestTenant tenant = TestTenant.register();
    private final Person owner = Person.owner(tenant);

    private Answer require(Object roles) {
        return tenant.api().patch("/tenant", Body.of("mfa_required_for", roles));
    }

    private List<String> required() {
        return tenant.api()
                .get("/tenant")
                .expect(200)
                .json()
                .path("mfa_required_for")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    /** The grace is over for all who are members now. */
    private void letTimePass() {
        tenant.execute(
                "UPDATE public.tenants SET mfa_since = mfa_since - interval '8 days' WHERE id = ?", tenant.tenantId());
        tenant.execute(
                "UPDATE public.memberships SET created_at = created_at - interval '8 days' WHERE tenant_id = ?",
                tenant.tenantId());
    }

    private Person login(Person person) {
        JsonNode login = tenant.login(person.email());
        return new Person(
                tenant,
                login,
                tenant.anonymous().withToken(login.path("access_token").asText()));
    }

    @Test
    void ownersAndAdminsAreAskedToSetOneUpWithinAWeek() {
        assertThat(required()).containsExactly("owner", "admin");
        Instant due = Instant.parse(owner.login().path("mfa_due_at").asText());
        assertThat(due)
                .isBetween(Instant.now().plus(6, ChronoUnit.DAYS), Instant.now().plus(7, ChronoUnit.DAYS));
        assertThat(owner.login().path("mfa_enrolment_only").asBoolean()).isFalse();
        assertThat(Instant.parse(
                        owner.api().get("/users/me/mfa").json().path("due_at").asText()))
                .isEqualTo(due);
        assertThat(Person.with(tenant, "manager").login().path("mfa_due_at").isNull())
                .isTrue();
    }

    @Test
    void whoHasNoneByThenCanSetOneUpAndLittleElse() {
        Person admin = Person.with(tenant, "admin");
        letTimePass();
        admin.api().get("/customers").expect(200); // until it is refreshed
        Person late = login(admin);
        assertThat(late.login().path("mfa_enrolment_only").asBoolean()).isTrue();
        late.api().get("/customers").expectProblem(403, "mfa_enrolment_required");
        late.api().get("/members").expectProblem(403, "mfa_enrolment_required");
        late.api().post("/api-keys", Body.of("name", "k")).expectProblem(403, "mfa_enrolment_required");
        late.api()
                .patch("/tenant", Body.of("mfa_required_for", List.of()))
                .expectProblem(403, "mfa_enrolment_required");
        late.api().get("/users/me").expect(200);
        assertThat(admin.refreshed().login().path("mfa_enrolment_only").asBoolean())
                .isTrue();

        Authenticator.setUp(late);
        late.api().get("/customers").expectProblem(403, "mfa_enrolment_required");
        Person enrolled = late.refreshed();
        assertThat(enrolled.login().path("mfa_enrolment_only").asBoolean()).isFalse();
        enrolled.api().get("/customers").expect(200);
        enrolled.api().get("/members").expect(200);
    }

    @Test
    void aTenantSaysOfWhomItIsDemanded() {
        Person viewer = Person.with(tenant, "viewer");
        require(List.of("viewer", "viewer")).expect(200);
        assertThat(required()).containsExactly("viewer");
        letTimePass();
        assertThat(login(owner).login().path("mfa_due_at").isNull()).isTrue();
        assertThat(login(viewer).login().path("mfa_enrolment_only").asBoolean()).isTrue();

        require(List.of("viewer")).expect(200);
        assertThat(login(viewer).login().path("mfa_enrolment_only").asBoolean())
                .as("saying it again gives no more time")
                .isTrue();
        require(List.of("viewer", "owner")).expect(200);
        assertThat(login(viewer).login().path("mfa_enrolment_only").asBoolean())
                .as("a new role begins the time anew")
                .isFalse();
        require(List.of()).expect(200);
        assertThat(required()).isEmpty();
        assertThat(login(viewer).login().path("mfa_due_at").isNull()).isTrue();
    }

    @Test
    void whatIsNoRoleIsRefusedByItsPlace() {
        require(List.of("owner", "emperor")).expectProblem(422, "validation_failed", "mfa_required_for[1]");
        String own = tenant.api()
                .post("/roles", Samples.role())
                .expect(201)
                .json()
                .path("code")
                .asText();
        require(List.of(own)).expect(200);
        assertThat(required()).containsExactly(own);
        assertThat(tenant.api().all("/audit-log").getFirst().toString())
                .contains("tenant.update")
                .contains("mfa_required_for");
    }

    @Test
    void anAdminTakesAwayWhatAMemberLost() {
        Person admin = Person.with(tenant, "admin");
        Person clerk = Person.with(tenant, "viewer");
        Authenticator app = Authenticator.setUp(clerk);
        String challenge = app.challenge();
        admin.api().delete(clerk.path() + "/mfa").expect(204);

        clerk.api().get("/users/me").expectProblem(401, "unauthenticated");
        clerk.refresh().expectProblem(401, "unauthenticated");
        app.answer(challenge, app.code()).expectProblem(422, "validation_failed", "challenge");
        tenant.login(clerk.email());
        JsonNode entry = tenant.api().all("/audit-log").getFirst();
        assertThat(entry.path("action").asText()).isEqualTo("member.reset_mfa");
        assertThat(entry.path("resource_id").asText()).isEqualTo(clerk.id().toString());
        assertThat(tenant.count("SELECT count(*) FROM public.mails WHERE recipient = '" + clerk.email()
                        + "' AND subject LIKE 'Your second factor was taken away%%'"))
                .isEqualTo(1);
    }

    @Test
    void nobodyTakesAwayHisOwnOrThatOfWhoMayDoMore() {
        Person admin = Person.with(tenant, "admin");
        Authenticator.setUp(owner);
        Authenticator app = Authenticator.setUp(admin);
        admin.api().delete(owner.path() + "/mfa").expectProblem(403, "forbidden");
        admin.api().delete(admin.path() + "/mfa").expectProblem(403, "forbidden");
        Person.with(tenant, "manager").api().delete(admin.path() + "/mfa").expectProblem(403, "forbidden");
        owner.key().delete(admin.path() + "/mfa").expectProblem(403, "forbidden");
        owner.api().delete("/members/" + UUID.randomUUID() + "/mfa").expectProblem(404, "not_found");
        app.password().expect(202);
        owner.api().delete(admin.path() + "/mfa").expect(204);
        app.password().expect(200);
    }

    @Test
    void whatProtectsAnotherTenantTooIsNotTakenAwayHere() {
        TestTenant other = TestTenant.register();
        Person guest = Person.with(tenant, "viewer");
        Authenticator app = Authenticator.setUp(guest);
        tenant.execute(
                "INSERT INTO public.memberships (tenant_id, user_id, role) VALUES (?, ?, 'admin')",
                other.tenantId(),
                guest.id());
        tenant.api().delete(guest.path() + "/mfa").expectProblem(409, "member_elsewhere");
        guest.api().get("/users/me").expect(200);
        app.password().expect(202);
    }
}
