package dev.countinghouse.mail;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.json.Json;
import dev.countinghouse.sealing.MasterKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where mails leave: written in the transaction of their reason, sent after it, so that neither happens without the other. */
@ApplicationScoped
public class Mails {

    @Inject
    MailRepository mails;

    @Inject
    MasterKey masterKey;

    /**
     * Sends a mail when the transaction commits. A tenant's role may write for itself alone, {@code ch_identity} for
     * everybody.
     *
     * @param tenantId on whose behalf; null for mail about a person's own account
     * @param userId whose mail it is, so that it goes when he is erased; null for somebody who has no account
     */
    public void send(Mail mail, @Nullable UUID tenantId, @Nullable UUID userId) {
        UUID id = Ids.next();
        mails.insert(id, mail, tenantId, userId, seal(id, mail));
    }

    /**
     * The same under an id of the caller's, by which its outcome can be asked for as long as it is kept.
     *
     * @see #outcomes
     */
    public void send(UUID id, Mail mail, UUID tenantId) {
        mails.insert(id, mail, tenantId, null, seal(id, mail));
    }

    /** What became of mails of the current tenant's that are over; those that wait, or were forgotten, are absent. */
    public Map<UUID, Outcome> outcomes(List<UUID> ids) {
        return ids.isEmpty() ? Map.of() : mails.outcomes(ids);
    }

    /**
     * What became of a mail.
     *
     * @param sent whether the mail server took it
     * @param error why it did not, in its words; empty when it did
     */
    public record Outcome(boolean sent, String error) {}

    private byte[] seal(UUID id, Mail mail) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", mail.text());
        if (mail.html() != null) {
            body.put("html", mail.html());
        }
        Origin origin = mail.origin();
        if (origin != null) {
            body.put("from_name", origin.name());
            body.put("from_address", Optional.ofNullable(origin.address()).orElse(""));
            body.put("reply_to", Optional.ofNullable(origin.replyTo()).orElse(""));
        }
        if (!mail.attachments().isEmpty()) {
            body.put("attachments", mail.attachments().stream().map(Mails::json).toList());
        }
        return masterKey.seal(Json.write(body).getBytes(StandardCharsets.UTF_8), name(id));
    }

    /** The mail of a claimed row. */
    Mail open(ClaimedMail claimed) {
        byte[] json = masterKey.open(claimed.sealedBody(), name(claimed.id()));
        Map<String, Object> body = Json.readObject(new String(json, StandardCharsets.UTF_8));
        return new Mail(
                claimed.recipient(),
                claimed.subject(),
                String.valueOf(body.get("text")),
                body.get("html") instanceof String html ? html : null,
                body.get("from_name") instanceof String name
                        ? new Origin(name, given(body, "from_address"), given(body, "reply_to"))
                        : null,
                body.get("attachments") instanceof List<?> files
                        ? files.stream().map(Mails::attachment).toList()
                        : List.of());
    }

    private static Map<String, Object> json(Attachment file) {
        return Map.of(
                "name",
                file.name(),
                "type",
                file.type(),
                "bytes",
                Base64.getEncoder().encodeToString(file.bytes()));
    }

    private static Attachment attachment(Object json) {
        Map<?, ?> file = (Map<?, ?>) json;
        return new Attachment(
                String.valueOf(file.get("name")),
                String.valueOf(file.get("type")),
                Base64.getDecoder().decode(String.valueOf(file.get("bytes"))));
    }

    private static @Nullable String given(Map<String, Object> body, String name) {
        return body.get(name) instanceof String text && !text.isEmpty() ? text : null;
    }

    private static String name(UUID id) {
        return "mail:" + id;
    }
}
