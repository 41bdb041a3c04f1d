package dev.countinghouse.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/** How fast the application takes usage events over HTTP, validated and authenticated. */
final class IntakeMeasure {

    private static final int BATCH = 1_000;
    private static final int BATCH_CONNECTIONS = 4;
    private static final int SINGLE_CONNECTIONS = 16;
    private static final Duration LONG = Duration.ofMinutes(15);
    private static final double NANOS = 1e9;
    private static final int GOOD = 200;
    private static final int ALL = 100;
    private static final int SUCCESS = 2;

    private final URI base;
    private final SocketLoad load;
    private final String key;
    private final UsageRows rows;

    IntakeMeasure(URI base, String key, UsageRows rows) {
        this.base = base;
        this.load = new SocketLoad(base);
        this.key = key;
        this.rows = rows;
    }

    /** Lets the server compile its code; how fast that goes is nobody's figure. */
    void warmUp(Duration each) throws IOException {
        refuseErrors(load.run(BATCH_CONNECTIONS, Duration.ZERO, each, this::batch));
        refuseErrors(load.run(SINGLE_CONNECTIONS, Duration.ZERO, each, this::single));
    }

    /** Events a second in batches of 1,000 over four connections. */
    double batches(Duration warmUp, Duration measured) throws IOException {
        return BATCH * good(load.run(BATCH_CONNECTIONS, warmUp, measured, this::batch));
    }

    /** Single events a second over 16 connections. */
    double singles(Duration warmUp, Duration measured) throws IOException {
        return good(load.run(SINGLE_CONNECTIONS, warmUp, measured, this::single));
    }

    private static double good(SocketLoad.Seen seen) {
        refuseErrors(seen);
        if (seen.statuses().isEmpty()) {
            throw new IllegalStateException("No answer within the time that was measured");
        }
        return seen.perSecond();
    }

    private static void refuseErrors(SocketLoad.Seen seen) {
        if (!seen.statuses().keySet().stream().allMatch(status -> status / ALL == SUCCESS)) {
            throw new IllegalStateException("Answers by status: " + seen.statuses());
        }
    }

    private byte[] batch() {
        return post("/api/v1/usage/batch", rows.batch(BATCH));
    }

    private byte[] single() {
        return post("/api/v1/usage", rows.next().json().getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] post(String path, byte[] json) {
        byte[] head =
                "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(path, key, json.length)
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + json.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(json, 0, request, head.length, json.length);
        return request;
    }

    /** Events a second of one import, streamed as it is made. */
    double stream(int events) throws IOException {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest request = HttpRequest.newBuilder(base.resolve("/api/v1/usage/import"))
                    .timeout(LONG)
                    .header("X-API-Key", key)
                    .header("Content-Type", "text/csv")
                    .POST(BodyPublishers.ofInputStream(
                            () -> new Csv(events, () -> rows.next().csv())))
                    .build();
            long begun = System.nanoTime();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            double seconds = (System.nanoTime() - begun) / NANOS;
            if (answer.statusCode() != GOOD || !answer.body().contains("\"accepted\":" + events)) {
                throw new IllegalStateException("The import answered " + answer.statusCode() + ": " + answer.body());
            }
            return events / seconds;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** A file that is made while it is read. */
    private static final class Csv extends InputStream {

        private final Supplier<String> next;
        private int left;
        private byte[] line = UsageRows.CSV_HEADER.getBytes(StandardCharsets.US_ASCII);
        private int at;

        Csv(int lines, Supplier<String> next) {
            this.left = lines;
            this.next = next;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int read = 0;
            while (read < length) {
                if (at == line.length) {
                    if (left == 0) {
                        break;
                    }
                    left--;
                    line = next.get().getBytes(StandardCharsets.US_ASCII);
                    at = 0;
                }
                int some = Math.min(length - read, line.length - at);
                System.arraycopy(line, at, into, offset + read, some);
                at += some;
                read += some;
            }
            return read == 0 && length > 0 ? -1 : read;
        }
    }
}
