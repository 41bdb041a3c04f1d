package dev.countinghouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Clients of the API in this process: each sends its next request when it has its answer. */
final class Load implements AutoCloseable {

    private static final Duration ONE_ANSWER = Duration.ofSeconds(60);
    private static final int NO_ANSWER = 0; // in place of a status
    private static final double NANOS_PER_MS = 1e6;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ONE_ANSWER)
            .build();
    private final URI base;

    /** @param base where the application listens, without a path */
    Load(URI base) {
        this.base = base.resolve("/api/v1/");
    }

    /** What clients saw: how long each answer took, in milliseconds, and how many there were of each status. */
    static final class Seen {

        private final Samples took = new Samples();
        private final Map<Integer, Integer> statuses = new TreeMap<>();

        Samples took() {
            return took;
        }

        synchronized Map<Integer, Integer> statuses() {
            return new TreeMap<>(statuses);
        }

        private void add(double millis, int status) {
            took.add(millis);
            synchronized (this) {
                statuses.merge(status, 1, Integer::sum);
            }
        }

        /** @throws IllegalStateException when an answer was not 200: then times say nothing */
        void requireAllGood() {
            if (!statuses().keySet().equals(Set.of(HTTP_OK))) {
                throw new IllegalStateException("Answers other than 200: " + statuses());
            }
        }
    }

    private static final int HTTP_OK = 200;

    HttpRequest get(String path, String key) {
        return request(path, key).GET().build();
    }

    HttpRequest post(String path, String key, String json) {
        return request(path, key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    HttpRequest put(String path, String key, String json) {
        return request(path, key)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json))
                .build();
    }

    /** A request of nobody. */
    HttpRequest post(String path, String json) {
        return to(path).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    private HttpRequest.Builder request(String path, String key) {
        return to(path).header("X-API-Key", key);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(ONE_ANSWER);
    }

    /**
     * Lets clients work.
     *
     * @param clients how many at a time
     * @param pause between an answer and the next request; each client begins at a moment of its own within it
     * @param next the requests
     * @param seen gets what they saw
     */
    void run(int clients, Duration pause, Duration duration, Supplier<HttpRequest> next, Seen seen) {
        long end = System.nanoTime() + duration.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<?>[] all = new CompletableFuture<?>[clients];
            for (int i = 0; i < clients; i++) {
                all[i] = CompletableFuture.runAsync(
                        () -> {
                            sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(pause.toNanos() + 1)));
                            while (System.nanoTime() < end) {
                                ask(next.get(), seen);
                                sleep(pause);
                            }
                        },
                        threads);
            }
            CompletableFuture.allOf(all).join();
        }
    }

    private void ask(HttpRequest request, Seen seen) {
        long begun = System.nanoTime();
        try {
            send(request, seen);
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof HttpTimeoutException)) {
                throw e;
            }
            seen.add((System.nanoTime() - begun) / NANOS_PER_MS, NO_ANSWER);
        }
    }

    /** Sends one request; a request without an answer in time is an error. */
    HttpResponse<String> send(HttpRequest request, Seen seen) {
        long begun = System.nanoTime();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            seen.add((System.nanoTime() - begun) / NANOS_PER_MS, answer.statusCode());
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static void sleep(Duration pause) {
        if (pause.isPositive()) {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", e);
            }
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
