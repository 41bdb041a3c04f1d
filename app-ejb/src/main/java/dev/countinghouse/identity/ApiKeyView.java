package dev.countinghouse.identity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key going out.
 *
 * @param prefix its first 12 characters, to tell keys apart
 * @param secret the whole key, in the answer to its creation only
 */
public record ApiKeyView(
        UUID id,
        String name,
        String prefix,
        List<String> permissions,
        @Nullable String secret,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {}
