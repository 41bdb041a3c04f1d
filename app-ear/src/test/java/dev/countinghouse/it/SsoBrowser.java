package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser in which somebody logs in through a tenant's identity provider. It keeps cookies and follows no redirect by itself. */
final class SsoBrowser {
    private static final Pattern COOKIE = Pattern.compile("ch_sso=([A-Za-z0-9]{43});(.*)");
    private static final int AWAY = 503;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final TestTenant tenant;
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private Api api;

    SsoBrowser(TestTenant tenant) {
        this.tenant = tenant;
        this.api = tenant.anonymous();
    }

    /** Our own server's client, with the browser's cookie. */
    Api api() {
        return api;
    }

    /** Is sent away, and tries again while the provider takes longer than it may; answers with where to. */
    URI start() {
        String path = "/auth/sso/" + tenant.slug() + "/start?return_to=" + Api.query("/invoices?page=2");
        Answer answer = await().atMost(PATIENCE)
                .until(() -> api.get(path), given -> given.status() != AWAY)
                .expect(303);
        Matcher cookie = COOKIE.matcher(answer.header("Set-Cookie"));
        assertThat(cookie.matches()).as(answer.header("Set-Cookie")).isTrue();
        api = tenant.anonymous().with("Cookie", "ch_sso=" + cookie.group(1));
        return URI.create(answer.header("Location"));
    }

    /** Logs in at the real provider, which sends the browser back; answers with where to. */
    URI atTheProvider(URI authorization, String person) {
        String login = Base64.getEncoder()
                .encodeToString((person + ":" + OpenIdProvider.PASSWORD).getBytes(StandardCharsets.UTF_8));
        send(HttpRequest.newBuilder(authorization.resolve("/login")).header("Authorization", "Basic " + login));
        HttpResponse<String> back = send(HttpRequest.newBuilder(authorization));
        assertThat(back.statusCode()).as(back.body()).isEqualTo(302);
        return URI.create(back.headers().firstValue("Location").orElseThrow());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Comes back to us. */
    Answer arrive(URI callback) {
        return api.sendTo("GET", callback.getRawPath() + "?" + callback.getRawQuery(), "", BodyPublishers.noBody());
    }

    /** Everything up to the answer of the callback; begun anew while the provider takes longer than it may. */
    Answer comeBackAs(String person) {
        return await().atMost(PATIENCE)
                .until(() -> arrive(atTheProvider(start(), person)), given -> given.status() != AWAY);
    }

    /** Fetches the tokens with the code of a callback's answer. */
    Answer fetch(Answer arrival) {
        return api.post("/auth/sso/token", Body.of("code", code(arrival)));
    }

    /** The whole login. */
    JsonNode logInAs(String person) {
        return fetch(comeBackAs(person)).expect(200).json();
    }

    static String code(Answer arrival) {
        String location = arrival.expect(303).header("Location");
        return parameters(location.substring(location.indexOf('?') + 1)).getOrDefault("code", "");
    }

    /** Names and values of a query. */
    static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
