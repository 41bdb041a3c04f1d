package dev.countinghouse.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The REST API over HTTP, with the headers of one credential.
 *
 * <p>A server that is not ready yet, overloaded or cut off is asked again a few times. A POST carries an idempotency key that stays the same over these
 * repeats, so that an effect whose answer got lost happens once.
 */
public final class ApiClient {
    private static final int ATTEMPTS = 6;
    private static final int RETRY_AFTER_MAX_SECONDS = 60;
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration ANSWERING = Duration.ofSeconds(90);
    private static final Duration IMPORTING = Duration.ofHours(2); // answered only when the last line is in
    private static final int PAGE = 100;
    private static final int OK = 200;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final HttpClient http;
    private final URI base;
    private final Waiting waiting;
    private final Map<String, String> headers;

    public ApiClient(URI base, Waiting waiting) {
        this(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECTING)
                        .build(),
                base,
                waiting,
                Map.of());
    }

    private ApiClient(HttpClient http, URI base, Waiting waiting, Map<String, String> headers) {
        this.http = http;
        this.base = base;
        this.waiting = waiting;
        this.headers = headers;
    }

    /** The same API with these headers, and no others that were set before. */
    public ApiClient with(Map<String, String> credential) {
        return new ApiClient(http, base, waiting, credential);
    }

    public ApiClient withKey(String apiKey) {
        return with(Map.of("X-API-Key", apiKey));
    }

    public ApiClient withToken(String accessToken) {
        return with(Map.of("Authorization", "Bearer " + accessToken));
    }

    /** Where a path of the API is reached, for people. */
    public URI uri(String path) {
        return URI.create(base + path);
    }

    public static String query(String path, Map<String, String> parameters) {
        return path
                + parameters.entrySet().stream()
                        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }

    public JsonNode get(String path) {
        return tryGet(path).required();
    }

    public Answer tryGet(String path) {
        return exchange("GET", path, () -> request(path, ANSWERING).GET());
    }

    public JsonNode post(String path, JsonNode body) {
        return tryPost(path, body).required();
    }

    public Answer tryPost(String path, JsonNode body) {
        String key = UUID.randomUUID().toString();
        return exchange("POST", path, () -> json(path, "POST", body).header("Idempotency-Key", key));
    }

    public JsonNode put(String path, JsonNode body) {
        return exchange("PUT", path, () -> json(path, "PUT", body)).required();
    }

    public JsonNode patch(String path, JsonNode body) {
        return exchange("PATCH", path, () -> json(path, "PATCH", body)).required();
    }

    /** Sends a text/csv body, streamed; opened again when the request has to be repeated. */
    public JsonNode upload(String path, Supplier<? extends InputStream> content) {
        return upload(path, "text/csv", () -> BodyPublishers.ofInputStream(content));
    }

    /** Sends a file, streamed. */
    public JsonNode upload(String path, String type, Path file) {
        return upload(path, type, () -> publisher(file));
    }

    private JsonNode upload(String path, String type, Supplier<BodyPublisher> body) {
        return exchange(
                        "POST",
                        path,
                        () -> request(path, IMPORTING)
                                .header("Content-Type", type)
                                .POST(body.get()))
                .required();
    }

    private static BodyPublisher publisher(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new ClientException("%s cannot be read: %s".formatted(file, reason(e)), e);
        }
    }

    /**
     * Writes what a path answers to a file, which is there whole or not at all.
     *
     * @return how many bytes it has
     */
    public long download(String path, Path file) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(OWNER_ONLY)); // somebody's books
            HttpResponse<Path> response = http.send(file(path), BodyHandlers.ofFile(unfinished));
            if (response.statusCode() != OK) {
                String text = Files.readString(unfinished);
                Files.delete(unfinished);
                throw new ApiException(new Answer("GET", path, response.statusCode(), text, Json.parse(text)));
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            return Files.size(file);
        } catch (IOException e) {
            throw new ClientException("%s was not downloaded: %s".formatted(uri(path), reason(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException("Interrupted; start again", e);
        }
    }

    private HttpRequest file(String path) {
        return request(path, IMPORTING)
                .setHeader("Accept", "*/*, application/problem+json")
                .GET()
                .build();
    }

    /** Every item of a list, page by page. */
    public void each(String path, Map<String, String> filters, Consumer<JsonNode> item) {
        String cursor = "";
        do {
            Map<String, String> parameters = new TreeMap<>(filters);
            parameters.put("limit", Integer.toString(PAGE));
            if (!cursor.isEmpty()) {
                parameters.put("cursor", cursor);
            }
            JsonNode page = get(query(path, parameters));
            page.path("data").forEach(item);
            String next = Json.textOrNull(page, "next_cursor");
            if (cursor.equals(next)) {
                throw new ClientException("GET %s gives the same next_cursor again".formatted(path));
            }
            cursor = next == null ? "" : next;
        } while (!cursor.isEmpty());
    }

    private HttpRequest.Builder json(String path, String method, JsonNode body) {
        BodyPublisher publisher = BodyPublishers.ofString(body.toString());
        return request(path, ANSWERING)
                .header("Content-Type", "application/json")
                .method(method, publisher);
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(timeout)
                .header("Accept", "application/json, application/problem+json");
        headers.forEach(request::header);
        return request;
    }

    private Answer exchange(String method, String path, Supplier<HttpRequest.Builder> request) {
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == ATTEMPTS;
            try {
                HttpResponse<String> response = http.send(request.get().build(), BodyHandlers.ofString());
                if (last || !isTransient(response)) {
                    return answer(method, path, response);
                }
                waiting.between(attempt, retryAfter(response));
            } catch (IOException e) {
                if (last) {
                    throw new ClientException("%s %s got no answer: %s".formatted(method, uri(path), reason(e)), e);
                }
                waiting.between(attempt, Duration.ZERO);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ClientException("Interrupted; start again to continue", e);
            }
        }
    }

    private static boolean isTransient(HttpResponse<?> response) {
        return switch (response.statusCode()) {
            case 429, 502, 503, 504 -> true;
            case 409 -> response.headers().firstValue("Retry-After").isPresent(); // the first try is still running
            default -> false;
        };
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,4}"))
                .map(seconds -> Duration.ofSeconds(Math.min(Integer.parseInt(seconds), RETRY_AFTER_MAX_SECONDS)))
                .orElse(Duration.ZERO);
    }

    private static Answer answer(String method, String path, HttpResponse<String> response) {
        return new Answer(method, path, response.statusCode(), response.body(), Json.parse(response.body()));
    }

    private static String reason(IOException e) {
        String text = e instanceof ConnectException ? "connection refused" : e.getMessage();
        return text == null ? e.getClass().getSimpleName() : text;
    }
}
