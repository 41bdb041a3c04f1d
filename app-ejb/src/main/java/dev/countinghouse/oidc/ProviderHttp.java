package dev.countinghouse.oidc;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.json.Json;
import dev.countinghouse.network.OutgoingTls;
import dev.countinghouse.oidc.OidcException.Fault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Calls to providers. From sending to the last byte of the answer 5 s, an answer of 256 KiB at most, no redirect, no proxy, no
 * compression, JSON alone: whoever is called can waste no more than that.
 */
@ApplicationScoped
class ProviderHttp {

    static final Duration DEADLINE = Duration.ofSeconds(5);
    static final int MOST_BYTES = 256 * 1024;

    @Inject
    ProviderAddresses addresses;

    private final HttpClient client = HttpClient.newBuilder()
            .sslContext(OutgoingTls.context())
            .connectTimeout(DEADLINE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    /** What somebody answered in JSON. */
    record Answer(int status, JsonNode body) {

        private static final int OK = 200;

        boolean isOk() {
            return status == OK;
        }
    }

    Answer get(URI address) {
        return send(HttpRequest.newBuilder(address).GET(), address);
    }

    /** Sends a form, with a header besides. */
    Answer post(URI address, Map<String, String> form, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(query(form)));
        headers.forEach(request::header);
        return send(request, address);
    }

    /** Names and values as in a query or a form. */
    static String query(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> encoded(value.getKey()) + "=" + encoded(value.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer send(HttpRequest.Builder request, URI address) {
        long begun = System.nanoTime();
        addresses.requireCallable(address);
        HttpRequest ready =
                request.header("Accept", "application/json").timeout(DEADLINE).build();
        CompletableFuture<HttpResponse<byte[]>> coming =
                client.sendAsync(ready, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            return read(coming.get(DEADLINE.toNanos() - (System.nanoTime() - begun), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw new OidcException(Fault.UNREACHABLE, "The provider does not answer within 5 seconds", e);
        } catch (ExecutionException e) {
            throw new OidcException(Fault.UNREACHABLE, "The provider cannot be reached, or answers too much", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OidcException(Fault.UNREACHABLE, "The server is stopping", e);
        } finally {
            coming.cancel(true); // ends the exchange when it is not over
        }
    }

    private static Answer read(HttpResponse<byte[]> response) {
        boolean plain = response.headers()
                .firstValue("Content-Encoding")
                .map("identity"::equalsIgnoreCase)
                .orElse(true);
        if (!plain) {
            throw new OidcException(Fault.ANSWER, "The provider answers in an encoding that was not asked for");
        }
        try {
            return new Answer(response.statusCode(), Json.MAPPER.readTree(response.body()));
        } catch (JacksonException e) {
            throw new OidcException(Fault.ANSWER, "The provider answers " + response.statusCode() + " and no JSON", e);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
    }
}
