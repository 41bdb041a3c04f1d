package dev.countinghouse.subscription;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.subscription.domain.Proration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What of a subscription is to be changed, and when.
 *
 * @param date first day of what is new, in the subscription's zone; said for {@link ChangeAt#DATE} and for nothing else
 * @param plan code of the plan that is to be taken, in its newest version; null: the one that there is
 * @param quantity how many times it is to be taken; null: as often as now
 * @param proration of the rest of the period; null: what is usual for the time of the change
 */
public record SubscriptionChange(
        ChangeAt at,
        @Nullable LocalDate date,
        @Nullable String plan,
        @Nullable Integer quantity,
        @Nullable Proration proration) {

    /** The moment of a change. */
    public enum ChangeAt {
        /** Today, in the subscription's zone: the day belongs to what is new. */
        NOW,
        /** Where the next period begins. */
        PERIOD_END,
        /** On a day to come: as it would be then. */
        DATE
    }

    /**
     * @throws BillingException when nothing is to be changed, a day is missing or said in vain, there would be nothing to prorate, or a plan
     *     would change within a period but not be billed at once
     */
    public SubscriptionChange {
        if (plan == null && quantity == null) {
            throw BillingException.invalid("quantity", "required", "or a plan is what is to be changed");
        }
        if ((at == ChangeAt.DATE) == (date == null)) {
            throw at == ChangeAt.DATE
                    ? BillingException.invalid("date", "required", "is the first day of what is new")
                    : BillingException.invalid("date", "not_allowed", "is for a change at a date");
        }
        if (cutsPeriod(plan, at) && proration != null && proration != Proration.AT_ONCE) {
            throw BillingException.invalid(
                    "proration",
                    "not_allowed",
                    "is at_once where a plan changes within a period; period_end changes it without");
        }
        if (at == ChangeAt.PERIOD_END && proration != null && proration != Proration.NONE) {
            throw BillingException.invalid("proration", "not_allowed", "is for a change within a period");
        }
    }

    /** One that is not at a date. */
    public SubscriptionChange(
            ChangeAt at, @Nullable String plan, @Nullable Integer quantity, @Nullable Proration proration) {
        this(at, null, plan, quantity, proration);
    }

    /** One at a date as it is made when that has come: where a period begins with the day, as at the end of the one before. */
    public SubscriptionChange onItsDay(boolean beginsPeriod) {
        return beginsPeriod
                ? new SubscriptionChange(ChangeAt.PERIOD_END, plan, quantity, Proration.NONE)
                : new SubscriptionChange(ChangeAt.NOW, plan, quantity, prorated());
    }

    /** Whether another plan is to be taken within a period. */
    public boolean cutsPeriod() {
        return cutsPeriod(plan, at);
    }

    private static boolean cutsPeriod(@Nullable String plan, ChangeAt at) {
        return plan != null && at != ChangeAt.PERIOD_END;
    }

    /** What is said of the rest of the period, or what is usual for a change within it: the next invoice, and at once for a plan. */
    Proration prorated() {
        Proration within = cutsPeriod() ? Proration.AT_ONCE : Proration.NEXT_INVOICE;
        Proration usual = at == ChangeAt.PERIOD_END ? Proration.NONE : within;
        return proration == null ? usual : proration;
    }
}
