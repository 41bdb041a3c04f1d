package dev.countinghouse.subscription;

import dev.countinghouse.problem.BillingException;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a subscription is to end.
 *
 * @param endDate first day after it, in its zone; said for {@link CancelAt#DATE} and for nothing else
 * @param reason whatever the client wants to remember
 * @param unused null: as it was said before, and {@link UnusedDays#KEPT} at first
 * @param finalUsage null: as it was said before, and {@link FinalUsage#BILLED} at first
 */
public record Cancellation(
        CancelAt at,
        @Nullable LocalDate endDate,
        @Nullable String reason,
        @Nullable UnusedDays unused,
        @Nullable FinalUsage finalUsage) {

    /** What happens to what is paid in advance for days after the end. */
    public enum UnusedDays {
        /** It stays paid. */
        KEPT,
        /** The last invoice gives it back, and what that is below zero is to the customer's credit. */
        CREDITED,
        /** Credit notes of the invoices that it was paid by give it back, in money as far as that came in through a gateway. */
        REFUNDED
    }

    /** What happens to usage that no invoice has billed when it ends. */
    public enum FinalUsage {
        /** The last invoice bills it. */
        BILLED,
        /** Nobody bills it. */
        SKIPPED
    }

    /** The moment of the end. */
    public enum CancelAt {
        /** Today is its last day. */
        NOW,
        /** The end of what is paid for: of the period that holds today, or of the trial. */
        PERIOD_END,
        /** A day that is said. */
        DATE
    }

    /** @throws BillingException when a day is missing or said in vain */
    public Cancellation {
        if ((at == CancelAt.DATE) == (endDate == null)) {
            throw at == CancelAt.DATE
                    ? BillingException.invalid("end_date", "required", "is the first day after the subscription's end")
                    : BillingException.invalid("end_date", "not_allowed", "is for the end at a date");
        }
    }

    /**
     * First day after a subscription that it ends.
     *
     * @param paidUntil first day that is not paid for yet
     * @param endsOn first day after the end that there is; null: none
     * @throws BillingException VALIDATION_FAILED for a date that is not to come or after the end that there is
     */
    LocalDate end(LocalDate today, LocalDate paidUntil, @Nullable LocalDate endsOn) {
        LocalDate end = switch (at) {
            case NOW -> today.plusDays(1);
            case PERIOD_END -> paidUntil;
            case DATE -> Objects.requireNonNull(endDate);
        };
        if (!end.isAfter(today)) {
            throw BillingException.invalid("end_date", "not_to_come", "must be after today, " + today);
        }
        if (endsOn == null || !end.isAfter(endsOn)) {
            return end;
        }
        if (at == CancelAt.DATE) {
            throw BillingException.invalid(
                    "end_date", "after_end", "must not be after the end that there is, " + endsOn);
        }
        return endsOn;
    }
}
