package dev.countinghouse.subscription;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which subscribers of a plan are to be moved to another version of it.
 *
 * @param fromVersion number of the version that they have; null: every other version
 * @param subscriptionIds these alone, in any order; null: all that have another version and have not ended
 * @param limit most subscriptions at once, 1 to {@link #LIMIT_MAX}
 * @param after where to go on: {@code next} of the answer before; null for the beginning
 */
public record MigrationSelection(
        @Nullable Integer fromVersion,
        @Nullable List<UUID> subscriptionIds,
        int limit,
        @Nullable UUID after) {

    /** Most subscriptions of one migration: all of them are moved in one transaction. */
    public static final int LIMIT_MAX = 1_000;
}
