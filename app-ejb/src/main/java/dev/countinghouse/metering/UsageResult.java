package dev.countinghouse.metering;

import dev.countinghouse.problem.FieldError;
import dev.countinghouse.tenancy.TenantLimits;
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

    /** Code of the error of an event that would exceed a hard limit. */
    static final String LIMIT_REACHED = "usage_limit_reached";

    /** What became of it. */
    public enum Status {
        ACCEPTED,
        /** The same event was there already. */
        DUPLICATE,
        REJECTED
    }

    /** One that is more than the tenant's tier allows in a month. */
    static final UsageResult BEYOND_TIER = rejected(
            "transaction_id",
            LIMIT_REACHED,
            "is of one event more than the tier allows in a month (" + TenantLimits.USAGE_EVENTS + ")");

    /** One that lies in closed usage. */
    static final UsageResult CLOSED = rejected(
            "timestamp", ClosedUsage.CODE, "lies in usage that is closed: invoiced for good, its events deleted");

    static UsageResult accepted(UUID id) {
        return new UsageResult(Status.ACCEPTED, id, null);
    }

    static UsageResult duplicate(UUID id) {
        return new UsageResult(Status.DUPLICATE, id, null);
    }

    /** @param alert code of the alert whose limit it would exceed */
    static UsageResult beyondLimit(String alert) {
        return rejected("quantity", LIMIT_REACHED, "would exceed the limit of usage alert " + alert);
    }

    static UsageResult rejected(String field, String code, String message) {
        return rejected(new FieldError(field, code, message));
    }

    static UsageResult rejected(FieldError error) {
        return new UsageResult(Status.REJECTED, null, error);
    }
}
