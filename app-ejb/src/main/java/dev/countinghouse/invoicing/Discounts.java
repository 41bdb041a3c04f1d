package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.CouponView;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.invoicing.domain.Coupon;
import dev.countinghouse.money.Money;
import dev.countinghouse.subscription.BilledSubscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes coupons of those whose subscriptions are billed off invoices that are about to be written. Joins the transaction of whoever writes them. */
@ApplicationScoped
class Discounts {

    @Inject
    AppliedCouponRepository applied;

    @Inject
    BilledBeforeRepository billed;

    @Inject
    Catalog catalog;

    @Inject
    BilledSubscriptions subscriptions;

    /**
     * Drafts of subscriptions after coupons, one after the other: what one uses up is not there for the next. Nothing is changed by it.
     */
    List<InvoiceDraft> of(List<InvoiceDraft> drafts) {
        List<AppliedCoupon> redeemed =
                applied.of(drafts.stream().map(InvoiceDraft::subscriberId).collect(Collectors.toSet()));
        if (redeemed.isEmpty()) { // so nothing that goes back was discounted either
            return drafts;
        }
        Map<UUID, List<HeldCoupon>> held = held(redeemed);
        List<GivenBack.Billed> before = before(drafts, redeemed);
        Map<UUID, PlanTerms> terms = terms(drafts, held);
        List<InvoiceDraft> discounted = new ArrayList<>();
        for (InvoiceDraft draft : drafts) {
            List<GivenBack.Part> back = GivenBack.of(draft.giving(), of(draft, before));
            discounted.add(discounted(draft, back, held.getOrDefault(draft.subscriberId(), new ArrayList<>()), terms));
        }
        return discounted;
    }

    private List<GivenBack.Billed> before(List<InvoiceDraft> drafts, List<AppliedCoupon> redeemed) {
        Set<UUID> customers = redeemed.stream().map(AppliedCoupon::customerId).collect(Collectors.toSet());
        return billed.of(drafts.stream()
                .filter(draft -> customers.contains(draft.subscriberId()))
                .flatMap(draft -> GivenBack.asked(draft.giving(), Long.MAX_VALUE).stream())
                .toList());
    }

    private static List<GivenBack.Billed> of(InvoiceDraft draft, List<GivenBack.Billed> before) {
        Set<UUID> items = draft.lines().stream()
                .map(LineDraft::itemId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return before.stream()
                .filter(billed -> items.contains(billed.line().itemId()))
                .toList();
    }

    private Map<UUID, PlanTerms> terms(List<InvoiceDraft> drafts, Map<UUID, List<HeldCoupon>> held) {
        boolean limited =
                held.values().stream().flatMap(List::stream).anyMatch(coupon -> coupon.scope() != Coupon.Scope.GENERAL);
        return limited
                ? subscriptions.terms(drafts.stream()
                        .filter(draft -> held.containsKey(draft.subscriberId()))
                        .map(draft -> Objects.requireNonNull(draft.subscriptionId()))
                        .collect(Collectors.toSet()))
                : Map.of();
    }

    /** @param held of the customer; is left as the next draft finds it */
    private static InvoiceDraft discounted(
            InvoiceDraft draft, List<GivenBack.Part> back, List<HeldCoupon> held, Map<UUID, PlanTerms> terms) {
        UUID subscription = Objects.requireNonNull(draft.subscriptionId());
        List<HeldCoupon> usable = held.stream()
                .filter(coupon -> coupon.isFor(subscription, draft.currency()))
                .toList();
        if (usable.isEmpty() && back.stream().allMatch(part -> part.discount().signum() == 0)) {
            return draft;
        }
        DiscountedLines.Result result = draft.before(back).by(usable, terms);
        for (CouponUse use : result.uses()) {
            held.replaceAll(coupon -> coupon.id().equals(use.id()) ? coupon.after(use) : coupon);
        }
        return draft.discounted(result);
    }

    /** Writes down what drafts that are written use of coupons. */
    void use(List<InvoiceDraft> drafts) {
        Set<UUID> customers = drafts.stream()
                .filter(draft -> !draft.coupons().isEmpty())
                .map(InvoiceDraft::subscriberId)
                .collect(Collectors.toSet());
        if (customers.isEmpty()) {
            return;
        }
        Map<UUID, AppliedCoupon> byId =
                applied.of(customers).stream().collect(Collectors.toMap(AppliedCoupon::id, Function.identity()));
        for (InvoiceDraft draft : drafts) {
            draft.coupons()
                    .forEach(use -> Objects.requireNonNull(byId.get(use.id()))
                            .use(Money.exact(use.amount().amount(), draft.currency())));
        }
    }

    private Map<UUID, List<HeldCoupon>> held(List<AppliedCoupon> redeemed) {
        Map<UUID, CouponView> coupons =
                catalog.coupons(redeemed.stream().map(AppliedCoupon::couponId).collect(Collectors.toSet()));
        Map<UUID, List<HeldCoupon>> held = new HashMap<>();
        for (AppliedCoupon coupon : redeemed) {
            HeldCoupon found = coupon.held(Objects.requireNonNull(coupons.get(coupon.couponId())));
            if (!coupon.isRemoved() && !found.isUsedUp()) {
                held.computeIfAbsent(coupon.customerId(), ignored -> new ArrayList<>())
                        .add(found);
            }
        }
        return held;
    }
}
