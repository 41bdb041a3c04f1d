package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.testing.TestApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Setting up a second factor, and logging in with it. */
class SecondFactorIT {
    private static final String PATH = "/users/me/mfa";

    private final TestTenant tenant = TestTenant.register();
    private final Person owner = Person.owner(tenant);

    private long mails(String subject) {
        return tenant.count("SELECT count(*) FROM public.mails WHERE recipient = '" + tenant.email()
                + "' AND subject LIKE '" + subject + "%%'");
    }

    private long sessions() {
        return tenant.count(
                "SELECT count(*) FROM public.sessions WHERE ended_at IS NULL AND user_id = '" + tenant.ownerId() + "'");
    }

    @Test
    void itIsInForceFromItsFirstCodeOn() {
        JsonNode begun = owner.api()
                .post(PATH, Body.of("password", TestTenant.PASSWORD))
                .expect(201)
                .json();
        String secret = begun.path("secret").asText();
        assertThat(secret).matches("[A-Z2-7]{32}");
        assertThat(begun.path("otpauth_uri").asText())
                .isEqualTo("otpauth://totp/Countinghouse:" + Api.query(tenant.email()) + "?secret=" + secret
                        + "&issuer=Countinghouse&algorithm=SHA1&digits=6&period=30");
        tenant.login(tenant.email());
        assertThat(owner.api().get(PATH).expect(200).json().path("enabled").asBoolean())
                .isFalse();
        Authenticator.confirm(owner, "000000").expectProblem(422, "validation_failed", "code");

        JsonNode codes = Authenticator.confirm(owner, Authenticator.code(secret))
                .expect(200)
                .json()
                .path("recovery_codes");
        assertThat(codes).hasSize(10);
        JsonNode view = owner.api().get(PATH).expect(200).json();
        assertThat(view.path("enabled").asBoolean()).isTrue();
        assertThat(view.path("recovery_codes_left").asInt()).isEqualTo(10);
        assertThat(view.path("due_at").isNull()).isTrue();
        assertThat(view.toString()).doesNotContain(secret);
        assertThat(mails("Your second factor is on")).isEqualTo(1);
        owner.api().post(PATH, Body.of("password", TestTenant.PASSWORD)).expectProblem(409, "mfa_enabled");
        Authenticator.confirm(owner, Authenticator.code(secret)).expectProblem(409, "mfa_not_begun");
    }

    @Test
    void whatBeganWithoutItEndsAndTheSessionThatSetItUpGoesOn() {
        Person elsewhere = new Person(tenant, tenant.login(tenant.email()), tenant.api());
        Api other = tenant.anonymous()
                .withToken(elsewhere.login().path("access_token").asText());
        other.get("/users/me").expect(200);
        Authenticator.setUp(owner);
        other.get("/users/me").expectProblem(401, "unauthenticated");
        elsewhere.refresh().expectProblem(401, "unauthenticated");
        Person refreshed = owner.refreshed();
        refreshed.api().get("/users/me").expect(200);
        assertThat(amr(refreshed.login())).isEqualTo("[\"mfa\"]");
    }

    private static String amr(JsonNode login) {
        return Token.of(login.path("access_token").asText())
                .claims()
                .path("amr")
                .toString();
    }

    @Test
    void aPasswordAloneGivesAQuestionAndACodeTheSession() {
        Authenticator app = Authenticator.setUp(owner);
        Answer asked = app.password().expect(202);
        assertThat(asked.json().path("mfa_required").asBoolean()).isTrue();
        assertThat(asked.json().path("expires_in").asInt()).isEqualTo(300);
        assertThat(asked.text()).doesNotContain("token").doesNotContain(tenant.slug());
        String challenge = Authenticator.challenge(asked);
        app.answer(challenge, app.wrong()).expectProblem(422, "validation_failed", "code");
        JsonNode login = app.answer(challenge, app.code()).expect(200).json();
        assertThat(login.at("/tenant/slug").asText()).isEqualTo(tenant.slug());
        assertThat(amr(login)).isEqualTo("[\"mfa\"]");
        Api api = tenant.anonymous().withToken(login.path("access_token").asText());
        api.get("/users/me").expect(200);
        app.forget();
        app.answer(challenge, app.code()).expectProblem(422, "validation_failed", "challenge");
    }

