package dev.countinghouse.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A coupon to be made. */
public record NewCoupon(
        @Nullable String externalId,
        String code,
        String name,
        CouponTerms terms,
        CouponCaps caps,
        @Nullable Map<String, String> metadata) {}
