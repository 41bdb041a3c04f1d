package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.CouponView;
import dev.countinghouse.invoicing.domain.Coupon;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.money.Percent;
import java.time.Instant;
import java.util.Currency;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A coupon as an invoice finds it with its customer. Source: docs/BILLING.md, coupons.
 *
 * @param id of the redeemed coupon
 * @param subscriptionId whose invoices it is for; null: all of the customer's
 * @param limitMinor taken off in all; null: without bound
 * @param limitUses invoices; null: without bound
 */
record HeldCoupon(
        UUID id,
        CouponView coupon,
        @Nullable UUID subscriptionId,
        Instant appliedAt,
        @Nullable Long limitMinor,
        @Nullable Integer limitUses,
        Used used) {

    /** What invoices took off by it before. */
    record Used(long minor, int uses) {

        static final Used NOTHING = new Used(0, 0);

        /** After an invoice took an amount off. */
        Used plus(long amountMinor) {
            return new Used(Math.addExact(minor, amountMinor), Math.addExact(uses, 1));
        }
    }

    /** Whether nothing is left of it. */
    boolean isUsedUp() {
        return (limitMinor != null && used.minor() >= limitMinor) || (limitUses != null && used.uses() >= limitUses);
    }

    /** Whether it may be taken off an invoice: of its subscription, in its currency, while something is left of it. */
    boolean isFor(UUID subscription, Currency currency) {
        Money amount = amount(coupon);
        return (subscriptionId == null || subscriptionId.equals(subscription))
                && (amount == null || amount.currency().equals(currency))
                && !isUsedUp();
    }

    /** What is left of it after a use. */
    HeldCoupon after(CouponUse use) {
        Money amount = Money.exact(
                use.amount().amount(), Currency.getInstance(use.amount().currency()));
        return new HeldCoupon(id, coupon, subscriptionId, appliedAt, limitMinor, limitUses, used.plus(amount.minor()));
    }

    /** What it takes off now: all that is left of an amount that comes once, else the amount or the share anew. */
    Coupon.Discount discount() {
        Money whole = amount(coupon);
        if (whole == null) {
            return new Coupon.Discount.Rate(new Percent(Objects.requireNonNull(coupon.percent())));
        }
        return new Coupon.Discount.Amount(
                limitMinor == null ? whole : new Money(limitMinor - used.minor(), whole.currency()));
    }

    Coupon.Scope scope() {
        if (!coupon.metrics().isEmpty()) {
            return Coupon.Scope.METRIC;
        }
        return coupon.plans().isEmpty() ? Coupon.Scope.GENERAL : Coupon.Scope.PLAN;
    }

    /** What a coupon takes off; null for a share. */
    static @Nullable Money amount(CouponView coupon) {
        MoneyView amount = coupon.amount();
        return amount == null ? null : Money.exact(amount.amount(), Currency.getInstance(amount.currency()));
    }
}
