package dev.countinghouse.subscription;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.subscription.domain.Proration;
import org.jspecify.annotations.Nullable;

/**
 * What of a subscription is to be changed, and when.
 *
 * @param plan code of the plan that is to be taken, in its newest version; null: the one that there is
 * @param quantity how many times it is to be taken; null: as often as now
 * @param proration of the rest of the period; null: what is usual for the time of the change
 */
public record SubscriptionChange(
        ChangeAt at,
        @Nullable String plan,
        @Nullable Integer quantity,
        @Nullable Proration proration) {

    /** The moment of a change. */
    public enum ChangeAt {
        /** Today, in the subscription's zone: the day belongs to what is new. */
        NOW,
        /** Where the next period begins. */
        PERIOD_END
    }

    /** @throws BillingException when nothing is to be changed, there would be nothing to prorate, or a plan would change within a period but not be billed at once */
    public SubscriptionChange {
        if (plan == null && quantity == null) {
            throw BillingException.invalid("quantity", "required", "or a plan is what is to be changed");
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

    /** Whether another plan is to be taken within a period. */
    public boolean cutsPeriod() {
        return cutsPeriod(plan, at);
    }

    private static boolean cutsPeriod(@Nullable String plan, ChangeAt at) {
        return plan != null && at == ChangeAt.NOW;
    }

    /** What is said of the rest of the period, or what is usual for a change within it: the next invoice, and at once for a plan. */
    Proration prorated() {
        Proration within = cutsPeriod() ? Proration.AT_ONCE : Proration.NEXT_INVOICE;
        Proration usual = at == ChangeAt.NOW ? within : Proration.NONE;
        return proration == null ? usual : proration;
    }
}
