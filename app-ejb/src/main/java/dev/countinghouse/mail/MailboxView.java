package dev.countinghouse.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail in the development mailbox.
 *
 * @param from a name and an address
 * @param replyTo empty: to who sent it
 * @param attachments their names
 */
public record MailboxView(
        String messageId,
        String to,
        String subject,
        String text,
        @Nullable String html,
        String from,
        String replyTo,
        List<String> attachments,
        Instant sentAt) {

    /** Never the body: it carries secrets. */
    @Override
    public String toString() {
        return "MailboxView[" + subject + "]";
    }
}
