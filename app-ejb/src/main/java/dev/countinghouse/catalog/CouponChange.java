package dev.countinghouse.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a coupon is to change; null leaves a value as it is.
 *
 * @param caps those that are not null take the place of what it has
 */
public record CouponChange(
        @Nullable String name, CouponCaps caps, @Nullable Map<String, String> metadata) {}
