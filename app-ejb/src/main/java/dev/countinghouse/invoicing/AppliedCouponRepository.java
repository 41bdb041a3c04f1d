package dev.countinghouse.invoicing;

import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Redeemed coupons of the current tenant. */
@ApplicationScoped
class AppliedCouponRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    void add(AppliedCoupon coupon) {
        entityManager.persist(coupon);
    }

    /** @throws BillingException NOT_FOUND when the customer has no such one */
    AppliedCoupon require(UUID customerId, UUID id) {
        return Optional.ofNullable(entityManager.find(AppliedCoupon.class, id))
                .filter(coupon -> coupon.customerId().equals(customerId))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No redeemed coupon " + id));
    }

    Page<AppliedCoupon> list(UUID customerId, PageRequest page) {
        return Listing.of(entityManager, AppliedCoupon.class)
                .where("customerId", customerId)
                .page(page, AppliedCoupon::id);
    }

    /**
     * How often a coupon was redeemed, removed ones too.
     *
     * @param customerId null: by all customers
     */
    long count(UUID couponId, @Nullable UUID customerId) {
        return entityManager
                .createQuery(
                        "SELECT count(c) FROM AppliedCoupon c WHERE c.couponId = :coupon"
                                + " AND (:customer IS NULL OR c.customerId = :customer)",
                        Long.class)
                .setParameter("coupon", couponId)
                .setParameter("customer", customerId)
                .getSingleResult();
    }

    /** All that customers ever redeemed, in that order. */
    List<AppliedCoupon> of(Collection<UUID> customers) {
        return entityManager
                .createNativeQuery(
                        "SELECT id, coupon_id, customer_id, subscription_id, limit_minor, limit_uses, used_minor, uses,"
                                + " first_sequence, end_sequence, applied_at, removed_at, version FROM applied_coupons"
                                + " WHERE customer_id = ANY (:customers) ORDER BY id",
                        AppliedCoupon.class)
                .setParameter("customers", customers.toArray(UUID[]::new))
                .getResultList();
    }
}
