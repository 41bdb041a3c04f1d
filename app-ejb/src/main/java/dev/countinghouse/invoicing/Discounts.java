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

/** Takes customers' coupons off invoices that are about to be written. Joins the transaction of whoever writes them. */
@ApplicationScoped
class Discounts {

    @Inject
    AppliedCouponRepository applied;

    @Inject
    DiscountShareRepository shares;

    @Inject
    Catalog catalog;

    @Inject
    BilledSubscriptions subscriptions;

    /**
     * Drafts of subscriptions after coupons, one after the other: what one uses up is not there for the next. Nothing is changed by it.
     */
    List<InvoiceDraft> of(List<InvoiceDraft> drafts) {
        Map<UUID, List<HeldCoupon>> held = held(drafts);
        List<List<Money>> back = takenBack(drafts);
        boolean limited =
                held.values().stream().flatMap(List::stream).anyMatch(coupon -> coupon.scope() != Coupon.Scope.GENERAL);
        Map<UUID, PlanTerms> terms = limited
                ? subscriptions.terms(drafts.stream()
                        .map(draft -> Objects.requireNonNull(draft.subscriptionId()))
                        .collect(Collectors.toSet()))
                : Map.of();
        List<InvoiceDraft> discounted = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            InvoiceDraft draft = drafts.get(i);
            List<HeldCoupon> own = held.getOrDefault(draft.customerId(), List.of());
            discounted.add(discounted(draft, back.get(i), own, terms));
        }
        return discounted;
    }

    private static InvoiceDraft discounted(
            InvoiceDraft draft, List<Money> back, List<HeldCoupon> held, Map<UUID, PlanTerms> terms) {
        UUID subscription = Objects.requireNonNull(draft.subscriptionId());
        List<HeldCoupon> usable = held.stream()
                .filter(coupon -> coupon.isFor(subscription, draft.currency()))
                .toList();
        if (usable.isEmpty() && back.stream().allMatch(amount -> amount.signum() == 0)) {
            return draft;
        }
        DiscountedLines.Result result = draft.before(back).by(usable, terms);
        Map<UUID, CouponUse> uses =
                result.uses().stream().collect(Collectors.toMap(CouponUse::id, Function.identity()));
        held.replaceAll(coupon -> {
            CouponUse use = uses.get(coupon.id());
            return use == null ? coupon : coupon.after(use);
        });
        return draft.discounted(result);
    }

    /** Writes down what drafts that are written use of coupons. */
    void use(List<InvoiceDraft> drafts) {
        Set<UUID> customers = drafts.stream()
                .filter(draft -> !draft.coupons().isEmpty())
                .map(InvoiceDraft::customerId)
                .collect(Collectors.toSet());
        if (customers.isEmpty()) {
            return;
        }
        Map<UUID, AppliedCoupon> byId =
                applied.usable(customers).stream().collect(Collectors.toMap(AppliedCoupon::id, Function.identity()));
        for (InvoiceDraft draft : drafts) {
            draft.coupons()
                    .forEach(use -> Objects.requireNonNull(byId.get(use.id()))
                            .use(Money.exact(use.amount().amount(), draft.currency())));
        }
    }

    private Map<UUID, List<HeldCoupon>> held(List<InvoiceDraft> drafts) {
        List<AppliedCoupon> usable =
                applied.usable(drafts.stream().map(InvoiceDraft::customerId).collect(Collectors.toSet()));
        Map<UUID, CouponView> coupons =
                catalog.coupons(usable.stream().map(AppliedCoupon::couponId).collect(Collectors.toSet()));
        Map<UUID, List<HeldCoupon>> held = new HashMap<>();
        for (AppliedCoupon coupon : usable) {
            held.computeIfAbsent(coupon.customerId(), ignored -> new ArrayList<>())
                    .add(coupon.held(Objects.requireNonNull(coupons.get(coupon.couponId()))));
        }
        return held;
    }

    /** What the lines of each draft take back of discounts that invoices before gave. */
    private List<List<Money>> takenBack(List<InvoiceDraft> drafts) {
        List<DiscountShareRepository.Asked> lines = new ArrayList<>();
        for (InvoiceDraft draft : drafts) {
            draft.lines()
                    .forEach(line -> lines.add(new DiscountShareRepository.Asked(
                            line.itemId(), line.chargeId(), line.period(), line.amount(), Long.MAX_VALUE)));
        }
        List<Money> back = shares.takenBack(lines);
        List<List<Money>> byDraft = new ArrayList<>();
        int from = 0;
        for (InvoiceDraft draft : drafts) {
            byDraft.add(back.subList(from, from + draft.lines().size()));
            from += draft.lines().size();
        }
        return byDraft;
    }
}
