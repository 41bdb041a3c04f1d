package dev.countinghouse.mail;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who mails come from.
 *
 * @param name shown to people; may be empty
 */
record Sender(String name, String address) {

    private static final Pattern NOISE = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern FORM =
            Pattern.compile("(?:([^<>\\p{Cntrl}]*)<([^<>\\s]+@[^<>\\s]+)>|([^<>\\s]+@[^<>\\s]+))");

    /**
     * The same in somebody's name, from his address where he has one to send from. Where he has none it is said whose address it is:
     * what people know to be this installation's writing must not be anybody's.
     */
    Sender of(@Nullable Origin origin) {
        if (origin == null) {
            return this;
        }
        if (origin.address() != null) {
            return new Sender(origin.name(), origin.address());
        }
        return new Sender(name.isEmpty() ? origin.name() : origin.name() + " via " + name, address);
    }

    /**
     * Whether somebody may write by a name from this installation's address: not by an address, nor by a name that could be taken for
     * this installation's own.
     *
     * @param product what it is called where its mails have no name
     */
    boolean allows(String theirs, String product) {
        String plain = plain(theirs);
        return theirs.indexOf('@') < 0
                && !plain.isEmpty()
                && !plain.contains(plain(product))
                && (plain(name).isEmpty() || !plain.contains(plain(name)));
    }

    /** Letters and digits alone, as they look alike. */
    private static String plain(String text) {
        return NOISE.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
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
