package dev.countinghouse.invoicing;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.CouponView;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.customer.CustomerView;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.money.Money;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.BilledSubscriptions;
import dev.countinghouse.subscription.DueSubscriptions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Coupons that customers redeem. Who adds or takes one away waits for billing, so that it is certain which invoices were to find it.
 * One method is one transaction.
 */
@Stateless
public class AppliedCouponService {

    @Inject
    AppliedCouponRepository applied;

    @Inject
    Catalog catalog;

    @Inject
    CustomerBook customers;

    @Inject
    BilledSubscriptions subscriptions;

    @Inject
    DueSubscriptions billing;

    @Inject
    NumberSeriesRepository numbers;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /**
     * Redeems a coupon: invoices of subscriptions that are written from now on use it.
     *
     * @throws BillingException NOT_FOUND without such a customer; COUPON_NOT_REDEEMABLE when it is archived or expired, or was redeemed
     *     as often as may be; VALIDATION_FAILED by its field
     */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public AppliedCouponView redeem(NewAppliedCoupon wanted) {
        billing.awaitTurn();
        CustomerView customer = requireCustomer(wanted.customerId());
        CouponView coupon = catalog.coupon(wanted.coupon())
                .orElseThrow(() -> BillingException.invalid("coupon", "unknown", "is no code of a coupon"));
        requireRedeemable(coupon, customer.id());
        requireCurrency(coupon, currency(wanted, customer));
        Instant now = clock.instant();
        AppliedCoupon redeemed = new AppliedCoupon(Ids.next(), coupon, wanted, now, numbers.upcoming());
        applied.add(redeemed);
        AppliedCouponView view = redeemed.view(coupon);
        audit.record("applied_coupon.create", redeemed.id(), null, view);
        return view;
    }

    /** Newest first; also what is used up or was removed. */
    @RolesAllowed(Permission.SUBSCRIPTION_READ)
    public Page<AppliedCouponView> list(UUID customerId, PageRequest page) {
        requireCustomer(customerId);
        Page<AppliedCoupon> found = applied.list(customerId, page);
        Map<UUID, CouponView> coupons = catalog.coupons(
                found.data().stream().map(AppliedCoupon::couponId).toList());
        return found.map(one -> one.view(Objects.requireNonNull(coupons.get(one.couponId()))));
    }

    /** @throws BillingException NOT_FOUND when the customer has no such one */
    @RolesAllowed(Permission.SUBSCRIPTION_READ)
    public AppliedCouponView get(UUID customerId, UUID id) {
        return view(applied.require(customerId, id));
    }

    /** No invoice uses it from now on; what was taken off stays so. Removed again, it is as it was. */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public AppliedCouponView remove(UUID customerId, UUID id) {
        billing.awaitTurn();
        AppliedCoupon redeemed = applied.require(customerId, id);
        AppliedCouponView before = view(redeemed);
        redeemed.remove(clock.instant(), numbers.upcoming());
        AppliedCouponView after = view(redeemed);
        audit.record("applied_coupon.remove", id, before, after);
        return after;
    }

    private AppliedCouponView view(AppliedCoupon redeemed) {
        UUID coupon = redeemed.couponId();
        return redeemed.view(
                Objects.requireNonNull(catalog.coupons(Set.of(coupon)).get(coupon)));
    }

    private CustomerView requireCustomer(UUID id) {
        return Optional.ofNullable(customers.byId(Set.of(id)).get(id))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No customer " + id));
    }

    private void requireRedeemable(CouponView coupon, UUID customerId) {
        Instant expires = coupon.expiresAt();
        Integer inAll = coupon.maxRedemptions();
        Integer ofOne = coupon.maxRedemptionsPerCustomer();
        if (coupon.archivedAt() != null) {
            throw notRedeemable(coupon, "is archived");
        }
        if (expires != null && !clock.instant().isBefore(expires)) {
            throw notRedeemable(coupon, "expired at " + expires);
        }
        if (inAll != null && applied.count(coupon.id(), null) >= inAll) {
            throw notRedeemable(coupon, "was redeemed %d times".formatted(inAll));
        }
        if (ofOne != null && applied.count(coupon.id(), customerId) >= ofOne) {
            throw notRedeemable(coupon, "was redeemed %d times by this customer".formatted(ofOne));
        }
    }

    private static BillingException notRedeemable(CouponView coupon, String why) {
        return new BillingException(ProblemType.COUPON_NOT_REDEEMABLE, "Coupon " + coupon.code() + " " + why);
    }

    /** Of the subscription that it is for, else of the customer. */
    private String currency(NewAppliedCoupon wanted, CustomerView customer) {
        UUID subscription = wanted.subscriptionId();
        return subscription == null
                ? customer.currency()
                : subscriptions
                        .currency(subscription, customer.id())
                        .orElseThrow(() -> BillingException.invalid(
                                "subscription_id", "unknown", "is no subscription of the customer"));
    }

    private static void requireCurrency(CouponView coupon, String currency) {
        Money amount = HeldCoupon.amount(coupon);
        if (amount != null && !amount.currency().getCurrencyCode().equals(currency)) {
            throw BillingException.invalid(
                    "coupon", "currency_mismatch", "takes off %s, and is used on %s".formatted(amount, currency));
        }
    }
}