    @Test
    void aMailedLinkAsksForItToo() {
        Authenticator app = Authenticator.setUp(owner);
        Answer asked = tenant.anonymous().post("/auth/magic-link", Body.of("email", tenant.email()));
        String cookie = asked.header("Set-Cookie");
        Api browser = tenant.anonymous().with("Cookie", cookie.substring(0, cookie.indexOf(';')));
        String token = new Inbox(tenant.email()).token("magic-link", 1);
        Answer followed =
                browser.post("/auth/magic-link/verify", Body.of("token", token)).expect(202);
        browser.post("/auth/magic-link/verify", Body.of("token", token))
                .expectProblem(422, "validation_failed", "token");
        app.answer(Authenticator.challenge(followed), app.code()).expect(200);
    }

    @Test
    void aCodeIsGoodOnceAndForNoEarlierStep() {
        Authenticator app = Authenticator.setUp(owner);
        String code = app.code();
        app.answer(app.challenge(), code).expect(200);
        app.answer(app.challenge(), code).expectProblem(422, "validation_failed", "code");
        tenant.execute(
                "UPDATE public.second_factors SET last_step = last_step + 9 WHERE user_id = ?", tenant.ownerId());
        app.answer(app.challenge(), app.code()).expectProblem(422, "validation_failed", "code");
    }

