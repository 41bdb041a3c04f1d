package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.testing.TestApplication;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Logging in through a real OpenID provider. */
class SsoIT {
    private final TestTenant tenant = TestTenant.register();
    private final SsoBrowser browser = new SsoBrowser(tenant);

    private Api as(JsonNode login) {
        return tenant.anonymous().withToken(login.path("access_token").asText());
    }

    private long members() {
        return tenant.count("SELECT count(*) FROM public.memberships WHERE tenant_id = '" + tenant.tenantId() + "'");
    }

    private List<JsonNode> audited(String action) {
        return tenant.api().all("/audit-log").stream()
                .filter(entry -> entry.path("action").asText().equals(action))
                .toList();
    }

    @Test
    void whoIsNotKnownYetBecomesTheMemberThatHisGroupSays() {
        Sso.withProvider(tenant);
        String person = Sso.person("others", "clerk");
        JsonNode login = browser.logInAs(person);
        assertThat(login.at("/tenant/slug").asText()).isEqualTo(tenant.slug());
        assertThat(login.at("/user/email").asText()).isEqualTo(Sso.email(person));
        assertThat(login.at("/user/name").asText()).isEqualTo("Name of " + person);
        assertThat(login.at("/user/role").asText()).isEqualTo("member");
        as(login).post("/customers", Samples.customer()).expect(201);
        JsonNode me = as(login).get("/users/me").expect(200).json();
        assertThat(me.path("email_verified_at").isNull())
                .as("a tenant's provider proves an address to the tenant, not to us")
                .isTrue();
        assertThat(audited("member.join")).singleElement().satisfies(entry -> {
            assertThat(entry.at("/actor/kind").asText()).isEqualTo("user");
            assertThat(entry.at("/actor/id").asText()).isEqualTo(me.path("id").asText());
            assertThat(entry.at("/after/role").asText()).isEqualTo("member");
        });
    }

    @Test
    void heIsTheSameTheNextTimeWhateverHisAddressIsThen() {
        Sso.withProvider(tenant);
        String person = Sso.person("clerk");
        String id = browser.logInAs(person).at("/user/id").asText();
        OpenIdProvider.person(person, Map.of("groups", List.of("clerk")));
        assertThat(new SsoBrowser(tenant).logInAs(person).at("/user/id").asText())
                .isEqualTo(id);
        assertThat(members()).isEqualTo(2); // with the owner
    }

    @Test
    void whatHisGroupsSayIsAppliedAtEachLogin() {
        Sso.withProvider(tenant);
        String person = Sso.person("clerk");
        JsonNode clerk = browser.logInAs(person);
        as(clerk).get("/members").expectProblem(403, "forbidden");
        Sso.move(person, "clerk", "boss"); // the mapping's order counts, not the token's
        JsonNode boss = browser.logInAs(person);
        assertThat(boss.at("/user/role").asText()).isEqualTo("admin");
        as(boss).get("/members").expect(200);
        assertThat(audited("member.update")).singleElement().satisfies(entry -> {
            assertThat(entry.at("/before/role").asText()).isEqualTo("member");
            assertThat(entry.at("/after/role").asText()).isEqualTo("admin");
        });
    }

    @Test
    void whoIsInNoGroupAnyMoreIsNoMemberUntilHeIsAgain() {
        Sso.withProvider(tenant);
        String person = Sso.person("boss");
        JsonNode login = browser.logInAs(person);
        Api key = tenant.anonymous()
                .withKey(as(login)
                        .post("/api-keys", Body.of("name", "k"))
                        .expect(201)
                        .json()
                        .path("secret")
                        .asText());
        Sso.move(person);
        browser.comeBackAs(person).expectProblem(403, "sso_refused", "sso");
        as(login).get("/users/me").expectProblem(401, "unauthenticated");
        key.get("/users/me").expectProblem(401, "unauthenticated");
        assertThat(audited("member.remove")).hasSize(1);
        Sso.move(person, "boss");
        assertThat(browser.logInAs(person).at("/user/id").asText())
                .isEqualTo(login.at("/user/id").asText());
    }

    @Test
    void aDefaultRoleIsForThoseInNoMappedGroup() {
        Sso.withProvider(tenant, "default_role", "viewer");
        assertThat(browser.logInAs(Sso.person()).at("/user/role").asText()).isEqualTo("viewer");
    }

    @Test
    void aMemberIsFoundByHisAddressAndKeepsHisRoleWhereTheProviderGivesNone() {
        Sso.withProvider(tenant, "group_roles", List.of(), "creates_users", false);
        String address = tenant.addMember("manager");
        String person = Sso.person();
        OpenIdProvider.person(person, Map.of("email", address.toUpperCase(Locale.ROOT), "email_verified", true));
        browser.comeBackAs(person).expectProblem(403, "sso_refused"); // a domain that is not admitted
        Sso.withProvider(
                tenant, "group_roles", List.of(), "creates_users", false, "email_domains", List.of("members.example"));
        JsonNode login = browser.logInAs(person);
        assertThat(login.at("/user/email").asText()).isEqualTo(address);
        assertThat(login.at("/user/role").asText()).isEqualTo("manager");
        assertThat(members()).isEqualTo(2);
        browser.comeBackAs(Sso.person("boss")).expectProblem(403, "sso_refused"); // nobody is made
        assertThat(members()).isEqualTo(2);
    }

