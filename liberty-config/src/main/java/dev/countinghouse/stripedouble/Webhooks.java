package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Sends events, signed as Stripe signs them: those of one endpoint in their order, unless one fails and is tried again later.
 * What is not sent when the process ends is sent after its next start, so an event may come twice and never gets lost.
 */
final class Webhooks implements AutoCloseable {
    static final String DELIVERY = "~delivery";

    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int REDIRECT = 300;
    private static final int ATTEMPTS_LOGGED = 2_000;
    private static final int DOUBLINGS_MAX = 16;

    private final Accounts accounts;
    private final Retries retries;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_PATIENCE)
            .build();
    private final Map<String, ExecutorService> senders = new ConcurrentHashMap<>();
    private final Map<String, String> waiting = new ConcurrentHashMap<>();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private final Deque<Attempt> attempts = new ArrayDeque<>();

    /**
     * How an endpoint that does not answer with 2xx is tried again.
     *
     * @param first wait before the second attempt; each further wait is twice as long
     * @param attempts in all
     */
    record Retries(Duration first, int attempts) {}

    /** One attempt; status 0 where there was no answer, or where a fault kept it from being sent. */
    record Attempt(String account, String event, String type, String endpoint, int status) {}

    private record Letter(
            String event, String type, String body, String endpoint, URI url, String secret, int attempt) {}

    Webhooks(Accounts accounts, Retries retries) {
        this.accounts = accounts;
        this.retries = retries;
    }

    /** Goes on with what an earlier process left. */
    void resume() {
        for (Account account : accounts.all()) {
            List.copyOf(account.ids(DELIVERY)).forEach(delivery -> enqueue(account, delivery));
        }
    }

    void enqueue(Account account, String delivery) {
        account.lock.lock();
        try {
            ObjectNode kept = account.object(delivery);
            if (kept != null) {
                senders.computeIfAbsent(kept.path("endpoint").asText(), endpoint -> newSender())
                        .execute(() -> deliver(account, delivery));
            }
        } catch (RejectedExecutionException e) {
            // the double is being closed; the delivery is in the journal
        } finally {
            account.lock.unlock();
        }
    }

    private static ExecutorService newSender() {
        return Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    }

    private void deliver(Account account, String delivery) {
        Letter letter = letter(account, delivery);
        if (letter == null) {
            finish(account, delivery);
            return;
        }
        Faults.Strike strike = letter.attempt() == 0 ? account.faults.ofWebhook(letter.type()) : null;
        if (strike == null) {
            send(account, delivery, letter);
            return;
        }
        switch (strike.kind()) {
            case WEBHOOK_DROP -> {
                log(account, letter, 0);
                finish(account, delivery);
            }
            case WEBHOOK_DELAY -> later(account, delivery, strike.millis());
            case WEBHOOK_REORDER -> waiting.put(letter.endpoint(), delivery);
            case WEBHOOK_DUPLICATE -> {
                post(account, letter);
                send(account, delivery, letter);
            }
            default -> send(account, delivery, letter);
        }
    }

    private void send(Account account, String delivery, Letter letter) {
        int status = post(account, letter);
        boolean taken = status >= OK && status < REDIRECT;
        if (taken || letter.attempt() + 1 >= retries.attempts()) {
            finish(account, delivery);
        } else {
            attempted(account, delivery, letter.attempt() + 1);
            later(account, delivery, retries.first().toMillis() << Math.min(letter.attempt(), DOUBLINGS_MAX));
        }
        String waited = waiting.remove(letter.endpoint());
        if (waited != null) {
            Letter other = letter(account, waited);
            if (other != null) {
                send(account, waited, other);
            }
        }
    }

    private void later(Account account, String delivery, long millis) {
        try {
            var _ = later.schedule(() -> enqueue(account, delivery), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the double is being closed; the delivery is in the journal
        }
    }

    private @Nullable Letter letter(Account account, String delivery) {
        account.lock.lock();
        try {
            ObjectNode kept = account.object(delivery);
            if (kept == null) {
                return null;
            }
            ObjectNode event = account.object(kept.path("event").asText());
            String endpointId = kept.path("endpoint").asText();
            ObjectNode endpoint = account.object(endpointId);
            ObjectNode secret = account.object(Account.HIDDEN + endpointId);
            if (event == null || endpoint == null || secret == null) {
                return null;
            }
            return new Letter(
                    event.path("id").asText(),
                    event.path("type").asText(),
                    event.toPrettyString(),
                    endpointId,
                    URI.create(endpoint.path("url").asText()),
                    secret.path("secret").asText(),
                    kept.path("attempts").asInt());
        } finally {
            account.lock.unlock();
        }
    }

    private int post(Account account, Letter letter) {
        HttpRequest request = HttpRequest.newBuilder(letter.url())
                .timeout(ANSWER_PATIENCE)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Stripe-Signature", signature(letter.secret(), letter.body(), Instant.now()))
                .header("User-Agent", "Stripe/1.0 (double)")
                .POST(HttpRequest.BodyPublishers.ofString(letter.body()))
                .build();
        int status = 0;
        try {
            status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            // nobody listens or answers: tried again like any other failure
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log(account, letter, status);
        return status;
    }

    /** The header, for a body sent at a moment of real time. */
    static String signature(String secret, String body, Instant at) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signed = at.getEpochSecond() + "." + body;
            return "t=%d,v1=%s"
                    .formatted(
                            at.getEpochSecond(),
                            HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void attempted(Account account, String delivery, int count) {
        account.lock.lock();
        try {
            Unit unit = accounts.begin(account);
            ObjectNode kept = unit.find(delivery);
            if (kept != null) {
                kept.put("attempts", count);
                accounts.commit(unit);
            }
        } finally {
            account.lock.unlock();
        }
    }

    private void finish(Account account, String delivery) {
        account.lock.lock();
        try {
            Unit unit = accounts.begin(account);
            ObjectNode kept = unit.find(delivery);
            if (kept != null) {
                ObjectNode event = unit.find(kept.path("event").asText());
                if (event != null) {
                    event.put("pending_webhooks", event.path("pending_webhooks").asInt() - 1);
                }
                unit.delete(delivery);
                accounts.commit(unit);
            }
        } finally {
            account.lock.unlock();
        }
    }

    private void log(Account account, Letter letter, int status) {
        synchronized (attempts) {
            attempts.addLast(new Attempt(account.name(), letter.event(), letter.type(), letter.endpoint(), status));
            if (attempts.size() > ATTEMPTS_LOGGED) {
                attempts.removeFirst();
            }
        }
    }

    /** The last attempts of an account, oldest first. */
    List<Attempt> attempts(Account account) {
        synchronized (attempts) {
            return attempts.stream()
                    .filter(attempt -> attempt.account().equals(account.name()))
                    .toList();
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
        senders.values().forEach(ExecutorService::shutdownNow);
        http.shutdownNow();
    }
}
