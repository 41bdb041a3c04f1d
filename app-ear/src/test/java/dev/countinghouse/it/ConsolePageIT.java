package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the console is served: one page for every screen, its own scripts and nobody else's. */
class ConsolePageIT {
    private static final Pattern NONCE = Pattern.compile("nonce=\"([A-Za-z0-9+/=]{24})\"");
    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+-[^\"]+)\"");

    private static Answer get(String path) {
        return send("GET", path);
    }

    private static Answer send(String method, String path) {
        return Api.anonymous().sendTo(method, path, "", BodyPublishers.noBody());
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/customers/0192f0d0-0000-7000-8000-000000000000", "/no/such/screen?a=b.c"})
    void everyScreenIsTheSamePageWithANumberOfItsOwn(String path) {
        Answer page = get(path).expect(200);
        assertThat(page.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=UTF-8");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        List<String> nonces = found(NONCE, page.text());
        assertThat(nonces).hasSize(1);
        assertThat(page.text()).doesNotContain("__CSP_NONCE__");
        assertThat(found(NONCE, get(path).text())).doesNotContainAnyElementsOf(nonces);
        assertThat(page.header("Content-Security-Policy"))
                .isEqualTo("default-src 'self'; script-src 'self' 'nonce-" + nonces.getFirst()
                        + "'; style-src 'self' 'nonce-" + nonces.getFirst()
                        + "'; img-src 'self' data:; connect-src 'self';"
                        + " object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'");
    }

    @Test
    void itsScriptsAndStylesAreKeptForAYearAndSentCompressed() {
        List<String> assets = found(ASSET, get("/").text());
        assertThat(assets)
                .isNotEmpty()
                .anyMatch(asset -> asset.endsWith(".js"))
                .anyMatch(asset -> asset.endsWith(".css"));
        for (String asset : assets) {
            Answer kept = get(asset).expect(200);
            assertThat(kept.header("Cache-Control")).as(asset).isEqualTo("public, max-age=31536000, immutable");
            assertThat(kept.header("Content-Type")).as(asset).matches("(text|application)/(javascript|css).*");
        }
        String script = assets.stream()
                .filter(asset -> asset.endsWith(".js"))
                .findFirst()
                .orElseThrow();
        assertThat(Api.anonymous()
                        .with("Accept-Encoding", "gzip")
                        .sendTo("GET", script, "", BodyPublishers.noBody())
                        .header("Content-Encoding"))
                .isEqualTo("gzip");
    }

    /** Another replica may have it during an upgrade. */
    @Test
    void anAssetThatIsNotThereIsNotKept() {
        assertThat(get("/assets/index-00000000.js").expect(404).header("Cache-Control"))
                .isEqualTo("no-cache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/WEB-INF/console/index.html",
                "/index.html",
                "/.vite/manifest.json",
                "/metrics/x",
                "/problem/x",
                "/nothing.php"
            })
    void whatIsNoScreenIsNotThere(String path) {
        get(path).expectProblem(404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void screensAreOnlyRead(String method) {
        assertThat(send(method, "/customers").status()).isBetween(400, 499);
    }

    @Test
    void whatTheApiDoesNotKnowIsNoScreen() {
        get("/api/v1/nothing").expectProblem(401, "unauthenticated");
        get("/api/v2").expectProblem(401, "unauthenticated");
    }

    @Test
    void howTheConsoleLooksIsToldToEverybody() {
        Answer branding = get("/branding.json").expect(200);
        assertThat(branding.header("Content-Type")).isEqualTo("application/json");
        assertThat(branding.json().path("name").asText()).isEqualTo("Countinghouse");
        assertThat(branding.json().at("/colors/primary").asText()).isEqualTo("#1f5f8b");
    }
}
