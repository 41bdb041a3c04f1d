package dev.countinghouse.subscription;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription going out.
 *
 * @param plan code
 * @param nextBillingAt when the next invoice falls due; null when nothing is left to bill
 * @param parkedReason why it is not billed at present; null when it is
 */
public record SubscriptionView(
        UUID id,
        @Nullable String externalId,
        UUID customerId,
        String plan,
        UUID planVersionId,
        SubscriptionStatus status,
        String timeZone,
        LocalDate startedOn,
        @Nullable LocalDate endsOn,
        @Nullable Instant nextBillingAt,
        @Nullable Instant parkedAt,
        @Nullable String parkedReason,
        Map<String, Object> metadata,
        int version,
        Instant createdAt) {}
