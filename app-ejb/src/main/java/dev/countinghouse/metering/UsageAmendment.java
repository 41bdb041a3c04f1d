package dev.countinghouse.metering;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is said about an event later. The event stays as it was recorded; the last amendment counts instead of it.
 *
 * @param number from 1, in the order in which they were made
 * @param timestamp when it happened; null on a void, as are quantity and properties
 * @param madeBy e-mail address of the user, or {@code key:<prefix>}
 */
public record UsageAmendment(
        UUID id,
        UUID eventId,
        int number,
        Kind kind,
        @Nullable Instant timestamp,
        @Nullable BigDecimal quantity,
        @Nullable Map<String, Object> properties,
        String reason,
        String madeBy,
        Instant madeAt) {

    /** What becomes of the event. */
    public enum Kind {
        /** It counts for nothing. */
        VOID,
        /** It counts with other values. */
        CORRECT;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An amendment to be made.
     *
     * @param timestamp null: as it counted before; so are the others
     * @param quantity instead of the metric's property
     */
    public record New(
            Kind kind,
            String reason,
            @Nullable Instant timestamp,
            @Nullable BigDecimal quantity,
            @Nullable Map<String, Object> properties) {}
}