    @Test
    void whoSetsItUpAndTriesItDoesNotThrowHimselfOut() {
        Sso.withProvider(tenant, "email_domains", List.of("members.example"));
        String address = tenant.addMember("admin");
        String person = Sso.person();
        OpenIdProvider.person(person, Map.of("email", address, "email_verified", true));
        browser.comeBackAs(person).expectProblem(403, "sso_refused");
        assertThat(tenant.login(address).at("/user/role").asText()).isEqualTo("admin");
    }

    @Test
    void nobodyIsLetInByAnAddressThatIsNotProven() {
        Sso.withProvider(tenant);
        String person = Sso.person();
        for (Map<String, Object> claims : List.<Map<String, Object>>of(
                Map.of("email", Sso.email(person), "email_verified", false, "groups", List.of("boss")),
                Map.of("email", Sso.email(person), "groups", List.of("boss")),
                Map.of("email_verified", true, "groups", List.of("boss")),
                Map.of("email", "x@staff.example.evil.example", "email_verified", true, "groups", List.of("boss")),
                Map.of("email", "x@evil.example@" + Sso.DOMAIN, "email_verified", true, "groups", List.of("boss")))) {
            OpenIdProvider.person(person, claims);
            browser.comeBackAs(person).expectProblem(403, "sso_refused", "sso");
        }
        assertThat(members()).isEqualTo(1);
    }

    /** Else whoever sets up a provider of his own would be anybody. */
    @Test
    void nobodysAccountIsBroughtInByAProvidersWordAndNoOwnersEver() {
        TestTenant other = TestTenant.register();
        String domain = other.email().substring(other.email().indexOf('@') + 1);
        String own = tenant.email().substring(tenant.email().indexOf('@') + 1);
        Sso.withProvider(tenant, "email_domains", List.of(domain, own));
        String person = Sso.person();
        for (String victim : List.of(other.email(), tenant.email())) {
            OpenIdProvider.person(person, Map.of("email", victim, "email_verified", true, "groups", List.of("boss")));
            browser.comeBackAs(person).expectProblem(403, "sso_refused");
        }
        assertThat(members()).isEqualTo(1);
        assertThat(other.login(other.email()).at("/tenant/slug").asText()).isEqualTo(other.slug());
    }

    @Test
    void aProvidersWordIsWorthNothingOutsideOfItsTenant() {
        TestTenant other = TestTenant.register();
        Sso.withProvider(tenant);
        JsonNode login = browser.logInAs(Sso.person("clerk"));
        String id = login.at("/user/id").asText();
        tenant.execute(
                "INSERT INTO public.memberships (tenant_id, user_id, role) VALUES (?, ?, 'admin')",
                other.tenantId(),
                UUID.fromString(id));
        tenant.execute(
                "INSERT INTO public.sessions (id, user_id, tenant_id, refresh_hash, created_at, refreshed_at, expires_at)"
                        + " VALUES (gen_random_uuid(), ?, ?, '', now(), now(), now() + interval '1 day')",
                UUID.fromString(id),
                other.tenantId());
        as(login).patch("/users/me", Body.of("name", "Mallory")).expectProblem(403, "forbidden");
        JsonNode ended = as(login).post("/sessions/end-others").json();
        assertThat(ended.path("ended").asInt()).as(ended.toString()).isZero();
        as(login).post("/auth/switch", Body.of("tenant", other.slug())).expectProblem(403, "forbidden");
        assertThat(as(login).get("/users/me/tenants").expect(200).json().path("data"))
                .singleElement()
                .satisfies(mine -> assertThat(mine.path("slug").asText()).isEqualTo(tenant.slug()));
    }

    @Test
    void anInvitationElsewhereIsNotAcceptedByAProvidersWord() {
        Sso.withProvider(tenant);
        String person = Sso.person("clerk");
        JsonNode login = browser.logInAs(person);
        TestTenant.register()
                .api()
                .post("/invitations", Body.of("email", Sso.email(person), "role", "viewer"))
                .expect(201);
        String token = new Inbox(Sso.email(person)).token("invitation", 1);
        as(login).post("/auth/invitations/accept", Body.of("token", token)).expectProblem(401, "unauthenticated");
    }

    @Test
    void anotherUserOfTheProviderDoesNotGetTheAccountOfWhoLeft() {
        Sso.withProvider(tenant);
        String before = Sso.person("clerk");
        browser.logInAs(before);
        String after = Sso.person();
        OpenIdProvider.person(
                after, Map.of("email", Sso.email(before), "email_verified", true, "groups", List.of("clerk")));
        new SsoBrowser(tenant).comeBackAs(after).expectProblem(403, "sso_refused");
    }

    @Test
    void whoIsRemovedByHandStaysOut() {
        Sso.withProvider(tenant);
        String person = Sso.person("clerk");
        String id = browser.logInAs(person).at("/user/id").asText();
        tenant.api().delete("/members/" + id).expect(204);
        browser.comeBackAs(person).expectProblem(403, "sso_refused", "sso");
    }

