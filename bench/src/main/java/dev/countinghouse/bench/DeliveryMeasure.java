package dev.countinghouse.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** How fast events get to a tenant's webhook endpoints, all in this process, of which one reads and never answers. */
final class DeliveryMeasure implements AutoCloseable {

    /** The one that hangs included. */
    static final int ENDPOINTS = 20;

    private static final int ANSWERING = ENDPOINTS - 1;
    private static final int BARE_CLIENTS = 64;
    private static final int BACKLOG = 1_000;
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final double NANOS = 1e9;
    private static final String HANGING = "/hanging";

    /** As the statement of the product's outbox does, each event about something of its own. */
    private static final String EVENTS = """
            WITH added AS (
                INSERT INTO outbox (id, type, subject_id, payload, occurred_at, published_at)
                SELECT gen_random_uuid(), 'invoice.finalized', gen_random_uuid(),
                    jsonb_build_object('number', 'BENCH-' || i, 'currency', 'EUR', 'total', '123.45', 'customer', repeat('x', 200)), now(), now()
                FROM generate_series(1, %d) i RETURNING id, type, subject_id)
            INSERT INTO public.webhook_deliveries (endpoint_id, event_id, tenant_id, event_type, subject_id)
            SELECT e.id, a.id, e.tenant_id, a.type, a.subject_id FROM added a CROSS JOIN public.webhook_endpoints e
            WHERE e.tenant_id = '%s'""";

    private final BillingBooks books;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile CountDownLatch wanted = new CountDownLatch(0);
    private volatile byte[] last = {};

    /** Begins to listen and makes the endpoints. */
    DeliveryMeasure(BillingBooks books, Load load) throws IOException {
        this.books = books;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
        for (int i = 0; i < ENDPOINTS; i++) {
            String path = i < ANSWERING ? "/" + i : HANGING;
            HttpResponse<String> answer = load.send(
                    load.post(
                            "webhook-endpoints",
                            books.key(),
                            "{\"url\": \"%s\", \"event_types\": []}".formatted(url(path))),
                    new Load.Seen());
            if (answer.statusCode() != CREATED) {
                throw new IllegalStateException("An endpoint answered " + answer.statusCode() + ": " + answer.body());
            }
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void take(HttpExchange exchange) throws IOException {
        last = exchange.getRequestBody().readAllBytes();
        if (HANGING.equals(exchange.getRequestURI().getPath())) {
            await(over);
        } else {
            wanted.countDown();
        }
        exchange.sendResponseHeaders(OK, -1);
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** Writes so many events for all endpoints at once; deliveries a second from then until the last of those that answer has its last. */
    double deliver(int events) throws SQLException {
        CountDownLatch all = new CountDownLatch(events * ANSWERING);
        wanted = all;
        long begun;
        try (Connection owner = books.owner();
                Statement statement = owner.createStatement()) {
            statement.execute(EVENTS.formatted(events, books.tenant().id()));
            begun = System.nanoTime();
            owner.commit();
        }
        await(all);
        return events * ANSWERING / ((System.nanoTime() - begun) / NANOS);
    }

    /** The same bytes as often, sent by clients that do nothing else; requests a second. */
    double bare(int events) {
        CountDownLatch all = new CountDownLatch(events * ANSWERING);
        wanted = all;
        AtomicInteger left = new AtomicInteger(events * ANSWERING);
        byte[] body = last;
        long begun = System.nanoTime();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            CompletableFuture<?>[] clients = new CompletableFuture<?>[BARE_CLIENTS];
            for (int i = 0; i < clients.length; i++) {
                URI address = URI.create(url("/" + i % ANSWERING));
                clients[i] = CompletableFuture.runAsync(() -> send(http, address, body, left), threads);
            }
            CompletableFuture.allOf(clients).join();
        }
        await(all);
        return events * ANSWERING / ((System.nanoTime() - begun) / NANOS);
    }

    private static void send(HttpClient http, URI address, byte[] body, AtomicInteger left) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        while (left.getAndDecrement() > 0) {
            http.sendAsync(request, BodyHandlers.discarding()).join();
        }
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.close();
    }
}
