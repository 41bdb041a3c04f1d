package dev.countinghouse.documents;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A tenant's colour on white paper. */
public record BrandColor(int red, int green, int blue) {

    private static final BrandColor OWN = new BrandColor(0x1f, 0x3a, 0x5f);
    private static final String BLACK = "#1b2430";
    private static final Pattern CSS = Pattern.compile("#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})");
    private static final int HEX = 16;
    private static final int READABLE_MAX = 150; // of 255: above, letters in it are too pale

    /** The product's own for none. */
    public static BrandColor of(@Nullable String css) {
        Matcher parts = CSS.matcher(css == null ? "" : css);
        return parts.matches()
                ? new BrandColor(
                        Integer.parseInt(parts.group(1), HEX),
                        Integer.parseInt(parts.group(2), HEX),
                        Integer.parseInt(parts.group(3), HEX))
                : OWN;
    }

    /** As style sheets have it. */
    public String css() {
        return "#%02x%02x%02x".formatted(red, green, blue);
    }

    /** For text: the colour itself if it is dark enough to be read. */
    public String ink() {
        return brightness() <= READABLE_MAX ? css() : BLACK;
    }

    /** As the eye weighs the parts, 0 to 255. */
    private int brightness() {
        return (299 * red + 587 * green + 114 * blue) / 1000;
    }
}
