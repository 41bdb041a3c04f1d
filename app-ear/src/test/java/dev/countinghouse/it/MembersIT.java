package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who is a member, as what, and who may change it. */
class MembersIT {
    private final TestTenant tenant = TestTenant.register();
    private final Person owner = Person.owner(tenant);

    private Answer give(Person by, Person to, String role) {
        return by.api().patch(to.path(), Body.of("role", role));
    }

    private Answer transfer(Api by, UUID to, String password) {
        return by.post("/tenant/ownership", Body.of("user_id", to, "password", password));
    }

    @Test
    void whoIsLoweredLosesAtOnceWhatHeLost() {
        Person admin = Person.with(tenant, "admin");
        Api key = admin.key();
        admin.api().post("/customers", Samples.customer()).expect(201);
        assertThat(give(owner, admin, "viewer").expect(200).json().path("role").asText())
                .isEqualTo("viewer");
        admin.api().get("/customers").expect(200);
        admin.api().post("/customers", Samples.customer()).expectProblem(403, "forbidden");
        key.get("/customers").expect(200);
        key.post("/customers", Samples.customer()).expectProblem(403, "forbidden");
    }

    @Test
    void whoIsRaisedGainsWithHisNextToken() {
        Person viewer = Person.with(tenant, "viewer");
        give(owner, viewer, "manager").expect(200);
        viewer.api().post("/customers", Samples.customer()).expectProblem(403, "forbidden");
        viewer.refreshed().api().post("/customers", Samples.customer()).expect(201);
    }

    @Test
    void nobodyGivesOrTakesMoreThanHeHas() {
        Person admin = Person.with(tenant, "admin");
        Person viewer = Person.with(tenant, "viewer");
        give(admin, viewer, "owner").expectProblem(403, "forbidden");
        give(admin, admin, "owner").expectProblem(403, "forbidden");
        give(admin, owner, "viewer").expectProblem(403, "forbidden");
        admin.api().delete(owner.path()).expectProblem(403, "forbidden");

        String narrow = tenant.api()
                .post("/roles", Samples.role("member:write", "customer:read"))
                .json()
                .path("code")
                .asText();
        Person clerk = Person.with(tenant, narrow);
        give(clerk, clerk, "admin").expectProblem(403, "forbidden");
        give(clerk, viewer, narrow).expectProblem(403, "forbidden");
        clerk.api().delete(admin.path()).expectProblem(403, "forbidden");
        assertThat(List.of(owner.role(), admin.role(), viewer.role(), clerk.role()))
                .containsExactly("owner", "admin", "viewer", narrow);
    }

    @Test
    void aRoleThatIsNoneIsRefusedByItsField() {
        Person viewer = Person.with(tenant, "viewer");
        for (String role : List.of("emperor", "Owner", "", "ch_owner")) {
            give(owner, viewer, role).expectProblem(422, "validation_failed", "role");
        }
        tenant.api()
                .patch("/members/" + UUID.randomUUID(), Body.of("role", "viewer"))
                .expectProblem(404, "not_found");
    }

    @Test
    void whoIsRemovedIsOutAndStaysOutWithAllHeHad() {
        Person admin = Person.with(tenant, "admin");
        Person again = new Person(tenant, tenant.login(admin.email()), admin.api());
        Api key = admin.key();
        key.get("/customers").expect(200);
        tenant.api().delete(admin.path()).expect(204);
        admin.api().get("/customers").expectProblem(401, "unauthenticated");
        key.get("/customers").expectProblem(401, "unauthenticated");
        assertThat(admin.role()).isEmpty();

        tenant.execute(
                "INSERT INTO public.memberships (tenant_id, user_id, role) VALUES (?, ?, 'admin')",
                tenant.tenantId(),
                admin.id());
        assertThat(admin.role()).as("he is a member again").isEqualTo("admin");
        admin.api().get("/customers").expectProblem(401, "unauthenticated");
        admin.refresh().expectProblem(401, "unauthenticated");
        again.refresh().expectProblem(401, "unauthenticated");
        key.get("/customers").expectProblem(401, "unauthenticated");
        tenant.login(admin.email());
    }

