package dev.countinghouse.platform;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a restore came, going out.
 *
 * @param jobId that made it
 * @param state {@code prepared}: the restored books stand beside the tenant's; {@code swapped}: they are the tenant's;
 *     {@code none}: discarded before a swap
 * @param keptUntil when the books that stand beside the tenant's are dropped at the earliest, by themselves: the restored ones,
 *     or after a swap those from before it; null when none stand there
 */
public record RestoreView(
        UUID jobId, String state, @Nullable Instant keptUntil) {}
