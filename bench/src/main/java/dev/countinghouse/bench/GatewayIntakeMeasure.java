package dev.countinghouse.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How fast a tenant takes signed events of its account at Stripe, each of them new and of a payment that somebody else asked for. */
final class GatewayIntakeMeasure {

    static final int CONNECTIONS = 16;

    private static final String SECRET = "whsec_bench0123456789abcdef0123456789";
    private static final String HMAC = "HmacSHA256";
    private static final double NANOS = 1e9;
    private static final double ALL = 100;
    private static final int OK = 200;

    private final BillingBooks books;
    private final SocketLoad load;
    private final Mac mac;
    private int events;

    /** Connects the tenant to an account. */
    GatewayIntakeMeasure(BillingBooks books, URI base, Load load) {
        this.books = books;
        this.load = new SocketLoad(base);
        try {
            this.mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
        HttpResponse<String> answer =
                load.send(load.put("payment-gateways/stripe", books.key(), """
                        {"secret_key": "sk_test_bench", "webhook_secret": "%s", "publishable_key": "pk_test_bench"}""".formatted(SECRET)), new Load.Seen());
        if (answer.statusCode() != OK) {
            throw new IllegalStateException("The account answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** Events a second, after as long a time that does not count. */
    double take(Duration measured) throws IOException {
        SocketLoad.Seen seen = load.run(CONNECTIONS, measured, measured, this::next);
        if (seen.success() < ALL) {
            throw new IllegalStateException("Answers by status: " + seen.statuses());
        }
        return seen.perSecond();
    }

    private byte[] next() {
        String id = "%08d".formatted(events++);
        String body = """
                {"id": "evt_%1$s", "object": "event", "type": "payment_intent.succeeded", "livemode": false, "data": {"object": {
                 "id": "pi_%1$s", "object": "payment_intent", "amount": 4900, "currency": "eur", "status": "succeeded", "metadata": {}}}}""".formatted(id);
        long now = Instant.now().getEpochSecond();
        String signature =
                HexFormat.of().formatHex(mac.doFinal((now + "." + body).getBytes(StandardCharsets.US_ASCII)));
        return ("POST /api/v1/webhooks/stripe/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nStripe-Signature: t=%d,v1=%s\r\n"
                        + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
                .formatted(books.tenant().slug(), now, signature, body.length(), body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Rows a second that one session writes of the same events, each in a transaction of its own. */
    double written(Duration measured) throws SQLException {
        try (Connection owner = books.owner();
                PreparedStatement insert = owner.prepareStatement(
                        "INSERT INTO gateway_events (gateway, event_id, type, subject, received_at)"
                                + " VALUES ('stripe', ?, 'payment_intent.succeeded', ?, now())")) {
            long begun = System.nanoTime();
            long end = begun + measured.toNanos();
            int rows = 0;
            while (System.nanoTime() < end) {
                insert.setString(1, "evt_insert_" + rows);
                insert.setString(2, "pi_insert_" + rows);
                insert.executeUpdate();
                owner.commit();
                rows++;
            }
            return rows / ((System.nanoTime() - begun) / NANOS);
        }
    }
}
