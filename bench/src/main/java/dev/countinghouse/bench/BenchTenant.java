package dev.countinghouse.bench;

import java.util.UUID;

/**
 * A tenant a benchmark made.
 *
 * @param ownerId the user who owns it
 */
record BenchTenant(UUID id, String slug, String schema, UUID ownerId) {}
