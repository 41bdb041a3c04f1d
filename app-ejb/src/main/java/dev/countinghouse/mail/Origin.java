package dev.countinghouse.mail;

import org.jspecify.annotations.Nullable;

/**
 * Who writes a mail, where that is not this installation itself. Whatever people have called themselves, it is made such that a header
 * may carry it.
 *
 * @param name shown in place of the installation's: on one line
 * @param address to send from; null: the installation's own
 * @param replyTo where answers go; null: to the address that it was sent from. What is no address counts as null
 */
public record Origin(
        String name, @Nullable String address, @Nullable String replyTo) {

    /** @throws IllegalArgumentException when the address to send from is none */
    public Origin {
        if (address != null && !Mail.isAddress(address)) {
            throw new IllegalArgumentException("not an address to send from");
        }
        name = Mail.line(name);
        replyTo = replyTo != null && Mail.isAddress(replyTo) ? replyTo : null;
    }
}
