package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Waiting for jobs, and fetching what they made. */
final class Jobs {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Set<String> OVER = Set.of("succeeded", "failed", "canceled");

    private Jobs() {}

    /** The job of a 202, when it is over. */
    static JsonNode ended(Api api, Answer accepted) {
        String id = accepted.expect(202).id().toString();
        assertThat(accepted.header("Location")).endsWith("/api/v1/jobs/" + id);
        return ended(api, id);
    }

    static JsonNode ended(Api api, String id) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ofMillis(25))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> OVER.contains(state(api, id)));
        return api.get("/jobs/" + id).expect(200).json();
    }

    /** What a job made that has to succeed. */
    static JsonNode result(Api api, Answer accepted) {
        JsonNode job = ended(api, accepted);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("succeeded");
        assertThat(job.path("errors")).isEmpty();
        return job.path("result");
    }

    /** What the proof of all invoices finds: the field, what is kept of it, and what it comes to. */
    static List<String> differences(Api api) {
        return result(api, api.post("/invoices/verification"))
                .path("differences")
                .valueStream()
                .map(one -> "%s: %s, not %s"
                        .formatted(
                                one.path("field").asText(),
                                one.path("stored").asText(),
                                one.path("computed").asText()))
                .toList();
    }

    static String state(Api api, String id) {
        return api.get("/jobs/" + id).expect(200).json().path("state").asText();
    }

    /** A file's bytes. */
    static HttpResponse<byte[]> download(Api api, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.base().resolve("/api/v1" + path));
        api.headers().forEach(request::header);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
