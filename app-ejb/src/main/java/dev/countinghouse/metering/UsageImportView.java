package dev.countinghouse.metering;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import going out, while it runs and afterwards.
 *
 * @param lines lines recorded or rejected so far, without the header
 * @param updatedAt when its last batch was recorded
 * @param error why it failed; null otherwise
 */
public record UsageImportView(
        UUID id,
        Format format,
        State state,
        long lines,
        long accepted,
        long duplicates,
        long rejected,
        Instant startedAt,
        Instant updatedAt,
        @Nullable Instant finishedAt,
        @Nullable String error) {

    /** How the file is written. */
    public enum Format {
        CSV,
        NDJSON
    }

    /** How far it is. */
    public enum State {
        RUNNING,
        DONE,
        /** Ended early; what was recorded before stays. */
        FAILED,
        /** Its server stopped in the middle: it has told nothing for minutes. What was recorded stays; never stored. */
        INTERRUPTED
    }
}
