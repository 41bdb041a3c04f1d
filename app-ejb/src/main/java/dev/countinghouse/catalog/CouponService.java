package dev.countinghouse.catalog;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.UUID;

/** Coupons: what may be redeemed, and what it then takes off. One method is one transaction. */
@Stateless
public class CouponService {

    static final ThingKind<Coupon> KIND = new ThingKind<>(Coupon.class, "coupon");

    @Inject
    ThingBook book;

    @Inject
    BusinessClock clock;

    @Inject
    ThingRepository things;

    /** @throws dev.countinghouse.problem.BillingException CODE_TAKEN, VALIDATION_FAILED with every field that is wrong */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public CouponView create(NewCoupon wanted) {
        FieldErrors.refuse(CouponRules.check(
                wanted.terms(),
                things.plans(wanted.terms().plans()),
                things.metrics(wanted.terms().metrics())));
        return book.add(KIND, new Coupon(Ids.next(), wanted, clock.instant()), wanted.metadata());
    }

    /** Changes name and caps; what it takes off never changes, customers have it. */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public CouponView change(ThingRead read, CouponChange change) {
        return book.change(KIND, read, change.metadata(), coupon -> coupon.change(change));
    }

    @RolesAllowed(Permission.CATALOG_READ)
    public CouponView get(UUID id) {
        return book.get(KIND, id);
    }

    /** Newest first. */
    @RolesAllowed(Permission.CATALOG_READ)
    public Page<CouponView> list(ThingFilter filter, PageRequest page) {
        return book.list(KIND, filter, page);
    }

    /** Nothing new may use it from now on; what uses it keeps it. */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public CouponView archive(ThingRead read) {
        return book.archive(KIND, read);
    }
}
