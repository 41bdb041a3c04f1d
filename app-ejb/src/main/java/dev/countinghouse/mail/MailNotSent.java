package dev.countinghouse.mail;

import org.jspecify.annotations.Nullable;

/** The mail was not taken this time. */
final class MailNotSent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MailNotSent(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
