package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's refresh token is in a cookie that no script reads and no other site uses. */
class ConsoleSessionIT {
    private static final String HEADER = "X-Countinghouse-Console";
    private static final String COOKIE = "__Host-ch_refresh";
    private static final Pattern SET = Pattern.compile(COOKIE + "=\"?([^;\"]*)\"?;(.*)");

    private final TestTenant tenant = TestTenant.register();
    private final Api console = tenant.anonymous().with(HEADER, "1");

    private Map<String, ?> credentials() {
        return Body.of("email", tenant.email(), "password", TestTenant.PASSWORD, "tenant", tenant.slug());
    }

    private Answer login() {
        return console.post("/auth/login", credentials()).expect(200);
    }

    /** The refresh token that an answer puts into the cookie. */
    private static String cookie(Answer answer) {
        Matcher set = SET.matcher(answer.header("Set-Cookie"));
        assertThat(set.matches()).as(answer.header("Set-Cookie")).isTrue();
        return set.group(1);
    }

    private static Api keeping(Api browser, String cookie) {
        return browser.with("Cookie", COOKIE + "=" + cookie);
    }

    private Answer refresh(String cookie) {
        return keeping(console, cookie).post("/auth/refresh", "{}");
    }

    private static Api as(Api browser, JsonNode login) {
        return browser.withToken(login.path("access_token").asText());
    }

    private static void keepsItInTheCookie(Answer answer) {
        assertThat(answer.json().has("refresh_token")).isFalse();
        assertThat(answer.json().path("access_token").asText()).isNotEmpty();
        String token = cookie(answer);
        assertThat(token).matches("[0-9a-f-]{36}\\.[A-Za-z0-9]{43}");
        assertThat(answer.text()).doesNotContain(token);
    }

    private TestTenant anotherOfTheOwners() {
        TestTenant other = TestTenant.register();
        tenant.execute(
                "INSERT INTO public.memberships (tenant_id, user_id, role) VALUES (?, ?, 'viewer')",
                other.tenantId(),
                tenant.ownerId());
        return other;
    }

    private long endsIn(String column) {
        return tenant.count("SELECT round(extract(epoch FROM max(" + column + ") - now()) / 60) FROM public.sessions"
                + " WHERE console AND ended_at IS NULL AND user_id = '" + tenant.ownerId() + "'");
    }

    @Test
    void noAnswerToTheConsoleHoldsTheRefreshToken() {
        Answer login = login();
        keepsItInTheCookie(login);
        Answer refreshed = refresh(cookie(login)).expect(200);
        keepsItInTheCookie(refreshed);
        assertThat(cookie(refreshed)).isNotEqualTo(cookie(login));
        TestTenant other = anotherOfTheOwners();
        keepsItInTheCookie(keeping(as(console, refreshed.json()).of(Api.ALL), cookie(refreshed))
                .post("/auth/switch", Body.of("tenant", other.slug()))
                .expect(200));
        String unique = TestTenant.unique();
        keepsItInTheCookie(Api.anonymous()
                .with(HEADER, "1")
                .register(Body.of(
                        "company",
                        "C",
                        "slug",
                        "t-" + unique,
                        "email",
                        "o@" + unique + ".example",
                        "password",
                        TestTenant.PASSWORD,
                        "name",
                        "O"))
                .expect(201));
    }

    @Test
    void theCookieIsOfThisHostAloneAndStaysAwayFromScriptsAndOtherSites() {
        Matcher set = SET.matcher(login().header("Set-Cookie"));
        assertThat(set.matches()).isTrue();
        List<String> attributes = List.of(set.group(2).split(";\\s*"));
        assertThat(attributes).contains("Path=/", "Secure", "HttpOnly", "SameSite=Strict");
        assertThat(attributes)
                .noneMatch(attribute -> attribute.startsWith("Domain") || attribute.startsWith("Max-Age"));
    }

    @Test
    void aProgramGetsItsTokenAsEverAndNoCookie() {
        Answer login = tenant.anonymous().post("/auth/login", credentials()).expect(200);
        assertThat(login.json().path("refresh_token").asText()).isNotEmpty();
        assertThat(login.header("Set-Cookie")).isEmpty();
    }

    @Test
    void theCookieCountsWithTheHeaderOnly() {
        Api browser = keeping(tenant.anonymous(), cookie(login()));
        browser.post("/auth/refresh", "{}").expectProblem(422, "validation_failed", "refresh_token");
        browser.with(HEADER, "yes")
                .post("/auth/refresh", "{}")
                .expectProblem(422, "validation_failed", "refresh_token");
        browser.get("/users/me").expectProblem(401, "unauthenticated");
        browser.with(HEADER, "1").post("/auth/refresh", "{}").expect(200);
    }

