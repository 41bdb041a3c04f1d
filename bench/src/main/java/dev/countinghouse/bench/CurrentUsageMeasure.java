package dev.countinghouse.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** How long a customer's current usage and its cost take to be read, while the period runs. */
final class CurrentUsageMeasure {

    private static final int READERS = 1;
    private static final int ALL = 100;
    private static final int SUCCESS = 2;
    private static final String NOW = "2026-03-31T12:00:00Z"; // within the month of the events

    private final URI base;
    private final String key;

    CurrentUsageMeasure(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /** Subscribes the customer to a plan whose tiers price the events, from the first of their month on. */
    void subscribe(UUID customer) {
        try (Load load = new Load(base)) {
            send(load, load.put("tenant/clock", key, "{\"now\": \"%s\"}".formatted(NOW)));
            send(load, load.post("plans", key, """
                    {"code": "bench-plan", "name": "Bench", "currency": "EUR", "interval": "month", "interval_count": 1,
                     "anchor": "calendar", "charges": [{"code": "tokens", "name": "Tokens", "kind": "usage", "timing": "arrears",
                     "model": "graduated", "metric": "%s", "tiers": [{"up_to": "1000000", "unit_amount": "0.0001"},
                     {"up_to": null, "unit_amount": "0.00005"}]}]}""".formatted(UsageRows.METRIC)));
            send(load, load.post("subscriptions", key, """
                    {"customer_id": "%s", "plan": "bench-plan", "start_date": "2026-03-01"}""".formatted(customer)));
        }
    }

    private static void send(Load load, HttpRequest request) {
        HttpResponse<String> answer = load.send(request, new Load.Seen());
        if (answer.statusCode() / ALL != SUCCESS) {
            throw new IllegalStateException(
                    request.uri().getPath() + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    /**
     * What one reader waits, who asks again and again.
     *
     * @throws IllegalStateException when the answer holds no usage, or one of them was an error
     */
    SocketLoad.Seen read(UUID customer, Duration duration) throws IOException {
        try (Load load = new Load(base)) {
            String answer = load.send(load.get("customers/%s/usage".formatted(customer), key), new Load.Seen())
                    .body();
            if (!answer.contains("\"lines\":[{")) {
                throw new IllegalStateException("No usage of the busy customer: " + answer);
            }
        }
        byte[] request = "GET /api/v1/customers/%s/usage HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: %s\r\n\r\n"
                .formatted(customer, key)
                .getBytes(StandardCharsets.US_ASCII);
        SocketLoad.Seen seen = new SocketLoad(base).run(READERS, duration, duration, () -> request);
        if (seen.success() < ALL) {
            throw new IllegalStateException("Answers by status: " + seen.statuses());
        }
        return seen;
    }
}
