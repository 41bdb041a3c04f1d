package dev.countinghouse.identity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key going out.
 *
 * @param prefix its first 12 characters, to tell keys apart
 * @param allowedIps networks and addresses from which it may be used; empty for anywhere
 * @param secret the whole key, in the answer to its creation only
 * @param lastUsedAt to the minute
 * @param replacedBy the key that it was rotated to
 */
public record ApiKeyView(
        UUID id,
        String name,
        String prefix,
        List<String> permissions,
        List<String> allowedIps,
        @Nullable String secret,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        @Nullable UUID replacedBy) {

    /** Never the secret. */
    @Override
    public String toString() {
        return "ApiKeyView[" + prefix + "]";
    }
}
