package dev.countinghouse.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who mails come from.
 *
 * @param name shown to people; may be empty
 */
record Sender(String name, String address) {

    private static final Pattern FORM =
            Pattern.compile("(?:([^<>\\p{Cntrl}]*)<([^<>\\s]+@[^<>\\s]+)>|([^<>\\s]+@[^<>\\s]+))");

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
