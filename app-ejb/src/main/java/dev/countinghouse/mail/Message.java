package dev.countinghouse.mail;

import java.util.UUID;

/**
 * A mail on its way.
 *
 * @param id of its row
 * @param from who sends it: an address, or {@code Name <address>}
 */
record Message(UUID id, Sender from, Mail mail) {

    /** Where answers go; empty: to who sends it. */
    String replyTo() {
        Origin origin = mail.origin();
        return origin == null || origin.replyTo() == null ? "" : origin.replyTo();
    }

    /** The same at each try, so that a mail that was sent twice is seen once. */
    String messageId() {
        String address = from.address();
        return "<" + id + address.substring(address.indexOf('@')) + ">";
    }
}
