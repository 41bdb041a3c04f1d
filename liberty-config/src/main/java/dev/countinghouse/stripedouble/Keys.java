package dev.countinghouse.stripedouble;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The key that a request carries, as a bearer token or as the user name of basic authentication. */
final class Keys {
    private static final int LENGTH_MAX = 255;

    private Keys() {}

    static boolean isLive(String key) {
        return key.startsWith("sk_live_") || key.startsWith("rk_live_");
    }

    /**
     * The test key.
     *
     * @throws StripeError when there is none, or it is a live one
     */
    static String of(Headers headers) {
        String key = given(headers.getFirst("Authorization"));
        if (key == null || key.isEmpty()) {
            throw StripeError.unauthorized(
                    "You did not provide an API key. You need to provide your API key in the Authorization header, using"
                            + " Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
        }
        if (isLive(key)) {
            throw StripeError.unauthorized(
                    "A live key was sent to the double of Stripe. Revoke it if this was no test.");
        }
        if (key.length() > LENGTH_MAX || !(key.startsWith("sk_test_") || key.startsWith("rk_test_"))) {
            throw StripeError.unauthorized("Invalid API Key provided: use any key that begins with sk_test_");
        }
        return key;
    }

    private static @Nullable String given(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String scheme = header.toLowerCase(Locale.ROOT);
        if (scheme.startsWith("bearer ")) {
            return header.substring("bearer ".length()).strip();
        }
        if (scheme.startsWith("basic ")) {
            try {
                String pair = new String(
                        Base64.getDecoder()
                                .decode(header.substring("basic ".length()).strip()),
                        StandardCharsets.UTF_8);
                return pair.split(":", 2)[0];
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        return null;
    }
}
