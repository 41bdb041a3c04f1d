package dev.countinghouse.catalog;

import dev.countinghouse.money.MoneyView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A coupon going out.
 *
 * @param archivedAt since when it may not be redeemed; null: it may
 */
public record CouponView(
        UUID id,
        @Nullable String externalId,
        String code,
        String name,
        CouponTerms.Discount discount,
        @Nullable MoneyView amount,
        @Nullable BigDecimal percent,
        CouponTerms.Duration duration,
        @Nullable Integer periods,
        List<String> plans,
        List<String> metrics,
        @Nullable Instant expiresAt,
        @Nullable Integer maxRedemptions,
        @Nullable Integer maxRedemptionsPerCustomer,
        Map<String, Object> metadata,
        int version,
        Instant createdAt,
        @Nullable Instant archivedAt) {}
