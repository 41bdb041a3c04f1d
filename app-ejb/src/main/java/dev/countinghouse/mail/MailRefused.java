package dev.countinghouse.mail;

import org.jspecify.annotations.Nullable;

/** The mail is refused for good, such as for an address that does not exist. */
final class MailRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MailRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
