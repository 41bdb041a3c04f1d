package dev.countinghouse.stripedouble;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;

/** Takes every request in and sends every answer out. */
final class Front implements HttpHandler {
    private static final int BODY_MAX = 1 << 20;
    private static final int FORBIDDEN = 403;
    private static final System.Logger LOG = System.getLogger(Front.class.getName());
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Api api;
    private final Control control;
    private final Pages pages;

    Front(Accounts accounts, String base) {
        api = new Api(accounts, base);
        control = new Control(accounts);
        pages = new Pages(accounts, base);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply;
            try {
                reply = reply(exchange);
            } catch (StripeError e) {
                reply = Reply.json(e.status(), e.body().toString());
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "Not answered: " + exchange.getRequestURI().getPath(), e);
                StripeError broken = StripeError.broken("The double of Stripe failed: its log tells why");
                reply = Reply.json(broken.status(), broken.body().toString());
            }
            send(exchange, reply);
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        if (!isLocal(Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Host"), ""))) {
            // a page of the web must not reach the double through a name that it points here
            return Reply.json(FORBIDDEN, "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Wrong host\"}}");
        }
        Request request = Request.of(exchange, body(exchange));
        if (request.path().startsWith("/v1/")) {
            return api.answer(request);
        }
        if (request.path().startsWith("/_double/")) {
            return control.answer(request);
        }
        if (request.path().startsWith("/_pages/")) {
            return pages.answer(request);
        }
        throw StripeError.noSuchUrl(request.method(), request.path());
    }

    private static boolean isLocal(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > host.lastIndexOf(']');
        return LOOPBACK.contains(port ? host.substring(0, colon) : host);
    }

    private static String body(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] bytes = in.readNBytes(BODY_MAX + 1);
            if (bytes.length > BODY_MAX) {
                throw StripeError.invalid("The request is too large");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.hang()) {
            return; // closing without an answer is what the caller of a dead server sees
        }
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
