package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.CouponTerms;
import dev.countinghouse.catalog.CouponView;
import dev.countinghouse.money.MoneyView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A redeemed coupon going out.
 *
 * @param subscriptionId whose invoices alone it is for; null: all of the customer's subscriptions
 * @param uses invoices that it was used on
 * @param usesLeft null: without bound
 * @param amountLeft of an amount that comes once; null for others
 * @param removedAt since when no invoice uses it; null: it was not removed
 */
public record AppliedCouponView(
        UUID id,
        UUID customerId,
        @Nullable UUID subscriptionId,
        Terms coupon,
        Status status,
        int uses,
        @Nullable Integer usesLeft,
        @Nullable MoneyView amountLeft,
        Instant appliedAt,
        @Nullable Instant removedAt) {

    /** Whether invoices use it. */
    public enum Status {
        ACTIVE,
        USED_UP,
        REMOVED
    }

    /**
     * What the coupon takes off.
     *
     * @param periods on how many invoices; null unless it is repeated
     * @param plans codes of the plans that it is for; empty: of all
     * @param metrics the same of metrics
     */
    public record Terms(
            UUID id,
            String code,
            String name,
            CouponTerms.Discount discount,
            @Nullable MoneyView amount,
            @Nullable BigDecimal percent,
            CouponTerms.Duration duration,
            @Nullable Integer periods,
            List<String> plans,
            List<String> metrics) {

        static Terms of(CouponView coupon) {
            return new Terms(
                    coupon.id(),
                    coupon.code(),
                    coupon.name(),
                    coupon.discount(),
                    coupon.amount(),
                    coupon.percent(),
                    coupon.duration(),
                    coupon.periods(),
                    coupon.plans(),
                    coupon.metrics());
        }
    }
}
