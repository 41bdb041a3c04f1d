package dev.countinghouse.invoicing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A coupon that a customer redeems.
 *
 * @param coupon code
 * @param subscriptionId of the customer's, whose invoices alone it is for; null: all of them
 */
public record NewAppliedCoupon(
        UUID customerId, String coupon, @Nullable UUID subscriptionId) {}
