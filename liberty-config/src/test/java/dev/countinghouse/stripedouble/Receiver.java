package dev.countinghouse.stripedouble;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.net.Webhook;
import com.stripe.param.WebhookEndpointCreateParams;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A webhook endpoint; what it gets is verified by stripe-java and held against what Stripe publishes. */
final class Receiver implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final HttpServer server;
    private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private String secret = "";

    private record Letter(String body, String signature) {}

    private Receiver(HttpServer server) {
        this.server = server;
    }

    static Receiver start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Receiver receiver = new Receiver(server);
        server.createContext("/", receiver::take);
        server.start();
        return receiver;
    }

    /** Tells Stripe of this endpoint. */
    Receiver listen(Sdk sdk, WebhookEndpointCreateParams.EnabledEvent... events) throws StripeException {
        secret = sdk.v1()
                .webhookEndpoints()
                .create(WebhookEndpointCreateParams.builder()
                        .setUrl("http://127.0.0.1:%d/hook"
                                .formatted(server.getAddress().getPort()))
                        .addAllEnabledEvent(List.of(events))
                        .build())
                .getSecret();
        return this;
    }

    /** The next requests are answered so; those after them with 200. */
    void answer(int... statuses) {
        for (int status : statuses) {
            answers.add(status);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            letters.add(new Letter(body, exchange.getRequestHeaders().getFirst("Stripe-Signature")));
            Integer status = answers.poll();
            exchange.sendResponseHeaders(status == null ? 200 : status, -1);
        }
    }

    /** The next event, once its signature was verified. */
    Event next() throws InterruptedException, SignatureVerificationException {
        Letter letter = letters.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(letter).as("a webhook").isNotNull();
        AnswerShapes.check(letter.body());
        Event event = Webhook.constructEvent(letter.body(), letter.signature(), secret);
        assertThat(event.getApiVersion()).isEqualTo(com.stripe.Stripe.API_VERSION);
        assertThat(event.getDataObjectDeserializer().getObject())
                .as(event.getType())
                .isPresent();
        return event;
    }

    /** The types of the next so many events. */
    List<String> types(int count) throws InterruptedException, SignatureVerificationException {
        List<String> types = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            types.add(next().getType());
        }
        return types;
    }

    boolean hasMore() {
        return !letters.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
