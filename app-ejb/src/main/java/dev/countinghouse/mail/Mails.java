package dev.countinghouse.mail;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.json.Json;
import dev.countinghouse.sealing.MasterKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
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

    private byte[] seal(UUID id, Mail mail) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", mail.text());
        if (mail.html() != null) {
            body.put("html", mail.html());
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
                body.get("html") instanceof String html ? html : null);
    }

    private static String name(UUID id) {
        return "mail:" + id;
    }
}