    @Test
    void theHeaderCountsWithTheCookieOnly() {
        console.post("/auth/refresh", "{}").expectProblem(401, "unauthenticated");
        refresh("made-up").expectProblem(401, "unauthenticated");
        String token = cookie(login());
        console.post("/auth/refresh", Body.of("refresh_token", token))
                .expectProblem(422, "validation_failed", "refresh_token");
        refresh(token).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"})
    void aFormOfAnotherSiteIsRefusedAndMovesNothing(String contentType) {
        Answer login = login();
        Api browser = keeping(tenant.anonymous(), cookie(login)).with("Origin", "https://evil.example");
        for (String path : List.of("/auth/refresh", "/auth/login", "/auth/mfa", "/auth/invitations/accept")) {
            browser.send("POST", path, contentType, BodyPublishers.ofString("{}"))
                    .expectProblem(415, "unsupported_media_type");
        }
        browser.post("/auth/logout").expectProblem(401, "unauthenticated");
        refresh(cookie(login)).expect(200);
    }

    @Test
    void noPageOfAnotherOriginMaySendTheHeader() {
        Answer asked = Api.anonymous()
                .with("Origin", "https://evil.example")
                .with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", HEADER.toLowerCase(java.util.Locale.ROOT))
                .send("OPTIONS", "/auth/refresh", "", BodyPublishers.noBody());
        assertThat(asked.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-allow"));
    }

    @Test
    void aCookieThatIsUsedTwiceEndsTheSession() {
        Answer login = login();
        Answer refreshed = refresh(cookie(login)).expect(200);
        as(console, refreshed.json()).get("/users/me").expect(200);
        refresh(cookie(login)).expectProblem(401, "unauthenticated");

        as(console, refreshed.json()).get("/users/me").expectProblem(401, "unauthenticated");
        refresh(cookie(refreshed)).expectProblem(401, "unauthenticated");
    }

    @Test
    void loggingOutEndsTheSessionAndTakesTheCookieAway() {
        Answer login = login();
        Answer out = keeping(as(console, login.json()), cookie(login))
                .post("/auth/logout")
                .expect(204);
        assertThat(cookie(out)).isEmpty();
        assertThat(out.header("Set-Cookie")).contains("Max-Age=0", "Path=/", "Secure", "HttpOnly");
        as(console, login.json()).get("/users/me").expectProblem(401, "unauthenticated");
        refresh(cookie(login)).expectProblem(401, "unauthenticated");
    }

    @Test
    void whatABrowserHadBeforeEndsWhenSomebodyLogsIn() {
        Answer before = login();
        Answer after = keeping(console, cookie(before))
                .post("/auth/login", credentials())
                .expect(200);
        as(console, before.json()).get("/users/me").expectProblem(401, "unauthenticated");
        refresh(cookie(before)).expectProblem(401, "unauthenticated");
        as(console, after.json()).get("/users/me").expect(200);
        keeping(console, "made.up").post("/auth/login", credentials()).expect(200);
        refresh(cookie(after)).expect(200);
    }

    @Test
    void goingToAnotherTenantLeavesTheOneSessionThereAndNotForLonger() {
        Answer login = login();
        tenant.execute(
                "UPDATE public.sessions SET expires_at = now() + interval '5 minutes', ends_at = now() + interval '9 minutes'"
                        + " WHERE console AND user_id = ?",
                tenant.ownerId());
        TestTenant other = anotherOfTheOwners();
        Api there = as(console, login.json()).of(Api.ALL);
        Answer switched = keeping(there, cookie(login))
                .post("/auth/switch", Body.of("tenant", other.slug()))
                .expect(200);
        there.get("/users/me").expectProblem(401, "unauthenticated");
        as(there, switched.json()).get("/users/me").expect(200);
        assertThat(endsIn("ends_at")).isBetween(8L, 9L);
        assertThat(endsIn("expires_at")).isBetween(8L, 9L);
    }

    /** A script in the page has the access token: it must not turn it into a session that it can carry away. */
    @Test
    void outOfTheConsolesSessionComesNoRefreshTokenToRead() {
        JsonNode login = login().json();
        TestTenant other = anotherOfTheOwners();
        Api script = as(tenant.anonymous(), login).of(Api.ALL);
        script.post("/auth/switch", Body.of("tenant", other.slug())).expectProblem(403, "forbidden");

        TestTenant inviting = TestTenant.register();
        inviting.api()
                .post("/invitations", Body.of("email", tenant.email(), "role", "viewer"))
                .expect(201);
        String token = new Inbox(tenant.email()).token("invitation", 1);
        script.post("/auth/invitations/accept", Body.of("token", token)).expectProblem(403, "forbidden");
    }

    @Test
    void itEndsWhenNobodyUsesItAndAfterHalfADayInAnyCase() {
        Answer login = login();
        assertThat(login.json().path("expires_in").asLong()).isEqualTo(300); // so that it asks again while it is used
        assertThat(endsIn("expires_at")).isBetween(29L, 30L);
        assertThat(endsIn("ends_at")).isBetween(719L, 720L);
        tenant.execute(
                "UPDATE public.sessions SET ends_at = now() + interval '40 minutes' WHERE console AND user_id = ?",
                tenant.ownerId());
        Answer first = refresh(cookie(login)).expect(200);
        assertThat(endsIn("expires_at")).isBetween(29L, 30L);
        tenant.execute(
                "UPDATE public.sessions SET expires_at = now() + interval '1 minute', ends_at = now() + interval '7 minutes'"
                        + " WHERE console AND user_id = ?",
                tenant.ownerId());
        Answer second = refresh(cookie(first)).expect(200);
        assertThat(endsIn("expires_at")).isBetween(6L, 7L);
        tenant.execute("UPDATE public.sessions SET expires_at = now() WHERE console AND user_id = ?", tenant.ownerId());
        refresh(cookie(second)).expectProblem(401, "unauthenticated");
    }
}
