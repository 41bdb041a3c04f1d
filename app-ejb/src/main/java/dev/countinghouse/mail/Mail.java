package dev.countinghouse.mail;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent to one person.
 *
 * @param to an e-mail address alone, without a name
 * @param subject on one line; whatever would begin another header has become a space
 * @param text the body for everybody
 * @param html the same for those who see HTML; null to send the text alone. What comes from people has to be escaped in it
 * @param origin who writes it; null: this installation
 */
public record Mail(
        String to,
        String subject,
        String text,
        @Nullable String html,
        @Nullable Origin origin,
        List<Attachment> attachments) {

    private static final int ADDRESS_MAX = 254;
    private static final int SUBJECT_MAX = 200;
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s\\p{Cntrl}<>(),;:\"\\\\\\[\\]@]+@[^\\s\\p{Cntrl}<>(),;:\"\\\\@]+");
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");

    /** @throws IllegalArgumentException when the address is not one that a header may carry */
    public Mail {
        if (!isAddress(to)) {
            throw new IllegalArgumentException("not an address to send to");
        }
        String line = line(subject);
        subject = line.length() > SUBJECT_MAX ? line.substring(0, SUBJECT_MAX) : line;
        attachments = List.copyOf(attachments);
    }

    /** A text on one line: whatever would begin another header has become a space. */
    static String line(String text) {
        return BREAKS.matcher(text).replaceAll(" ").strip();
    }

    /** Whether mail can be sent to an address. */
    public static boolean isAddress(String text) {
        return text.length() <= ADDRESS_MAX && ADDRESS.matcher(text).matches();
    }

    /** A mail of this installation's, with nothing attached. */
    public Mail(String to, String subject, String text, @Nullable String html) {
        this(to, subject, text, html, null, List.of());
    }

    /** A mail without HTML. */
    public Mail(String to, String subject, String text) {
        this(to, subject, text, null);
    }

    /** Never the body: it carries secrets. */
    @Override
    public String toString() {
        return "Mail[" + subject + "]";
    }
}
