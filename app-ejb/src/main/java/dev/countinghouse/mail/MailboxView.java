package dev.countinghouse.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A mail in the development mailbox. */
public record MailboxView(
        String messageId,
        String to,
        String subject,
        String text,
        @Nullable String html,
        Instant sentAt) {

    /** Never the body: it carries secrets. */
    @Override
    public String toString() {
        return "MailboxView[" + subject + "]";
    }
}
