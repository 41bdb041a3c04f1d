package dev.countinghouse.invoicing;

import dev.countinghouse.money.MoneyView;
import java.util.UUID;

/**
 * What a coupon took off an invoice.
 *
 * @param id of the redeemed coupon
 * @param code of the coupon
 * @param name of the coupon, as it was then
 * @param amount taken off, above zero
 */
public record CouponUse(UUID id, String code, String name, MoneyView amount) {}
