package dev.countinghouse.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** The requests of the API benchmark, as bytes: 70 % one invoice with lines, 15 % a list, 10 % one usage event, 5 % who I am. */
final class ApiRequests {

    private static final long SEED = 20_261_126;
    private static final int ALL = 100;
    private static final int INVOICE = 70;
    private static final int LIST = INVOICE + 15;
    private static final int USAGE = LIST + 10;

    private final List<ApiBooks.User> users;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final String usageTime = Instant.now().minusSeconds(1).toString();

    ApiRequests(List<ApiBooks.User> users) {
        this.users = users;
    }

    byte[] mix() {
        int kind = random.nextInt(ALL);
        if (kind < INVOICE) {
            return invoice();
        }
        if (kind < LIST) {
            return list();
        }
        return kind < USAGE ? usage() : me();
    }

    byte[] invoice() {
        ApiBooks.User user = anyone();
        UUID id = user.invoices().get(random.nextInt(user.invoices().size()));
        return get("/api/v1/invoices/" + id, user);
    }

    byte[] list() {
        return get("/api/v1/invoices?limit=20", anyone());
    }

    byte[] me() {
        return get("/api/v1/users/me", anyone());
    }

    byte[] usage() {
        String event =
                "{\"transaction_id\": \"%016x\", \"external_customer_id\": \"%s\", \"metric\": \"%s\", \"timestamp\": \"%s\"}"
                        .formatted(random.nextLong(), ApiBooks.CUSTOMER, ApiBooks.METRIC, usageTime);
        return post("/api/v1/usage", anyone(), event);
    }

    /** A token, and nothing of the database. */
    byte[] validate() {
        return post("/api/v1/auth/validate", anyone(), "");
    }

    /** No token either. */
    byte[] open() {
        return "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    }

    /** The public keys that tokens are checked with. */
    static byte[] keys() {
        return "GET /.well-known/jwks.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    }

    private ApiBooks.User anyone() {
        return users.get(random.nextInt(users.size()));
    }

    private static byte[] get(String path, ApiBooks.User user) {
        return "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(path, user.token())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] post(String path, ApiBooks.User user, String json) {
        String head = "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n"
                .formatted(path, user.token(), json.length());
        return (head + (json.isEmpty() ? "" : "Content-Type: application/json\r\n") + "\r\n" + json)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
