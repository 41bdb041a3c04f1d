package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.password4j.Password;
import dev.countinghouse.testing.TestApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changing passwords, resetting forgotten ones, and guessing them. */
class PasswordsIT {
    private static final String NEW = "seven zebras eat 9 quinces";
    private static final String RESET = "password-reset";

    private final TestTenant tenant = TestTenant.register();

    private Answer login(String password) {
        return tenant.anonymous().post("/auth/login", Body.of("email", tenant.email(), "password", password));
    }

    private Answer change(Api api, String current, String password) {
        return api.post("/users/me/password", Body.of("current_password", current, "new_password", password));
    }

    private Answer forgotten(String email) {
        return tenant.anonymous().post("/auth/password-reset", Body.of("email", email));
    }

    private Answer confirm(String token, String password) {
        return tenant.anonymous()
                .post("/auth/password-reset/confirm", Body.of("token", token, "new_password", password));
    }

    private String resetToken() {
        forgotten(tenant.email()).expect(202);
        return new Inbox(tenant.email()).token(RESET, 1);
    }

    private Answer refresh(JsonNode login) {
        return tenant.anonymous()
                .post(
                        "/auth/refresh",
                        Body.of("refresh_token", login.path("refresh_token").asText()));
    }

    @Test
    void aChangedPasswordEndsAllOtherSessionsAtOnceAndKeepsThisOne() {
        JsonNode other = tenant.login(tenant.email());
        Api elsewhere = tenant.anonymous().withToken(other.path("access_token").asText());
        elsewhere.get("/users/me").expect(200);

        change(tenant.api(), TestTenant.PASSWORD, NEW).expect(204);

        elsewhere.get("/users/me").expectProblem(401, "unauthenticated");
        refresh(other).expectProblem(401, "unauthenticated");
        tenant.api().get("/users/me").expect(200);
        login(TestTenant.PASSWORD).expectProblem(401, "unauthenticated");
        login(NEW).expect(200);
    }

    @Test
    void aPasswordIsChangedByWhoKnowsItToOneThatIsNotGuessed() {
        change(tenant.api(), "not the password at all", NEW)
                .expectProblem(422, "validation_failed", "current_password");
        change(tenant.api(), TestTenant.PASSWORD, "password1234567")
                .expectProblem(422, "validation_failed", "new_password");
        change(tenant.api(), TestTenant.PASSWORD, "short").expectProblem(422, "validation_failed", "new_password");
        change(tenant.api(), TestTenant.PASSWORD, TestTenant.PASSWORD)
                .expectProblem(422, "validation_failed", "new_password");
        login(TestTenant.PASSWORD).expect(200);
    }

    @Test
    void aMachineHasNoPassword() {
        String key = tenant.api()
                .post("/api-keys", Body.of("name", "machine"))
                .expect(201)
                .json()
                .path("secret")
                .asText();
        change(tenant.anonymous().withKey(key), TestTenant.PASSWORD, NEW).expectProblem(403, "forbidden");
    }

    @Test
    void aStolenTokenIsNoWayToGuessThePassword() {
        List<Answer> answers = Together.run(12, i -> change(tenant.api(), "not the password at all", NEW));
        assertThat(answers).extracting(Answer::status).containsOnly(422, 429);
    }

    @Test
    void aForgottenPasswordIsSetAnewByTheMailedTokenAndAllSessionsEnd() {
        String token = resetToken();
        confirm(token, NEW).expect(204);

        tenant.api().get("/users/me").expectProblem(401, "unauthenticated");
        refresh(tenant.registration()).expectProblem(401, "unauthenticated");
        login(TestTenant.PASSWORD).expectProblem(401, "unauthenticated");
        login(NEW).expect(200);
        confirm(token, "eight zebras eat 9 quinces").expectProblem(422, "validation_failed", "token");
    }

    @Test
    void ofManyWhoUseATokenAtOnceOneGetsThrough() {
        String token = resetToken();
        List<Answer> answers = Together.run(20, i -> confirm(token, i + " zebras eat nine quinces"));
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(204);
    }

    @Test
    void aRefusedPasswordLeavesTheTokenGood() {
        String token = resetToken();
        confirm(token, "password1234567").expectProblem(422, "validation_failed", "new_password");
        confirm(token, NEW).expect(204);
    }

    @Test
    void anExpiredTokenIsRefused() {
        String token = resetToken();
        assertThat(tenant.execute(
                        "UPDATE public.user_tokens SET expires_at = now() WHERE user_id = ? AND purpose = 'password_reset'",
                        tenant.ownerId()))
                .isEqualTo(1);
        confirm(token, NEW).expectProblem(422, "validation_failed", "token");
        confirm("x", NEW).expectProblem(422, "validation_failed", "token");
    }

