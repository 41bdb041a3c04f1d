package dev.countinghouse.metering;

import dev.countinghouse.problem.FieldError;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event of a batch.
 *
 * @param id of the stored event; null when rejected
 * @param error why it was rejected; null otherwise
 */
public record UsageResult(
        Status status, @Nullable UUID id, @Nullable FieldError error) {

    /** What became of it. */
    public enum Status {
        ACCEPTED,
        /** The same event was there already. */
        DUPLICATE,
        REJECTED
    }

    static UsageResult accepted(UUID id) {
        return new UsageResult(Status.ACCEPTED, id, null);
    }

    static UsageResult duplicate(UUID id) {
        return new UsageResult(Status.DUPLICATE, id, null);
    }

    static UsageResult rejected(String field, String code, String message) {
        return new UsageResult(Status.REJECTED, null, new FieldError(field, code, message));
    }
}
