package dev.countinghouse.mail;

/**
 * A file that goes with a mail.
 *
 * @param name on the reader's disk: letters, digits, dots and dashes
 * @param type as MIME names it
 */
public record Attachment(String name, String type, byte[] bytes) {

    /** Never what is in it. */
    @Override
    public String toString() {
        return "Attachment[" + name + "]";
    }
}
