package dev.countinghouse.platform;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sandbox as its source sees it.
 *
 * @param clock what its own clock shows
 */
public record SandboxView(
        UUID id,
        String slug,
        String name,
        String status,
        @Nullable Instant clock) {}
