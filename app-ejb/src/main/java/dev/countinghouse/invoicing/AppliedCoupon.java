package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.CouponTerms;
import dev.countinghouse.catalog.CouponView;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A coupon that a customer redeemed, and what his invoices used of it. No more than its coupon allows, by constraints too. */
@Entity
@DynamicUpdate
@Table(name = "applied_coupons")
class AppliedCoupon {

    @Id
    private UUID id;

    @Column(name = "coupon_id", nullable = false, updatable = false)
    private UUID couponId;

    @Column(name = "customer_id", nullable = false, updatable = false)
    private UUID customerId;

    /** Whose invoices it is for; null: all of the customer's subscriptions. */
    @Column(name = "subscription_id", updatable = false)
    private @Nullable UUID subscriptionId;

    /** What it takes off in all; null: without bound. */
    @Column(name = "limit_minor", updatable = false)
    private @Nullable Long limitMinor;

    /** How many invoices it is used on; null: without bound. */
    @Column(name = "limit_uses", updatable = false)
    private @Nullable Integer limitUses;

    /** Of the limit; zero without one. */
    @Column(name = "used_minor", nullable = false)
    private long usedMinor;

    @Column(name = "uses", nullable = false)
    private int uses;

    /** Number, within the series, of the first invoice that it may be on. */
    @Column(name = "first_sequence", nullable = false, updatable = false)
    private long firstSequence;

    /** The number from which on it may not; null while it was not removed. */
    @Column(name = "end_sequence")
    private @Nullable Long endSequence;

    @Column(name = "applied_at", nullable = false, updatable = false)
    private Instant appliedAt;

    @Column(name = "removed_at")
    private @Nullable Instant removedAt;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    protected AppliedCoupon() {}

    /** @param firstSequence the ordinal of the invoice that is written next, whoever issues it */
    AppliedCoupon(UUID id, CouponView coupon, NewAppliedCoupon from, Instant appliedAt, long firstSequence) {
        this.id = id;
        this.couponId = coupon.id();
        this.customerId = from.customerId();
        this.subscriptionId = from.subscriptionId();
        boolean once = coupon.duration() == CouponTerms.Duration.ONCE;
        Money amount = HeldCoupon.amount(coupon);
        this.limitMinor = once && amount != null ? amount.minor() : null;
        this.limitUses = once && amount == null ? Integer.valueOf(1) : coupon.periods();
        this.firstSequence = firstSequence;
        this.appliedAt = appliedAt;
    }

    /** An invoice took an amount above zero off by it. */
    void use(Money amount) {
        usedMinor = limitMinor == null ? 0 : Math.addExact(usedMinor, amount.minor());
        uses = Math.addExact(uses, 1);
        if ((limitMinor != null && usedMinor > limitMinor) || (limitUses != null && uses > limitUses)) {
            throw new IllegalStateException("coupon " + id + " is used up");
        }
    }

    /** No invoice uses it from a number on. Removed twice, it is removed since the first time. */
    void remove(Instant now, long fromSequence) {
        if (removedAt == null) {
            removedAt = now;
            endSequence = fromSequence;
        }
    }

    UUID id() {
        return id;
    }

    UUID couponId() {
        return couponId;
    }

    UUID customerId() {
        return customerId;
    }

    /** What an invoice finds of it now. */
    HeldCoupon held(CouponView coupon) {
        return heldAfter(coupon, new HeldCoupon.Used(usedMinor, uses));
    }

    /** The same after it was used so much. */
    HeldCoupon heldAfter(CouponView coupon, HeldCoupon.Used used) {
        return new HeldCoupon(id, coupon, subscriptionId, appliedAt, limitMinor, limitUses, used);
    }

    boolean isRemoved() {
        return removedAt != null;
    }

    /** Whether an invoice of a subscription with such a number had to look at it. */
    boolean isThere(long sequence) {
        return sequence >= firstSequence && (endSequence == null || sequence < endSequence);
    }

    AppliedCouponView view(CouponView coupon) {
        Money amount = HeldCoupon.amount(coupon);
        return new AppliedCouponView(
                id,
                customerId,
                subscriptionId,
                AppliedCouponView.Terms.of(coupon),
                status(coupon),
                uses,
                limitUses == null ? null : Integer.valueOf(limitUses - uses),
                amount == null || limitMinor == null
                        ? null
                        : MoneyView.of(new Money(limitMinor - usedMinor, amount.currency())),
                appliedAt,
                removedAt);
    }

    private AppliedCouponView.Status status(CouponView coupon) {
        if (removedAt != null) {
            return AppliedCouponView.Status.REMOVED;
        }
        return held(coupon).isUsedUp() ? AppliedCouponView.Status.USED_UP : AppliedCouponView.Status.ACTIVE;
    }
}
