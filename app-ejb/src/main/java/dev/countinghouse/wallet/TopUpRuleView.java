package dev.countinghouse.wallet;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule by which a wallet is topped up by itself, going out.
 *
 * @param credits so many each time, or filled up to so many
 * @param thresholdCredits with less in the wallet it is topped up; null of an interval
 * @param interval how often; null of a threshold
 * @param startsOn the day in the customer's zone that the days of the interval are tied to
 * @param expiresAfterDays days from the top-up on after which its credits pay nothing; null: never
 * @param createdAt by the tenant's clock
 * @param nextAt when the next day of the interval begins; null of a threshold
 * @param failure why it could not top up the last time; null: it could
 */
public record TopUpRuleView(
        UUID id,
        TopUpTrigger trigger,
        TopUpMethod method,
        TopUpKind kind,
        BigDecimal credits,
        @Nullable BigDecimal thresholdCredits,
        @Nullable TopUpInterval interval,
        @Nullable LocalDate startsOn,
        @Nullable Integer expiresAfterDays,
        Instant createdAt,
        @Nullable Instant nextAt,
        @Nullable Failure failure) {

    /**
     * Why it could not top up.
     *
     * @param at by the tenant's clock
     * @param retryAt when it is tried again
     */
    public record Failure(Instant at, String reason, Instant retryAt) {}
}
