package dev.countinghouse.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who mails come from.
 *
 * @param name shown to people; may be empty
 */
record Sender(String name, String address) {

    private static final Pattern FORM =
            Pattern.compile("(?:([^<>\\p{Cntrl}]*)<([^<>\\s]+@[^<>\\s]+)>|([^<>\\s]+@[^<>\\s]+))");

    /** The same in somebody's name, and from his address where he has one to send from. */
    Sender of(@Nullable Origin origin) {
        if (origin == null) {
            return this;
        }
        return new Sender(origin.name(), origin.address() == null ? address : origin.address());
    }

    /**
     * Reads {@code Name <address>} or an address alone.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static Sender parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("countinghouse.mail.from is no address: " + text);
        }
        return matcher.group(3) == null
                ? new Sender(matcher.group(1).strip(), matcher.group(2))
                : new Sender("", matcher.group(3));
    }
}
