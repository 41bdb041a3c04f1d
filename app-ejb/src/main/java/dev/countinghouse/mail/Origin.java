package dev.countinghouse.mail;

import org.jspecify.annotations.Nullable;

/**
 * Who writes a mail, where that is not this installation itself.
 *
 * @param name shown in place of the installation's
 * @param address to send from; null: the installation's own
 * @param replyTo where answers go; null: to the address that it was sent from
 */
public record Origin(
        String name, @Nullable String address, @Nullable String replyTo) {}
