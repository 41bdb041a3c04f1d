package dev.countinghouse.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An active user, whatever tenants he is in.
 *
 * @param emailVerifiedAt when he showed that the address is his; null when he never did
 */
public record Account(
        UUID userId,
        String email,
        String name,
        String passwordHash,
        @Nullable Instant emailVerifiedAt) {

    /** Never the hash. */
    @Override
    public String toString() {
        return "Account[" + userId + "]";
    }
}
