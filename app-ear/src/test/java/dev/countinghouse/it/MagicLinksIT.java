package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.testing.TestApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Logging in by a mailed link. */
class MagicLinksIT {
    private static final String LINK = "magic-link";
    private static final Pattern COOKIE = Pattern.compile("ch_magic_link=([A-Za-z0-9]{43});(.*)");

    private final TestTenant tenant = TestTenant.register();
    private final Inbox inbox = new Inbox(tenant.email());

    private static Answer ask(Api api, String email) {
        return api.post("/auth/magic-link", Body.of("email", email)).expect(202);
    }

    /** A browser after it has asked for a link. */
    private Api browser() {
        return tenant.anonymous().with("Cookie", "ch_magic_link=" + secret(ask(tenant.anonymous(), tenant.email())));
    }

    private static String secret(Answer answer) {
        Matcher cookie = COOKIE.matcher(answer.header("Set-Cookie"));
        assertThat(cookie.matches()).as(answer.header("Set-Cookie")).isTrue();
        return cookie.group(1);
    }

    private static Answer follow(Api browser, String token) {
        return browser.post("/auth/magic-link/verify", Body.of("token", token));
    }

    @Test
    void theLinkOpensInTheBrowserThatAskedForItOnce() {
        Api browser = browser();
        String token = inbox.token(LINK, 1);
        JsonNode login = follow(browser, token).expect(200).json();
        assertThat(login.at("/user/email").asText()).isEqualTo(tenant.email());
        Api api = tenant.anonymous().withToken(login.path("access_token").asText());
        assertThat(api.get("/users/me")
                        .expect(200)
                        .json()
                        .path("email_verified_at")
                        .isNull())
                .isFalse();
        follow(browser, token).expectProblem(422, "validation_failed", "token");
    }

    @Test
    void itOpensNothingElsewhereAndStaysGoodForItsBrowser() {
        Api browser = browser();
        String token = inbox.token(LINK, 1);
        follow(tenant.anonymous(), token).expectProblem(422, "validation_failed", "token");
        Api another = tenant.anonymous()
                .with("Cookie", "ch_magic_link=" + secret(ask(tenant.anonymous(), "nobody@example.com")));
        follow(another, token).expectProblem(422, "validation_failed", "token");
        follow(browser, token).expect(200);
    }

    @Test
    void ofManyWhoFollowItAtOnceOneGetsIn() {
        Api browser = browser();
        String token = inbox.token(LINK, 1);
        List<Answer> answers = Together.run(20, i -> follow(browser, token));
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).containsOnly(200, 422);
        assertThat(tenant.count("SELECT count(*) FROM public.sessions WHERE user_id = '" + tenant.ownerId() + "'"))
                .isEqualTo(2); // with the one of registering
    }

    @Test
    void anExpiredLinkOpensNothing() {
        Api browser = browser();
        String token = inbox.token(LINK, 1);
        tenant.execute(
                "UPDATE public.user_tokens SET expires_at = now() WHERE user_id = ? AND purpose = 'magic_link'",
                tenant.ownerId());
        follow(browser, token).expectProblem(422, "validation_failed", "token");
    }

    @Test
    void tokensOfOtherPurposesAreNoLinks() {
        Api browser = browser();
        String verification = inbox.token("email-verification", 1);
        follow(browser, verification).expectProblem(422, "validation_failed", "token");
        String token = inbox.token(LINK, 1);
        tenant.anonymous()
                .post(
                        "/auth/password-reset/confirm",
                        Body.of("token", token, "new_password", "seven zebras eat 9 quinces"))
                .expectProblem(422, "validation_failed", "token");
        tenant.anonymous()
                .post("/auth/verify-email", Body.of("token", token))
                .expectProblem(422, "validation_failed", "token");
        follow(browser, token).expect(200);
    }

    @Test
    void anUnknownAddressIsAnsweredAsAKnownOne() {
        Answer known = ask(tenant.anonymous(), tenant.email());
        Answer unknown = ask(tenant.anonymous(), "x" + tenant.email());
        assertThat(unknown.text()).isEqualTo(known.text()).isEmpty();
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(known.headers().map().keySet());
        assertThat(secret(unknown)).hasSameSizeAs(secret(known));
    }

    @Test
    void theCookieIsForNoScriptAndNoOtherSite() {
        Matcher cookie = COOKIE.matcher(ask(tenant.anonymous(), tenant.email()).header("Set-Cookie"));
        assertThat(cookie.matches()).isTrue();
        assertThat(cookie.group(2))
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Strict")
                .containsIgnoringCase("Path=/api/v1/auth/magic-link");
    }

    @Test
    void anEarlierLinkOpensTooWhenTheBrowserAskedTwice() {
        Api browser = browser();
        String first = inbox.token(LINK, 1);
        Answer again = ask(browser, tenant.email());
        assertThat(browser.headers().get("Cookie")).isEqualTo("ch_magic_link=" + secret(again));
        inbox.token(LINK, 2);
        follow(browser, first).expect(200);
    }

    @Test
    void whoIsInTwoTenantsNamesOneAndTheLinkStaysGoodUntilThen() {
        TestTenant other = TestTenant.register();
        tenant.execute(
                "INSERT INTO public.memberships (tenant_id, user_id, role) VALUES (?, ?, 'viewer')",
                other.tenantId(),
                tenant.ownerId());
        Api browser = browser();
        String token = inbox.token(LINK, 1);
        follow(browser, token).expectProblem(422, "validation_failed", "tenant");
        JsonNode login = browser.post("/auth/magic-link/verify", Body.of("token", token, "tenant", other.slug()))
                .expect(200)
                .json();
        assertThat(login.at("/tenant/slug").asText()).isEqualTo(other.slug());
    }

    @Test
    void whoIsDisabledGetsNoLinkAndUsesNone() {
        Api browser = browser();
        String token = inbox.token(LINK, 1);
        tenant.execute("UPDATE public.users SET status = 'disabled' WHERE id = ?", tenant.ownerId());
        follow(browser, token).expectProblem(422, "validation_failed", "token");
    }

    @Test
    void theTokenStandsWhereNoServerLogsItAndInNoLogOfOurs() throws IOException {
        Api browser = browser();
        String token = inbox.token(LINK, 1);
        assertThat(inbox.about(LINK).getFirst().path("text").asText())
                .contains(TestApplication.baseUrl() + "/#/magic-link?token=" + token);
        follow(browser, token).expect(200);
        assertThat(Files.readString(TestApplication.logFile()))
                .doesNotContain(token)
                .contains("event=login.magic_link who=" + tenant.ownerId());
    }
}
