package dev.countinghouse.identity;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * How keys are written: {@code ch_<kind>_<8 id>_<32 secret>_<8 checksum>}. The checksum lets a mistyped or cut-off key be
 * refused without a look-up.
 *
 * @param kind {@code live} and {@code test} are tenants' keys, {@code ops} are operators' and
 *     {@code sup} those of operators who work in one tenant
 * @param id by which the key is looked up
 */
record KeyText(String kind, String id) {

    static final String LIVE = "live";
    static final String TEST = "test";
    static final String OPERATOR = "ops";
    static final String SUPPORT = "sup";

    private static final Pattern FORM =
            Pattern.compile("(ch_(live|test|ops|sup)_([A-Za-z0-9]{8})_[A-Za-z0-9]{32})_([0-9a-f]{8})");
    private static final int ID_LENGTH = 8;
    private static final int SECRET_LENGTH = 32;

    /** A fresh key of a kind. */
    static String mint(String kind) {
        String body = "ch_" + kind + "_" + Secrets.random(ID_LENGTH) + "_" + Secrets.random(SECRET_LENGTH);
        return body + "_" + checksum(body);
    }

    /** Empty when the text is no key. */
    static Optional<KeyText> parse(String key) {
        Matcher matcher = FORM.matcher(key);
        return matcher.matches() && checksum(matcher.group(1)).equals(matcher.group(4))
                ? Optional.of(new KeyText(matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return "%08x".formatted(crc.getValue());
    }
}