    @Test
    void aTokenOfAnotherPurposeIsRefused() {
        String token = resetToken();
        assertThat(tenant.execute(
                        "UPDATE public.user_tokens SET purpose = 'email_verification' WHERE user_id = ?"
                                + " AND purpose = 'password_reset'",
                        tenant.ownerId()))
                .isEqualTo(1);
        confirm(token, NEW).expectProblem(422, "validation_failed", "token");
    }

    @Test
    void aChangedPasswordEndsTheTokensForANewOne() {
        String token = resetToken();
        change(tenant.api(), TestTenant.PASSWORD, NEW).expect(204);
        confirm(token, "eight zebras eat 9 quinces").expectProblem(422, "validation_failed", "token");
    }

    @Test
    void anUnknownAddressIsAnsweredAsAKnownOneAndGetsNoMail() {
        String unknown = "x" + tenant.email();
        Answer known = forgotten(tenant.email()).expect(202);
        Answer other = forgotten(unknown).expect(202);
        assertThat(other.text()).isEqualTo(known.text()).isEmpty();
        assertThat(other.headers().map().keySet())
                .isEqualTo(known.headers().map().keySet());

        new Inbox(tenant.email()).token(RESET, 1); // asked for earlier, so the other one was answered too or is next
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        tenant.count("SELECT count(*) FROM public.account_requests WHERE email = '" + unknown + "'")
                                == 0);
        assertThat(tenant.count("SELECT count(*) FROM public.mails WHERE recipient = '" + unknown + "'"))
                .isZero();
    }

    @Test
    void nobodyFillsSomebodysInbox() {
        for (int i = 0; i < 6; i++) {
            forgotten(tenant.email()).expect(202);
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> tenant.count(
                                "SELECT count(*) FROM public.account_requests WHERE email = '" + tenant.email() + "'")
                        == 0);
        assertThat(tenant.count("SELECT count(*) FROM public.mails WHERE subject LIKE '%%password%%' AND recipient = '"
                        + tenant.email() + "'"))
                .isEqualTo(3);
    }

    @Test
    void neitherTheDatabaseNorTheLogKnowsAToken() throws IOException {
        String token = resetToken();
        confirm(token, NEW).expect(204);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> tenant.count("SELECT count(*) FROM public.mails WHERE recipient = '" + tenant.email()
                                + "' AND state = 'queued'")
                        == 0);
        assertThat(tenant.count("SELECT count(*) FROM public.mails WHERE recipient = '" + tenant.email()
                        + "' AND sealed_body IS NOT NULL"))
                .isZero();
        assertThat(Files.readString(TestApplication.logFile()))
                .doesNotContain(token, NEW)
                .contains("event=password.reset who=" + tenant.ownerId());
    }

    @Test
    void aHashOfBcryptOpensAndBecomesArgon2() {
        tenant.execute(
                "UPDATE public.users SET password_hash = ? WHERE id = ?",
                Password.hash(TestTenant.PASSWORD).withBcrypt().getResult(),
                tenant.ownerId());
        login(TestTenant.PASSWORD).expect(200);
        assertThat(tenant.count("SELECT count(*) FROM public.users WHERE password_hash LIKE '$argon2id$%%' AND id = '"
                        + tenant.ownerId() + "'"))
                .isEqualTo(1);
        login(TestTenant.PASSWORD).expect(200);
    }

    @Test
    void whoGuessesHasToWaitAndOthersHaveNot() {
        for (String email : List.of(tenant.email(), "y" + tenant.email())) {
            List<Answer> answers = Together.run(
                    12,
                    i -> tenant.anonymous()
                            .post("/auth/login", Body.of("email", email, "password", "not the password at all")));
            assertThat(answers).extracting(Answer::status).containsOnly(401, 429);
            assertThat(answers.stream().filter(answer -> answer.status() == 429))
                    .isNotEmpty()
                    .allSatisfy(answer -> assertThat(Integer.parseInt(answer.header("Retry-After")))
                            .isBetween(1, 4));
        }
        TestTenant other = TestTenant.register();
        other.login(other.email());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> login(TestTenant.PASSWORD).status() == 200);
    }

    @Test
    void manyGuessesAtOnceAreNoWayAround() {
        List<Answer> answers = Together.run(20, i -> login("guess number " + i + " of many"));
        assertThat(answers.stream().filter(answer -> answer.status() == 401).count())
                .isLessThanOrEqualTo(6);
        assertThat(answers).extracting(Answer::status).containsOnly(401, 429);
    }
}
