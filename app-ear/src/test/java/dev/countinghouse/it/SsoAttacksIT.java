package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.countinghouse.testing.TestApplication;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is not let in through a tenant's identity provider, whatever he brings, and what a provider cannot do to us. */
class SsoAttacksIT {
    private final TestTenant tenant = TestTenant.register();
    private final ForgedProvider provider = new ForgedProvider();
    private final SsoBrowser browser = new SsoBrowser(tenant);
    private final String subject = "s" + TestTenant.unique();

    @AfterEach
    void stop() {
        provider.close();
    }

    private void setUp(TestTenant at) {
        Sso.set(at, Sso.configuration(provider.issuer()));
    }

    private URI callback(URI away, String more) {
        String state = SsoBrowser.parameters(away.getRawQuery()).get("state");
        return URI.create(Sso.redirectUri(tenant) + "?code=c&state=" + state + more);
    }

    /** A browser on its way back with a good token for it. */
    private URI good(URI away) {
        provider.give(
                provider.signed(provider.claims(subject, away.getRawQuery()).build()));
        return callback(away, "");
    }

    private void assertNobodyIsIn() {
        assertThat(tenant.count("SELECT count(*) FROM public.users WHERE email = '" + Sso.email(subject) + "'"))
                .isZero();
        assertThat(tenant.count("SELECT count(*) FROM public.sso_codes WHERE tenant_id = '" + tenant.tenantId() + "'"))
                .isZero();
    }

    @Test
    void aStateIsGoodOnceInItsBrowserAtItsTenant() {
        TestTenant other = TestTenant.register();
        setUp(tenant);
        setUp(other);
        URI back = good(browser.start());
        SsoBrowser thief = new SsoBrowser(tenant);
        thief.start();
        thief.arrive(back).expectProblem(422, "validation_failed", "state");
        tenant.anonymous().get(path(back)).expectProblem(422, "validation_failed", "state");
        browser.api()
                .get(path(back).replace(tenant.slug(), other.slug()))
                .expectProblem(422, "validation_failed", "state");
        assertNobodyIsIn();
        browser.arrive(back).expect(303);
        browser.arrive(back).expectProblem(422, "validation_failed", "state");
    }

    private static String path(URI uri) {
        return uri.getRawPath().substring("/api/v1".length()) + "?" + uri.getRawQuery();
    }

    @Test
    void aStateIsGoodForTenMinutes() {
        setUp(tenant);
        URI back = good(browser.start());
        tenant.execute("UPDATE public.sso_logins SET expires_at = now() WHERE tenant_id = ?", tenant.tenantId());
        browser.arrive(back).expectProblem(422, "validation_failed", "state");
    }

    @Test
    void ofManyWithOneStateOrOneCodeOneGetsIn() {
        setUp(tenant);
        URI back = good(browser.start());
        List<Answer> arrivals = Together.run(10, i -> browser.arrive(back));
        assertThat(arrivals).extracting(Answer::status).containsOnlyOnce(303).containsOnly(303, 422);
        Answer arrival = arrivals.stream()
                .filter(answer -> answer.status() == 303)
                .findFirst()
                .orElseThrow();
        List<Answer> fetched = Together.run(10, i -> browser.fetch(arrival));
        assertThat(fetched).extracting(Answer::status).containsOnlyOnce(200).containsOnly(200, 422);
        assertThat(tenant.count("SELECT count(*) FROM public.sessions WHERE through_sso AND tenant_id = '"
                        + tenant.tenantId() + "'"))
                .isEqualTo(1);
    }

    @Test
    void theCodeIsGoodForAMinuteInItsBrowser() {
        setUp(tenant);
        Answer arrival = browser.arrive(good(browser.start()));
        SsoBrowser thief = new SsoBrowser(tenant);
        thief.start();
        thief.fetch(arrival).expectProblem(422, "validation_failed", "code");
        tenant.execute("UPDATE public.sso_codes SET expires_at = now() WHERE tenant_id = ?", tenant.tenantId());
        browser.fetch(arrival).expectProblem(422, "validation_failed", "code");
    }

    /** Makes an ID token out of the claims of a good one. */
    private interface Forgery {
        String of(JWTClaimsSet good) throws JOSEException;
    }

    @Test
    void tokensThatAreNotForThisLoginLetNobodyIn() throws JOSEException {
        setUp(tenant);
        String earlier = browser.start().getRawQuery();
        Date past = Date.from(Instant.now().minusSeconds(60));
        for (Forgery forgery : List.<Forgery>of(
                good -> new PlainJWT(good).serialize(),
                good -> byPublicKey(good),
                good -> TokenForge.sign(good, otherKey()),
                good -> provider.signed(
                        new JWTClaimsSet.Builder(good).audience("others").build()),
                good -> provider.signed(new JWTClaimsSet.Builder(good)
                        .issuer("https://login.example.com")
                        .build()),
                good -> provider.signed(
                        new JWTClaimsSet.Builder(good).expirationTime(past).build()),
                good -> provider.signed(provider.claims(subject, earlier).build()))) {
            assertThat(arriveWith(forgery).expectProblem(403, "sso_refused").text())
                    .contains("The ID token");
        }
        assertNobodyIsIn();
        arriveWith(provider::signed).expect(303);
    }

