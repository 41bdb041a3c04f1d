package dev.countinghouse.customermail;

/**
 * A mail as its reader sees it.
 *
 * @param text for those who see no HTML
 * @param html a whole page; what came from people is escaped in it
 */
public record MailPreview(String subject, String text, String html) {

    /** Never what it says. */
    @Override
    public String toString() {
        return "MailPreview[]";
    }
}
