package dev.countinghouse.platform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant stores.
 *
 * @param usedBytes what its schema took with its indexes when it was last measured
 * @param limitBytes what its tier allows; when it is used, nothing that takes room can be made
 * @param measuredAt null before the first time
 */
public record StorageView(
        long usedBytes, long limitBytes, @Nullable Instant measuredAt) {}
