package dev.countinghouse.catalog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A thing that is to be changed.
 *
 * @param version as it was last read; null to change whatever is there
 */
public record ThingRead(UUID id, @Nullable Integer version) {}
