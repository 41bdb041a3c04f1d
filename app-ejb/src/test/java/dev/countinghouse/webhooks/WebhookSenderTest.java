package dev.countinghouse.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.network.OutgoingAddresses;
import dev.countinghouse.webhooks.domain.Attempt;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSenderTest {

    private static final byte[] BODY = "{\"a\":\"ü\"}".getBytes(StandardCharsets.UTF_8);
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    /** Answers one request with this text, whatever it is. */
    private String serving(String answer) throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(HERE, 0));
        Thread.ofVirtual().start(() -> {
            try (server;
                    Socket socket = server.accept()) {
                requests.add(read(socket.getInputStream()));
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                requests.add("none");
            }
        });
        return ":" + server.getLocalPort();
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder all = new StringBuilder();
        while (!all.toString().endsWith("}")) {
            all.append((char) in.read());
        }
        return all.toString();
    }

    private static WebhookSender sender(OutgoingAddresses.Resolver resolver) {
        return new WebhookSender(new OutgoingAddresses("development", List.of(), resolver), NOON);
    }

    private Attempt send(String answer) throws IOException {
        return sender(host -> new InetAddress[] {HERE})
                .send("http://localhost" + serving(answer) + "/hook?a=b", Map.of("webhook-id", "1"), BODY);
    }

    @Test
    void aMessageIsOnePostWithItsHeaders() throws Exception {
        Attempt attempt = send("HTTP/1.1 204 No Content\r\n\r\n");

        assertThat(attempt.isDelivered()).isTrue();
        assertThat(attempt.status()).isEqualTo(204);
        String request = requests.take();
        assertThat(request)
                .startsWith("POST /hook?a=b HTTP/1.1\r\nHost: localhost:")
                .contains("\r\nwebhook-id: 1\r\n", "\r\nContent-Length: 10\r\n", "\r\nConnection: close\r\n")
                .endsWith("\r\n\r\n" + new String(BODY, StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost%s", "http://localhost%s?x", "http://localhost%s//x", "http://localhost%s/ü"})
    void everyUrlHasATarget(String url) throws Exception {
        String there = url.formatted(serving("HTTP/1.1 200 OK\r\n\r\n"));
        assertThat(sender(host -> new InetAddress[] {HERE})
                        .send(there, Map.of(), BODY)
                        .error())
                .isNull();
        assertThat(requests.take()).matches("(?s)POST /[!-~]* HTTP/1\\.1\r\n.*");
    }

    @Test
    void interimAnswersAreNotTheAnswer() throws Exception {
        assertThat(send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After: 120 | PT2M",
                "retry-after:120 | PT2M",
                "Retry-After: Thu, 01 Jan 2026 12:10:00 GMT | PT10M",
                "Retry-After: Thu, 01 Jan 2026 11:00:00 GMT | PT0S",
                "Retry-After: tomorrow | ",
                "X: 1 | ",
            })
    void howLongToWaitIsRead(String header, @Nullable Duration wait) throws Exception {
        assertThat(send("HTTP/1.1 503 Busy\r\n" + header + "\r\n\r\n").retryAfter())
                .isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nHalf", "", "\r\n\r\n"
            })
    void whatIsNoHttpIsNoAnswer(String answer) throws Exception {
        Attempt attempt = send(answer);
        assertThat(attempt.isDelivered()).isFalse();
        assertThat(attempt.status()).isNull();
        assertThat(attempt.error()).isIn("The answer was no HTTP", "The connection broke off");
    }

    @Test
    void headersWithoutEndAreNotReadForEver() throws Exception {
        Attempt attempt = send("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(10_000) + "\r\n");
        assertThat(attempt.isDelivered()).isFalse();
    }

    @Test
    void aRedirectIsNoDelivery() throws Exception {
        Attempt attempt = send("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n\r\n");
        assertThat(attempt.error()).isEqualTo("The answer was 302");
        assertThat(attempt.status()).isEqualTo(302);
    }

    @Test
    void aServerThatSpeaksNoTlsGetsNothing() throws Exception {
        Attempt attempt = sender(host -> new InetAddress[] {HERE})
                .send("https://localhost" + serving("HTTP/1.1 200 OK\r\n\r\n}"), Map.of(), BODY);
        assertThat(attempt.isDelivered()).isFalse();
        assertThat(attempt.status()).isNull();
    }

    /** The address that was looked at is the one that is called: there is no second look-up that could be told another. */
    @Test
    void aNameIsLookedUpOnceForEachTry() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        WebhookSender rebound = sender(host -> {
            if (asked.incrementAndGet() > 1) {
                throw new UnknownHostException(host);
            }
            return new InetAddress[] {HERE};
        });
        assertThat(rebound.send("https://hooks.example.com:1/", Map.of(), BODY).error())
                .isEqualTo("The connection was refused");
        assertThat(asked).hasValue(1);
    }

    @Test
    void oneForbiddenAddressOfANameIsEnoughToCallNone() {
        WebhookSender sender = sender(host ->
                new InetAddress[] {InetAddress.getByName("93.184.215.14"), InetAddress.getByName("169.254.169.254")});
        assertThat(sender.send("https://hooks.example.com/", Map.of(), BODY).error())
                .isEqualTo("The address leads to an address that is not public");
    }

    @Test
    void aHostThatNobodyKnowsIsAFailureLikeOthers() {
        WebhookSender sender = sender(host -> {
            throw new UnknownHostException(host);
        });
        assertThat(sender.send("https://hooks.example.com/", Map.of(), BODY).error())
                .isEqualTo("The address leads to no host hooks.example.com");
    }
}
