package dev.countinghouse.subscription;

import dev.countinghouse.money.MoneyView;
import dev.countinghouse.subscription.domain.Proration;
import dev.countinghouse.subscription.domain.Quantities;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of a subscription that can be made.
 *
 * @param version of the subscription that was looked at
 * @param before what is taken until then
 * @param after what is taken from then on
 * @param effectiveAt when the first day of the change begins
 * @param quantity the change of the quantity; null when it stays
 * @param running the item that bills the period which the change is within, changed; null where a period begins with it
 * @param move the way to another plan; null when that stays
 */
public record PlannedChange(
        UUID subscriptionId,
        UUID customerId,
        int version,
        Taken before,
        Taken after,
        Instant effectiveAt,
        Quantities.@Nullable Change quantity,
        @Nullable DueItem running,
        @Nullable PlanMove move) {

    /**
     * What a subscription is of.
     *
     * @param plan code
     * @param planVersion number of the version
     * @param quantity how many times it is taken
     * @param fee recurring fees of a whole period, without tax
     */
    public record Taken(String plan, int planVersion, int quantity, MoneyView fee) {}

    /** The same of a subscription that was looked at before what falls due until the change was billed. */
    public PlannedChange of(int versionBefore) {
        return new PlannedChange(
                subscriptionId, customerId, versionBefore, before, after, effectiveAt, quantity, running, move);
    }

    /** What becomes of the rest of the period. */
    public Proration proration() {
        if (cutsPeriod()) {
            return Proration.AT_ONCE;
        }
        return quantity == null ? Proration.NONE : quantity.proration();
    }

    /** Whether another plan is taken within the period that runs: it ends, and the boundary falls due at once. */
    public boolean cutsPeriod() {
        return move != null && move.cut() != null;
    }
}