    private Answer arriveWith(Forgery forgery) throws JOSEException {
        URI away = browser.start();
        provider.give(forgery.of(provider.claims(subject, away.getRawQuery()).build()));
        return browser.arrive(callback(away, ""));
    }

    private String byPublicKey(JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k").build(), claims);
        token.sign(new MACSigner(provider.key().toRSAPublicKey().getEncoded()));
        return token.serialize();
    }

    private static RSAKey otherKey() throws JOSEException {
        return new RSAKeyGenerator(2048).keyID("k").generate();
    }

    @Test
    void whatTheProviderSaysOfItselfMustFit() {
        setUp(tenant);
        URI away = browser.start();
        good(away);
        browser.arrive(callback(away, "&iss=https%3A%2F%2Flogin.example.com")).expectProblem(403, "sso_refused", "sso");
        URI again = browser.start();
        good(again);
        browser.arrive(callback(again, "&iss=" + Api.query(provider.issuer()) + "&session_state=x.y&hd=z"))
                .expect(303);
    }

    @Test
    void aConfigurationThatChangedMeanwhileEndsTheLogin() {
        setUp(tenant);
        URI back = good(browser.start());
        try (ForgedProvider another = new ForgedProvider()) {
            Sso.set(tenant, Sso.configuration(another.issuer()));
            browser.arrive(back).expectProblem(422, "validation_failed", "state");
        }
        assertNobodyIsIn();
    }

    @Test
    void whoIsRefusedThereIsToldSoHereInHisBrowserToo() {
        setUp(tenant);
        String refused = "&error=access_denied&error_description=%3Cscript%3E";
        browser.arrive(callback(browser.start(), refused)).expectProblem(403, "sso_refused", "sso");
        URI away = browser.start();
        String location = browser.api()
                .with("Accept", "text/html,*/*")
                .get(path(callback(away, refused)))
                .expect(303)
                .header("Location");
        assertThat(location).isEqualTo(TestApplication.baseUrl() + "/#/sso?error=provider_refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "javascript:alert(1)",
                "/x\nLocation: y",
                "/ x",
                "/#/x",
                "x",
                "/.//\\evil"
            })
    void nobodyIsSentToOthersAfterwards(String path) {
        setUp(tenant);
        tenant.anonymous()
                .get("/auth/sso/" + tenant.slug() + "/start?return_to=" + Api.query(path))
                .expectProblem(422, "validation_failed", "return_to");
    }

    @Test
    void theBrowserGoesOnWhereItWantedTo() {
        setUp(tenant);
        String location = browser.arrive(good(browser.start())).expect(303).header("Location");
        assertThat(location).startsWith(TestApplication.baseUrl() + "/#/sso?code=");
        assertThat(SsoBrowser.parameters(location.substring(location.indexOf('?') + 1)))
                .containsEntry("return_to", "/invoices?page=2");
    }

    @Test
    void aProviderThatIsAwayIsToldOfInTimeAndLeavesNothingHalfDone() {
        setUp(tenant);
        URI back = good(browser.start());
        provider.close();
        Instant begun = Instant.now();
        browser.arrive(back).expectProblem(503, "identity_provider_unavailable");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(15));
        assertNobodyIsIn();
        browser.arrive(back).expectProblem(422, "validation_failed", "state"); // it was used up: begin anew
        try (ForgedProvider gone = new ForgedProvider()) {
            Sso.set(tenant, Sso.configuration(gone.issuer()));
        }
        tenant.anonymous()
                .get("/auth/sso/" + tenant.slug() + "/start")
                .expectProblem(503, "identity_provider_unavailable");
        assertThat(tenant.api()
                        .post("/tenant/sso/test")
                        .expect(200)
                        .json()
                        .path("fault")
                        .asText())
                .isEqualTo("unreachable");
    }

    @Test
    void nothingSecretIsInTheLog() throws IOException {
        setUp(tenant);
        URI away = browser.start();
        Answer arrival = browser.arrive(good(away));
        browser.fetch(arrival).expect(200);
        Map<String, String> sent = SsoBrowser.parameters(away.getRawQuery());
        assertThat(Files.readString(TestApplication.logFile()))
                .doesNotContain(
                        SsoBrowser.code(arrival), sent.get("state"), sent.get("nonce"), "a client's secret", subject);
    }
}
