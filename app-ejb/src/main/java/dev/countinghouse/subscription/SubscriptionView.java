package dev.countinghouse.subscription;

import dev.countinghouse.catalog.PlanOverrides;
import dev.countinghouse.subscription.domain.PauseKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription going out.
 *
 * @param plan code
 * @param planVersionId the version that holds today; one of this subscription alone where it has overrides
 * @param planVersion its number, or that of the version that overrides are of
 * @param pendingVersion the version that it moves to; null when it does not
 * @param overrides what it pays today instead of what that version says; null: nothing
 * @param quantity how many times the plan is taken today, such as seats
 * @param pendingQuantity what it is to be later; null when that is not planned
 * @param plannedChange what is planned for a day to come, or could not be done on its day; null for neither
 * @param currency of its invoices
 * @param trialEndsOn first day whose fees are paid; null without a trial
 * @param nextBillingAt when the next invoice falls due; it has passed while that is a draft, or the subscription is parked; null when nothing is left to bill
 * @param parkedReason why it is not billed at present; null when it is
 * @param payBy until when its first invoice is to be paid, or was to be and it ended; null where it does not wait for that
 * @param canceledAt when it was told to end, by the tenant's clock; null when it was not
 * @param unusedDays what happens to what is paid in advance for days after its end; null when it was not told to end
 * @param finalUsage what happens to usage that is not billed when it ends; null when it was not told to end
 * @param pause what rests at present; null when nothing does
 * @param pausedAt since when, by the tenant's clock; null when nothing rests
 */
public record SubscriptionView(
        UUID id,
        @Nullable String externalId,
        UUID customerId,
        String plan,
        UUID planVersionId,
        int planVersion,
        @Nullable PendingVersion pendingVersion,
        @Nullable PlanOverrides overrides,
        SubscriptionStatus status,
        int quantity,
        @Nullable PendingQuantity pendingQuantity,
        @Nullable DatedChangeView plannedChange,
        String currency,
        String timeZone,
        LocalDate startedOn,
        @Nullable LocalDate endsOn,
        @Nullable LocalDate trialEndsOn,
        @Nullable Instant nextBillingAt,
        @Nullable Instant parkedAt,
        @Nullable String parkedReason,
        @Nullable Instant payBy,
        @Nullable Instant canceledAt,
        @Nullable String cancelReason,
        Cancellation.@Nullable UnusedDays unusedDays,
        Cancellation.@Nullable FinalUsage finalUsage,
        @Nullable PauseKind pause,
        @Nullable Instant pausedAt,
        Map<String, Object> metadata,
        int version,
        Instant createdAt) {

    /**
     * A version of the plan, or of another one, that a subscription moves to.
     *
     * @param plan code
     * @param effectiveAt when the first period begins that is billed by it
     */
    public record PendingVersion(String plan, UUID planVersionId, int number, Instant effectiveAt) {}

    /**
     * A quantity that a subscription is to have.
     *
     * @param effectiveAt when its first day begins
     */
    public record PendingQuantity(int quantity, Instant effectiveAt) {}
}
