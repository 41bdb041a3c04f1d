package dev.countinghouse.jobs;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which jobs are asked for; null means any. */
public record JobFilter(
        @Nullable UUID tenantId,
        @Nullable JobKind kind,
        @Nullable JobState state) {}
