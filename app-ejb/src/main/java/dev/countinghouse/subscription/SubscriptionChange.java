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

    /** @throws BillingException when nothing is to be changed, there would be nothing to prorate, or a plan would change within a period */
    public SubscriptionChange {
        if (plan == null && quantity == null) {
            throw BillingException.invalid("quantity", "required", "or a plan is what is to be changed");
        }
        if (plan != null && at == ChangeAt.NOW) {
            throw BillingException.invalid(
                    "at", "not_allowed", "is for a quantity: a plan changes where a period begins");
        }
        if (at == ChangeAt.PERIOD_END && proration != null && proration != Proration.NONE) {
            throw BillingException.invalid("proration", "not_allowed", "is for a change within a period");
        }
    }

    /** What is said of the rest of the period, or the next invoice for a change within it. */
    Proration prorated() {
        Proration usual = at == ChangeAt.NOW ? Proration.NEXT_INVOICE : Proration.NONE;
        return proration == null ? usual : proration;
    }
}
