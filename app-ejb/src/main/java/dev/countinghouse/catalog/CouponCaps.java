package dev.countinghouse.catalog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long and how often a coupon may be redeemed; null: without bound.
 *
 * @param expiresAt from then on it may not be redeemed; what was redeemed before goes on
 * @param maxRedemptions by all customers together, 1 or more
 * @param maxRedemptionsPerCustomer 1 or more
 */
public record CouponCaps(
        @Nullable Instant expiresAt,
        @Nullable Integer maxRedemptions,
        @Nullable Integer maxRedemptionsPerCustomer) {

    public CouponCaps {
        expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS); // as it is kept
    }
}