    @Test
    void ofManyWhoAnswerAChallengeAtOnceOneGetsIn() {
        Authenticator app = Authenticator.setUp(owner);
        String challenge = app.challenge();
        String code = app.code();
        long before = sessions();
        List<Answer> answers = Together.run(20, i -> app.answer(challenge, code));
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).containsOnly(200, 422);
        assertThat(sessions()).isEqualTo(before + 1);
    }

    @Test
    void ofManyChallengesAtOnceACodeOpensOne() {
        Authenticator app = Authenticator.setUp(owner);
        List<String> challenges = Stream.generate(app::challenge).limit(10).toList();
        String code = app.code();
        long before = sessions();
        List<Answer> answers = Together.run(20, i -> app.answer(challenges.get(i % 10), code));
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).containsOnly(200, 422, 429);
        assertThat(sessions()).isEqualTo(before + 1);
    }

    @Test
    void aRecoveryCodeIsGoodOnceAndItsUseIsTold() {
        Authenticator app = Authenticator.setUp(owner);
        String code = app.recoveryCodes().get(3);
        String typed = code.replace("-", " ").toUpperCase(Locale.ROOT);
        app.recover(app.challenge(), typed).expect(200);
        app.recover(app.challenge(), code).expectProblem(422, "validation_failed", "recovery_code");
        app.recover(app.challenge(), app.code()).expectProblem(422, "validation_failed", "recovery_code");
        app.answer(app.challenge(), app.recoveryCodes().get(4).substring(0, 20))
                .expectProblem(422, "validation_failed", "code");
        assertThat(mails("A recovery code was used")).isEqualTo(1);
        assertThat(owner.refreshed()
                        .api()
                        .get(PATH)
                        .json()
                        .path("recovery_codes_left")
                        .asInt())
                .isEqualTo(9);

        List<String> challenges = Stream.generate(app::challenge).limit(4).toList();
        List<Answer> answers = Together.run(
                4, i -> app.recover(challenges.get(i), app.recoveryCodes().get(5)));
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200);
    }

    @Test
    void newRecoveryCodesEndTheOldOnes() {
        Authenticator app = Authenticator.setUp(owner);
        String path = PATH + "/recovery-codes";
        owner.api()
                .post(path, Body.of("password", "not the password at all", "code", app.code()))
                .expectProblem(422, "validation_failed", "password");
        owner.api()
                .post(path, Body.of("password", TestTenant.PASSWORD, "code", app.wrong()))
                .expectProblem(422, "validation_failed", "code");
        JsonNode codes = owner.api()
                .with("Idempotency-Key", "kept-nowhere")
                .post(path, Body.of("password", TestTenant.PASSWORD, "code", app.code()))
                .expect(200)
                .json()
                .path("recovery_codes");
        assertThat(codes).hasSize(10);
        assertThat(tenant.count("SELECT count(*) FROM %s.idempotency_keys")).isZero();
        assertThat(mails("You have new recovery codes")).isEqualTo(1);
        app.recover(app.challenge(), app.recoveryCodes().getFirst())
                .expectProblem(422, "validation_failed", "recovery_code");
        app.recover(app.challenge(), codes.get(0).asText()).expect(200);
    }

    @Test
    void itIsTakenAwayWithPasswordAndCode() {
        Authenticator app = Authenticator.setUp(owner);
        String path = PATH + "/disable";
        tenant.execute(
                "UPDATE public.sessions SET authenticated_at = now() - interval '11 minutes' WHERE user_id = ?",
                tenant.ownerId());
        owner.api()
                .post(path, Body.of("password", "not the password at all", "code", app.code()))
                .expectProblem(422, "validation_failed", "password");
        owner.api().post(path, Body.of("code", app.code())).expectProblem(422, "validation_failed", "password");
        owner.api()
                .post(path, Body.of("password", TestTenant.PASSWORD, "code", app.wrong()))
                .expectProblem(422, "validation_failed", "code");
        app.password().expect(202);
        owner.api()
                .post(path, Body.of("password", TestTenant.PASSWORD, "code", app.code()))
                .expect(204);
        tenant.login(tenant.email());
        assertThat(mails("Your second factor is off")).isEqualTo(1);
        owner.api()
                .post(path, Body.of("password", TestTenant.PASSWORD, "code", app.code()))
                .expectProblem(409, "mfa_not_enabled");
        assertThat(tenant.count(
                        "SELECT count(*) FROM public.recovery_codes WHERE user_id = '" + tenant.ownerId() + "'"))
                .isZero();
    }

    @Test
    void aChallengeIsForFewGuessesAndTheUserForFewInAMinuteAndIsTold() {
        Authenticator app = Authenticator.setUp(owner);
        List<String> challenges = Stream.generate(app::challenge).limit(4).toList();
        List<Answer> guesses = Together.run(24, i -> app.answer(challenges.get(i % 4), app.wrong()));
        assertThat(guesses).extracting(Answer::status).containsOnly(422, 429);
        assertThat(guesses.stream().filter(guess -> guess.status() == 422).count())
                .isBetween(5L, 8L);
        assertThat(guesses.stream().filter(guess -> guess.status() == 429))
                .allSatisfy(guess -> assertThat(Integer.parseInt(guess.header("Retry-After")))
                        .isBetween(1, 8));
        assertThat(mails("Wrong codes for your account")).isEqualTo(1);
        String fresh = app.challenge();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> app.answer(fresh, app.code()).status() == 200);

        String spent = app.challenge();
        for (int i = 0; i < 5; i++) {
            tenant.execute(
                    "UPDATE public.second_factors SET attempts = 0, next_attempt_at = now() - interval '1 minute' WHERE user_id = ?",
                    tenant.ownerId());
            app.answer(spent, app.wrong()).expectProblem(422, "validation_failed", "code");
        }
        app.forget();
        app.answer(spent, app.code()).expectProblem(422, "validation_failed", "challenge");
    }

    @Test
    void aChallengeExpiresAndDiesWithThePasswordTheMembershipAndTheUser() {
        Person viewer = Person.with(tenant, "viewer");
        Authenticator theirs = Authenticator.setUp(viewer);
        String challenge = theirs.challenge();

        Authenticator app = Authenticator.setUp(owner);
        String expired = app.challenge();
        tenant.execute("UPDATE public.login_challenges SET expires_at = now() WHERE user_id = ?", tenant.ownerId());
        app.answer(expired, app.code()).expectProblem(422, "validation_failed", "challenge");

        String before = app.challenge();
        owner.api()
                .post(
                        "/users/me/password",
                        Body.of("current_password", TestTenant.PASSWORD, "new_password", "seven zebras eat 9 quinces"))
                .expect(204);
        app.answer(before, app.code()).expectProblem(422, "validation_failed", "challenge");

        tenant.execute("UPDATE public.users SET status = 'disabled' WHERE id = ?", viewer.id());
        theirs.answer(challenge, theirs.code()).expectProblem(422, "validation_failed", "challenge");
        tenant.execute("UPDATE public.users SET status = 'active' WHERE id = ?", viewer.id());
        tenant.api().delete(viewer.path()).expect(204);
        theirs.answer(challenge, theirs.code()).expectProblem(422, "validation_failed", "challenge");
    }

    @Test
    void aChallengeOpensTheTenantItWasGivenForAndNoOther() {
        TestTenant other = TestTenant.register();
        tenant.execute(
                "INSERT INTO public.memberships (tenant_id, user_id, role) VALUES (?, ?, 'viewer')",
                other.tenantId(),
                tenant.ownerId());
        Authenticator app = Authenticator.setUp(owner);
        String challenge = Authenticator.challenge(tenant.anonymous()
                .post(
                        "/auth/login",
                        Body.of("email", tenant.email(), "password", TestTenant.PASSWORD, "tenant", other.slug()))
                .expect(202));
        JsonNode login = app.answer(challenge, app.code()).expect(200).json();
        assertThat(login.at("/tenant/slug").asText()).isEqualTo(other.slug());
        assertThat(login.at("/user/role").asText()).isEqualTo("viewer");
    }

    @Test
    void aNewPasswordByMailIsNoWayAround() {
        Authenticator app = Authenticator.setUp(owner);
        tenant.anonymous()
                .post("/auth/password-reset", Body.of("email", tenant.email()))
                .expect(202);
        String password = "seven zebras eat 9 quinces";
        tenant.anonymous()
                .post(
                        "/auth/password-reset/confirm",
                        Body.of(
                                "token",
                                new Inbox(tenant.email()).token("password-reset", 1),
                                "new_password",
                                password))
                .expect(204);
        Answer asked = tenant.anonymous()
                .post("/auth/login", Body.of("email", tenant.email(), "password", password))
                .expect(202);
        app.answer(Authenticator.challenge(asked), app.code()).expect(200);
    }

    @Test
    void aChallengeIsNoTokenAndOneOfTheCodesIsGiven() {
        Authenticator app = Authenticator.setUp(owner);
        String challenge = app.challenge();
        tenant.anonymous().withToken(challenge).get("/users/me").expectProblem(401, "unauthenticated");
        tenant.anonymous()
                .post("/auth/refresh", Body.of("refresh_token", challenge))
                .expectProblem(401, "unauthenticated");
        tenant.anonymous()
                .post("/auth/mfa", Body.of("challenge", challenge))
                .expectProblem(422, "validation_failed", "code");
        tenant.anonymous()
                .post("/auth/mfa", Body.of("challenge", challenge, "code", app.code(), "recovery_code", "x"))
                .expectProblem(422, "validation_failed", "code");
        app.answer("x", app.code()).expectProblem(422, "validation_failed", "challenge");
        app.answer(challenge, app.code()).expect(200);
    }

    @Test
    void aSecretIsConfirmedWithinHalfAnHourAndReplacedByBeginningAgain() {
        String first = Authenticator.begin(owner);
        String second = Authenticator.begin(owner);
        Authenticator.confirm(owner, Authenticator.code(first)).expectProblem(422, "validation_failed", "code");
        tenant.execute(
                "UPDATE public.second_factors SET created_at = now() - interval '31 minutes' WHERE user_id = ?",
                tenant.ownerId());
        Authenticator.confirm(owner, Authenticator.code(second)).expectProblem(409, "mfa_not_begun");
    }

    @Test
    void aMachineHasNone() {
        Api key = owner.key();
        key.get(PATH).expectProblem(403, "forbidden");
        key.post(PATH, Body.of("password", TestTenant.PASSWORD)).expectProblem(403, "forbidden");
        key.post(PATH + "/disable", Body.of("code", "000000")).expectProblem(403, "forbidden");
    }

    @Test
    void neitherTheDatabaseNorTheLogKnowsASecret() throws IOException {
        Authenticator app = Authenticator.setUp(owner);
        String code = app.recoveryCodes().getFirst();
        app.recover(app.challenge(), code).expect(200);
        assertThat(tenant.count(
                        "SELECT count(*) FROM public.second_factors WHERE strpos(encode(sealed_secret, 'escape'), '"
                                + app.secret() + "') > 0"))
                .isZero();
        assertThat(Files.readString(TestApplication.logFile()))
                .doesNotContain(app.secret(), code, code.replace("-", ""))
                .contains("event=mfa.enabled who=" + tenant.ownerId())
                .contains("event=login.challenged who=" + tenant.ownerId())
                .contains("event=mfa.recovery_code_used who=" + tenant.ownerId())
                .contains("event=login.second_factor who=" + tenant.ownerId());
    }
}
