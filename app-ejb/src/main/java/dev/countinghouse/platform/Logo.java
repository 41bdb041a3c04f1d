package dev.countinghouse.platform;

import dev.countinghouse.problem.BillingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** Which pictures may stand on documents: small ones that are what they say they are. */
final class Logo {

    private static final Pattern DATA = Pattern.compile("data:image/(png|jpeg);base64,([A-Za-z0-9+/]{1,65536}={0,2})");
    private static final int SIDE_MAX = 1200; // pixels: more than a printed page shows

    private Logo() {}

    /** @throws BillingException VALIDATION_FAILED when it cannot be put on a document; null can be left out */
    static void check(String field, @Nullable String logo) {
        if (logo == null) {
            return;
        }
        Matcher data = DATA.matcher(logo);
        if (!data.matches() || !isPicture(data.group(1), data.group(2))) {
            throw BillingException.invalid(
                    field,
                    "invalid",
                    "must be data:image/png;base64,... or data:image/jpeg;base64,... of a picture of at most 48 KiB and "
                            + SIDE_MAX + " pixels a side");
        }
    }

    /** Reads the size first: a few bytes may claim a picture that fills the memory. */
    private static boolean isPicture(String format, String base64) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(base64)))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return false;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                if (!reader.getFormatName().equalsIgnoreCase(format)
                        || reader.getWidth(0) > SIDE_MAX
                        || reader.getHeight(0) > SIDE_MAX) {
                    return false;
                }
                reader.read(0);
                return true;
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) { // readers throw what they like at bytes that are no picture
            return false;
        }
    }
}