    @Test
    void removingSomebodyLeavesHisOtherTenantsAlone() {
        TestTenant other = TestTenant.register();
        Person guest = Person.with(tenant, "viewer");
        tenant.execute(
                "INSERT INTO public.memberships (tenant_id, user_id, role) VALUES (?, ?, 'viewer')",
                other.tenantId(),
                guest.id());
        String token = tenant.anonymous()
                .post(
                        "/auth/login",
                        Body.of("email", guest.email(), "password", TestTenant.PASSWORD, "tenant", other.slug()))
                .expect(200)
                .json()
                .path("access_token")
                .asText();
        tenant.api().delete(guest.path()).expect(204);
        guest.api().get("/customers").expectProblem(401, "unauthenticated");
        tenant.anonymous().withToken(token).get("/customers").expect(200);
    }

    @Test
    void aMemberLeavesByHimselfAndNoKeyDoesItForHim() {
        Person admin = Person.with(tenant, "admin");
        Api key = admin.key();
        key.delete("/members/me").expectProblem(403, "forbidden");
        admin.api().delete("/members/me").expect(204);
        admin.api().get("/customers").expectProblem(401, "unauthenticated");
        admin.refresh().expectProblem(401, "unauthenticated");
        key.get("/customers").expectProblem(401, "unauthenticated");
    }

    @Test
    void theLastOwnerStays() {
        tenant.api().delete("/members/me").expectProblem(409, "last_owner");
        tenant.api().delete(owner.path()).expectProblem(409, "last_owner");
        give(owner, owner, "admin").expectProblem(409, "last_owner");
        give(owner, owner, "owner").expect(200);

        Person second = Person.with(tenant, "owner");
        tenant.execute("UPDATE public.users SET status = 'disabled' WHERE id = ?", second.id());
        tenant.api().delete("/members/me").expectProblem(409, "last_owner");
        tenant.execute("UPDATE public.users SET status = 'active' WHERE id = ?", second.id());
        tenant.api().delete("/members/me").expect(204);
    }

    @Test
    void ofOwnersWhoLeaveAtTheSameTimeOneIsLeft() {
        for (int round = 0; round < 8; round++) {
            TestTenant own = TestTenant.register();
            List<Person> owners = List.of(Person.owner(own), Person.with(own, "owner"), Person.with(own, "owner"));
            List<Integer> answers = Together.run(3, i -> switch (i) {
                case 0 -> owners.get(0).api().delete("/members/me").status();
                case 1 -> owners.get(1).api().delete("/members/me").status();
                default ->
                    owners.get(2)
                            .api()
                            .patch(owners.get(2).path(), Body.of("role", "viewer"))
                            .status();
            });
            assertThat(answers).contains(409).hasSize(3);
            assertThat(own.count("SELECT count(*) FROM public.memberships WHERE role = 'owner' AND tenant_id = '"
                            + own.tenantId() + "'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void ownershipGoesFromOneToTheOtherAtOnce() {
        Person heir = Person.with(tenant, "viewer");
        assertThat(transfer(owner.api(), heir.id(), TestTenant.PASSWORD)
                        .expect(200)
                        .json()
                        .path("role")
                        .asText())
                .isEqualTo("owner");
        transfer(owner.api(), heir.id(), TestTenant.PASSWORD).expectProblem(403, "forbidden");
        owner.api().post("/customers", Samples.customer()).expect(201);
        Person crowned = heir.refreshed();
        assertThat(crowned.api().get("/members").expect(200).text()).contains("\"role\":\"admin\"");
        transfer(crowned.api(), owner.id(), TestTenant.PASSWORD).expect(200);
    }

    @Test
    void ownershipIsGivenByAnOwnerWithHisPasswordToAnotherMemberAlone() {
        Person admin = Person.with(tenant, "admin");
        transfer(admin.api(), admin.id(), TestTenant.PASSWORD).expectProblem(403, "forbidden");
        transfer(owner.key(), admin.id(), TestTenant.PASSWORD).expectProblem(403, "forbidden");
        transfer(owner.api(), admin.id(), "not my password at all").expectProblem(422, "validation_failed", "password");
        for (UUID nobody : List.of(owner.id(), UUID.randomUUID())) {
            transfer(owner.api(), nobody, TestTenant.PASSWORD).expectProblem(422, "validation_failed", "user_id");
        }
        tenant.execute("UPDATE public.users SET status = 'disabled' WHERE id = ?", admin.id());
        transfer(owner.api(), admin.id(), TestTenant.PASSWORD).expectProblem(422, "validation_failed", "user_id");
        assertThat(owner.role()).isEqualTo("owner");
    }
}