    @Test
    void whereItIsRequiredMembersComeNoOtherWayAndOwnersDo() {
        String address = tenant.addMember("admin");
        JsonNode before = tenant.login(address);
        Sso.withProvider(tenant, "required", true);
        tenant.anonymous()
                .post("/auth/login", Body.of("email", address, "password", TestTenant.PASSWORD))
                .expectProblem(403, "sso_required");
        tenant.anonymous()
                .post("/auth/login", Body.of("email", address, "password", "wrong wrong wrong"))
                .expectProblem(401, "unauthenticated"); // to nobody else is told that it is
        refresh(before).expectProblem(401, "unauthenticated");
        assertThat(tenant.login(tenant.email()).at("/user/role").asText()).isEqualTo("owner");
        JsonNode login = browser.logInAs(Sso.person("clerk"));
        JsonNode refreshed = refresh(login).expect(200).json();
        as(refreshed).get("/users/me").expect(200);
        tenant.api().delete("/tenant/sso").expect(204);
        refresh(refreshed).expectProblem(401, "unauthenticated");
        tenant.login(address);
    }

    private Answer refresh(JsonNode login) {
        return tenant.anonymous()
                .post(
                        "/auth/refresh",
                        Body.of("refresh_token", login.path("refresh_token").asText()));
    }

    @Test
    void aSessionEndsAfterHoursHoweverOftenItIsRefreshed() {
        Sso.withProvider(tenant);
        JsonNode login = browser.logInAs(Sso.person("clerk"));
        JsonNode refreshed = refresh(login).expect(200).json();
        assertThat(tenant.count("SELECT count(*) FROM public.sessions WHERE through_sso AND tenant_id = '"
                        + tenant.tenantId() + "' AND expires_at = created_at + interval '12 hours'"))
                .isEqualTo(1);
        tenant.execute(
                "UPDATE public.sessions SET expires_at = now() WHERE through_sso AND tenant_id = ?", tenant.tenantId());
        refresh(refreshed).expectProblem(401, "unauthenticated");
    }

    @Test
    void aProviderThatSignsWithAnotherKeyIsFollowed() {
        Sso.withProvider(tenant);
        String person = Sso.person("clerk");
        browser.logInAs(person);
        OpenIdProvider.rotateKey();
        await().atMost(Duration.ofSeconds(30)) // keys are not asked for again within 5 s of the last time
                .pollInterval(Duration.ofMillis(500))
                .until(() -> browser.comeBackAs(person).status() == 303);
    }

    @Test
    void theConnectionIsTestedAndNothingSecretIsTold() throws IOException {
        Sso.withProvider(tenant);
        JsonNode found = tenant.api().post("/tenant/sso/test").expect(200).json();
        assertThat(found.path("ok").asBoolean()).as(found.toString()).isTrue();
        String secret = "s3cret+/%";
        assertThat(tenant.api().get("/tenant/sso").expect(200).text()).doesNotContain(secret, "secret");
        JsonNode login = browser.logInAs(Sso.person("clerk"));
        assertThat(login.toString()).doesNotContain(secret);
        assertThat(audited("sso.test")).hasSize(1);
        assertThat(audited("sso.configure").toString()).doesNotContain(secret);
        assertThat(tenant.count("SELECT count(*) FROM public.sso_configurations c WHERE c::text LIKE '%s3cret%'"
                        .replace("%", "%%")))
                .isZero();
        assertThat(Files.readString(TestApplication.logFile()))
                .doesNotContain(secret)
                .contains(
                        "event=sso.configured",
                        "event=login.sso who=" + login.at("/user/id").asText());
    }

    @Test
    void whereNoneIsThereIsNothingToStart() {
        for (String slug : List.of(tenant.slug(), "nobody-is-called-so", "X")) {
            tenant.anonymous().get("/auth/sso/" + slug + "/start").expectProblem(404, "not_found");
        }
        Sso.withProvider(tenant, "enabled", false);
        tenant.anonymous().get("/auth/sso/" + tenant.slug() + "/start").expectProblem(404, "not_found");
    }

    @Test
    void theBrowserIsSentWithWhatTheProtocolAsksFor() {
        Sso.withProvider(tenant);
        URI away = browser.start();
        assertThat(away.toString()).startsWith(OpenIdProvider.issuer() + "/oauth2/authorize?");
        Map<String, String> sent = SsoBrowser.parameters(away.getRawQuery());
        assertThat(sent)
                .containsEntry("response_type", "code")
                .containsEntry("scope", "openid email profile")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", Sso.redirectUri(tenant).toString());
        assertThat(sent.get("code_challenge")).hasSize(43);
        assertThat(sent.get("state")).hasSize(43).isNotEqualTo(sent.get("nonce"));
        assertThat(tenant.count("SELECT count(*) FROM public.sso_logins l WHERE l::text LIKE '%%" + sent.get("state")
                        + "%%' OR l::text LIKE '%%" + sent.get("nonce") + "%%'"))
                .isZero();
    }
}
