package dev.countinghouse.subscription;

import dev.countinghouse.subscription.domain.Proration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What was planned for a day, while it waits and where it failed.
 *
 * @param date its first day, in the subscription's zone
 * @param effectiveAt when that begins
 * @param plan code of the plan that is to be taken; null: the one that there is
 * @param planVersion number of its version, the newest when it was planned
 * @param quantity how many times it is to be taken; null: as often as then
 * @param proration of the rest of the period; none where a period begins with the day; null for the end of a pause
 * @param failure why it could not be done on its day; null while it waits
 * @param failedAt when that was, by the tenant's clock; null while it waits
 */
public record DatedChangeView(
        Kind kind,
        State state,
        LocalDate date,
        Instant effectiveAt,
        @Nullable String plan,
        @Nullable Integer planVersion,
        @Nullable Integer quantity,
        @Nullable Proration proration,
        @Nullable String failure,
        @Nullable Instant failedAt) {

    /** What is done on the day. */
    public enum Kind {
        /** Another quantity or plan. */
        CHANGE,
        /** The end of a pause. */
        RESUME
    }

    /** How far it is. */
    public enum State {
        /** Its day is to come. */
        PLANNED,
        /** It was done. */
        DONE,
        /** It was taken back, or the subscription was canceled before. */
        WITHDRAWN,
        /** It could not be done on its day, and is not tried again. */
        FAILED
    }
}
