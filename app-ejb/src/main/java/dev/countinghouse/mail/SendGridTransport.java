package dev.countinghouse.mail;

import dev.countinghouse.json.Json;
import dev.countinghouse.network.OutgoingTls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends through SendGrid's HTTP API, version 3. Redirects are not followed: the key goes nowhere else. */
final class SendGridTransport implements MailTransport {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int OK_FROM = 200;
    private static final int OK_TO = 299;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;

    private final URI send;
    private final String key;
    private final HttpClient client = HttpClient.newBuilder()
            .sslContext(OutgoingTls.context())
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param base of the API, without a path */
    SendGridTransport(URI base, String key) {
        this.send = base.resolve("/v3/mail/send");
        this.key = key;
    }

    @Override
    public void send(Message message) {
        HttpRequest request = HttpRequest.newBuilder(send)
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body(message))))
                .build();
        try {
            HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
            check(response.statusCode());
        } catch (IOException e) {
            throw new MailNotSent("SendGrid cannot be reached: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailNotSent("the server is stopping", e);
        }
    }

    private static void check(int status) {
        if (status == BAD_REQUEST || status == TOO_LARGE) {
            throw new MailRefused("SendGrid refuses it with " + status, null);
        }
        if (status < OK_FROM || status > OK_TO) {
            throw new MailNotSent("SendGrid answered " + status, null);
        }
    }

    private static Map<String, Object> body(Message message) {
        Mail mail = message.mail();
        List<Map<String, String>> content = new ArrayList<>();
        content.add(Map.of("type", "text/plain", "value", mail.text()));
        String html = mail.html();
        if (html != null) {
            content.add(Map.of("type", "text/html", "value", html));
        }
        Map<String, String> from = new LinkedHashMap<>();
        from.put("email", message.from().address());
        if (!message.from().name().isEmpty()) {
            from.put("name", message.from().name());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("personalizations", List.of(Map.of("to", List.of(Map.of("email", mail.to())))));
        body.put("from", from);
        if (!message.replyTo().isEmpty()) {
            body.put("reply_to", Map.of("email", message.replyTo()));
        }
        body.put("subject", mail.subject());
        body.put("content", content);
        if (!mail.attachments().isEmpty()) {
            body.put(
                    "attachments",
                    mail.attachments().stream().map(SendGridTransport::json).toList());
        }
        body.put("headers", Map.of("Message-ID", message.messageId(), "Auto-Submitted", "auto-generated"));
        return body;
    }

    private static Map<String, String> json(Attachment file) {
        return Map.of(
                "filename",
                file.name(),
                "type",
                file.type(),
                "content",
                Base64.getEncoder().encodeToString(file.bytes()));
    }
}
