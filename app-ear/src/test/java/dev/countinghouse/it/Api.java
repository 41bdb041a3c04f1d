package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.testing.TestApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client of the API with one credential. Of every answer it checks what must always hold: no failure of the server's own,
 * a problem document for every refusal, nothing of the inside, and no other tenant's canary.
 *
 * @param base the server, without a path
 * @param headers sent with every request
 * @param canary the text that only this client's tenant may see; empty for a client without a tenant, {@link #ALL} for an
 *     operator
 */
record Api(URI base, Map<String, String> headers, String canary) {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ROOT = "/api/v1";
    private static final String JSON = "application/json";
    private static final int AWAY = 503;
    private static final int BUSY = 429;
    /** The canary of an operator: the registry shows him the names of all companies. */
    static final String ALL = "all";

    private static final Pattern CANARY = Pattern.compile("canary-[0-9a-f]{12}");
    private static final Pattern INSIDE = Pattern.compile(
            "dev\\.countinghouse|org\\.hibernate|jakarta\\.|java\\.lang|Exception|PSQL|SQLState|\\bat [a-z.]+\\(|"
                    + "(?i:select .* from |insert into |constraint \")");

    /** A client without a credential. */
    static Api anonymous() {
        return anonymous(TestApplication.baseUrl());
    }

    /** A client without a credential, of a server of one's own. */
    static Api anonymous(URI base) {
        return new Api(base, Map.of(), "");
    }

    Api withToken(String token) {
        return with("Authorization", "Bearer " + token);
    }

    Api withKey(String key) {
        return new Api(base, Map.of("X-API-Key", key), canary);
    }

    Api with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Api(base, all, canary);
    }

    Api without(String header) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new Api(base, fewer, canary);
    }

    Api of(String ownCanary) {
        return new Api(base, headers, ownCanary);
    }

    /** The same client, of another replica. */
    Api at(URI otherBase) {
        return new Api(otherBase, headers, canary);
    }

    Answer get(String path) {
        return send("GET", path, "", BodyPublishers.noBody());
    }

    Answer post(String path, Object body) {
        return post(path, Body.text(body));
    }

    Answer post(String path, String json) {
        return send("POST", path, JSON, BodyPublishers.ofString(json));
    }

    Answer post(String path) {
        return send("POST", path, "", BodyPublishers.noBody());
    }

    Answer put(String path, Object body) {
        return send("PUT", path, JSON, BodyPublishers.ofString(Body.text(body)));
    }

    Answer patch(String path, Object body) {
        return send("PATCH", path, JSON, BodyPublishers.ofString(Body.text(body)));
    }

    Answer delete(String path) {
        return send("DELETE", path, "", BodyPublishers.noBody());
    }

    /** Registers a company, and tries again while the server or its database has too much to do and says so. */
    Answer register(Object body) {
        return patiently(() -> post("/auth/register", body));
    }

    /** Sends a request again while it is refused because there is too much to do: nothing of it was done. */
    static Answer patiently(Callable<Answer> request) {
        return await().atMost(PATIENCE).until(request, answer -> answer.status() != BUSY && answer.status() != AWAY);
    }

    Answer importCsv(String csv) {
        return send("POST", "/usage/import", "text/csv", BodyPublishers.ofString(csv));
    }

    /** Any request to the API. */
    Answer send(String method, String path, String contentType, BodyPublisher body) {
        return sendTo(method, ROOT + path, contentType, body);
    }

    /** Any request to the server, also outside the API. */
    Answer sendTo(String method, String path, String contentType, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).method(method, body);
        headers.forEach(request::header);
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            Answer answer = new Answer(method + " " + path, response.statusCode(), response.headers(), response.body());
            check(answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void check(Answer answer) {
        String text = answer.text();
        if (answer.status() != AWAY) { // the database or the server is being stopped
            assertThat(answer.status())
                    .as("%s answered %s", answer.request(), text)
                    .isLessThan(500);
        }
        Matcher canaries = CANARY.matcher(text);
        while (!canary.equals(ALL) && canaries.find()) {
            assertThat(canaries.group())
                    .as("the canary in what %s answered", answer.request())
                    .isEqualTo(canary);
        }
        if (answer.status() >= 400
                && !answer.request().startsWith("HEAD")
                && !answer.request().startsWith("GET /health")) {
            assertThat(answer.header("Content-Type")).as(answer.request()).isEqualTo("application/problem+json");
            assertThat(text).as(answer.request()).doesNotContainPattern(INSIDE);
            JsonNode problem = answer.json();
            assertThat(problem.path("status").asInt()).as(text).isEqualTo(answer.status());
            assertThat(problem.path("code").asText()).as(text).isNotEmpty();
            assertThat(problem.path("request_id").asText()).as(text).isEqualTo(answer.header("X-Request-Id"));
        }
    }

    /** A whole list, page by page. */
    List<JsonNode> all(String path) {
        List<JsonNode> rows = new ArrayList<>();
        String more = path + (path.contains("?") ? "&" : "?") + "limit=100";
        String cursor = "";
        do {
            JsonNode page = get(cursor.isEmpty() ? more : more + "&cursor=" + query(cursor))
                    .expect(200)
                    .json();
            page.path("data").forEach(rows::add);
            cursor = page.path("next_cursor").asText("");
            cursor = cursor.equals("null") ? "" : cursor;
        } while (!cursor.isEmpty());
        return rows;
    }

    /** A value as a part of a query. */
    static String query(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
