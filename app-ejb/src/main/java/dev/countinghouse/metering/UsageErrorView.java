package dev.countinghouse.metering;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A refused event going out.
 *
 * @param importId the import it came with; null for a batch's
 * @param line its number in the imported file
 * @param event what was sent, in the form of {@code POST /usage}; a line that is no JSON as {@code line}
 * @param field what was wrong when it was last tried
 * @param eventId the usage event it became; null unless it was replayed
 * @param closedAt when it was replayed or discarded
 */
public record UsageErrorView(
        UUID id,
        State state,
        @Nullable UUID importId,
        @Nullable Long line,
        Map<String, Object> event,
        String field,
        String code,
        String message,
        @Nullable UUID eventId,
        Instant receivedAt,
        @Nullable Instant closedAt,
        int version) {

    /** What became of it. */
    public enum State {
        OPEN,
        /** Sent again, and stored. */
        REPLAYED,
        /** Given up. */
        DISCARDED
    }
}
