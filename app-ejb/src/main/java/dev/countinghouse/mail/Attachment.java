package dev.countinghouse.mail;

/**
 * A file that goes with a mail.
 *
 * @param name on the reader's disk: letters, digits, dots and dashes
 * @param type as MIME names it
 */
public record Attachment(String name, String type, byte[] bytes) {

    /** Mails wait as JSON, a string of which may have a million characters when it is read; of four characters, three bytes are made. */
    static final int BYTES_MAX = 700_000;

    /** @throws IllegalArgumentException when it is too large to go with a mail */
    public Attachment {
        if (!fits(bytes)) {
            throw new IllegalArgumentException("a file of " + bytes.length + " bytes cannot go with a mail");
        }
    }

    /** Whether a file is small enough to go with a mail. */
    public static boolean fits(byte[] file) {
        return file.length <= BYTES_MAX;
    }

    /** Never what is in it. */
    @Override
    public String toString() {
        return "Attachment[" + name + "]";
    }
}
