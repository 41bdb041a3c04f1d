package dev.countinghouse.subscription;

import dev.countinghouse.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names what a preview shows: anything that is different gives another token. Nothing is stored, so there is nothing to expire. */
public final class PreviewToken {

    private PreviewToken() {}

    /** The token of all that is shown, and of the versions of what it is about. */
    public static String of(List<?> shown) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(Json.write(shown).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
