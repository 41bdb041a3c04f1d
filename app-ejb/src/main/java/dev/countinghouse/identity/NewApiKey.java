package dev.countinghouse.identity;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param permissions null for all that its maker has
 * @param allowedIps networks and addresses from which it may be used; null or empty for anywhere
 * @param expiresAt null for no end
 */
public record NewApiKey(
        String name,
        @Nullable List<String> permissions,
        @Nullable List<String> allowedIps,
        @Nullable Instant expiresAt) {}
