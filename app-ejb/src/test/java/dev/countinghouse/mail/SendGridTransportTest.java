package dev.countinghouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against an HTTP server in this process that answers as SendGrid does. */
class SendGridTransportTest {

    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final Message MESSAGE = new Message(
            ID,
            new Sender("Countinghouse", "no-reply@billing.example"),
            new Mail("ada@example.com", "Grüße", "plain", "<p>rich</p>"));

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile int status = 202;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + exchange.getRequestHeaders().getFirst("Content-Type"));
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private SendGridTransport transport() {
        return new SendGridTransport(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "SG.key");
    }

    @Test
    void aMailIsPostedAsSendGridTakesIt() throws IOException {
        transport().send(MESSAGE);
        assertThat(requests).containsExactly("POST /v3/mail/send Bearer SG.key application/json");
        JsonNode body = new ObjectMapper().readTree(bodies.getFirst());
        assertThat(body).isEqualTo(new ObjectMapper().readTree("""
                {"personalizations": [{"to": [{"email": "ada@example.com"}]}],
                 "from": {"email": "no-reply@billing.example", "name": "Countinghouse"},
                 "subject": "Grüße",
                 "content": [{"type": "text/plain", "value": "plain"}, {"type": "text/html", "value": "<p>rich</p>"}],
                 "headers": {"Message-ID": "<01900000-0000-7000-8000-000000000001@billing.example>",
                             "Auto-Submitted": "auto-generated"}}"""));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413})
    void whatIsWrongWithTheMailIsFinal(int answered) {
        status = answered;
        assertThatExceptionOfType(MailRefused.class)
                .isThrownBy(() -> transport().send(MESSAGE));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 500, 503, 302})
    void whatIsWrongWithTheAccountOrTheirServerIsTriedLater(int answered) {
        status = answered;
        assertThatExceptionOfType(MailNotSent.class)
                .isThrownBy(() -> transport().send(MESSAGE))
                .withMessageNotContaining("SG.key");
        assertThat(requests).hasSize(1);
    }

    @Test
    void aServerThatIsAwayIsTriedLater() {
        SendGridTransport transport = transport();
        server.stop(0);
        assertThatExceptionOfType(MailNotSent.class).isThrownBy(() -> transport.send(MESSAGE));
    }
}
