package dev.countinghouse.audit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who does something, and through what.
 *
 * @param id of the user or the key; the kind of work for the system
 * @param name the e-mail address, or {@code key:<prefix>}
 * @param role that the credential names
 * @param keyPrefix of the API key
 * @param ip of the client
 * @param requestId by which the request is found in the server's log
 * @param reason that stands for all he does; null when there is none
 */
public record Actor(
        Kind kind,
        String id,
        String name,
        @Nullable String role,
        @Nullable String keyPrefix,
        @Nullable String ip,
        @Nullable String requestId,
        @Nullable String reason) {

    /** What somebody can be. */
    public enum Kind {
        USER,
        KEY,
        OPERATOR,
        SYSTEM;

        /** The name in the database. */
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Nobody asks: it is due. */
    static final Actor SYSTEM = new Actor(Kind.SYSTEM, "system", "system", null, null, null, null, null);
}
