package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.CouponView;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.invoicing.CouponProofRepository.Stored;
import dev.countinghouse.invoicing.DiscountedLines.Result;
import dev.countinghouse.invoicing.domain.Coupon;
import dev.countinghouse.money.Money;
import dev.countinghouse.subscription.BilledSubscriptions;
import dev.countinghouse.tax.domain.TaxRule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds what coupons invoices had to use: those that their customers had redeemed and not removed when their numbers were given, less
 * what invoices with smaller numbers had used of them.
 */
@ApplicationScoped
class CouponProof {

    @Inject
    CouponProofRepository proof;

    @Inject
    AppliedCouponRepository applied;

    @Inject
    BilledBeforeRepository billed;

    @Inject
    Catalog catalog;

    @Inject
    BilledSubscriptions subscriptions;

    /** What is known of the invoices that are proved at once. */
    record Known(
            Map<UUID, Stored> invoices,
            Map<UUID, List<AppliedCoupon>> redeemed,
            Map<UUID, CouponView> coupons,
            Map<UUID, NavigableMap<Long, HeldCoupon.Used>> uses,
            Map<UUID, PlanTerms> terms) {

        private List<HeldCoupon> held(Stored invoice, Currency currency) {
            UUID subscription = invoice.subscriptionId();
            if (subscription == null) {
                return List.of();
            }
            return redeemed.getOrDefault(invoice.customerId(), List.of()).stream()
                    .filter(coupon -> coupon.isThere(invoice.ordinal()))
                    .map(coupon -> coupon.heldAfter(
                            Objects.requireNonNull(coupons.get(coupon.couponId())), usedBefore(coupon, invoice)))
                    .filter(coupon -> coupon.isFor(subscription, currency))
                    .toList();
        }

        private HeldCoupon.Used usedBefore(AppliedCoupon coupon, Stored invoice) {
            NavigableMap<Long, HeldCoupon.Used> of = uses.getOrDefault(coupon.id(), new TreeMap<>());
            Entry<Long, HeldCoupon.Used> before = of.lowerEntry(invoice.ordinal());
            return before == null ? HeldCoupon.Used.NOTHING : before.getValue();
        }
    }

    Known known(List<UUID> invoices) {
        Map<UUID, Stored> stored = proof.invoices(invoices);
        List<AppliedCoupon> redeemed =
                applied.of(stored.values().stream().map(Stored::customerId).collect(Collectors.toSet()));
        Map<UUID, CouponView> coupons =
                catalog.coupons(redeemed.stream().map(AppliedCoupon::couponId).collect(Collectors.toSet()));
        Set<UUID> customers = redeemed.stream().map(AppliedCoupon::customerId).collect(Collectors.toSet());
        return new Known(
                stored,
                redeemed.stream().collect(Collectors.groupingBy(AppliedCoupon::customerId)),
                coupons,
                proof.uses(customers),
                isLimited(redeemed, coupons) ? terms(stored, customers) : Map.of());
    }

    private static boolean isLimited(List<AppliedCoupon> redeemed, Map<UUID, CouponView> coupons) {
        return redeemed.stream()
                .map(coupon -> coupon.held(Objects.requireNonNull(coupons.get(coupon.couponId()))))
                .anyMatch(coupon -> coupon.scope() != Coupon.Scope.GENERAL);
    }

    private Map<UUID, PlanTerms> terms(Map<UUID, Stored> invoices, Set<UUID> customers) {
        return subscriptions.terms(invoices.values().stream()
                .filter(invoice -> customers.contains(invoice.customerId()))
                .map(Stored::subscriptionId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    }

    /**
     * What an invoice comes to after coupons.
     *
     * @param lines in their order
     * @param taxes on a line
     */
    Result result(
            Known known,
            ProofRepository.StoredInvoice invoice,
            List<StoredLine> lines,
            Findings findings,
            Function<StoredLine, List<TaxRule>> taxes) {
        Stored stored = Objects.requireNonNull(known.invoices().get(invoice.id()));
        Currency currency = invoice.total().currency();
        List<GivenBack.Line> giving = lines.stream()
                .map(line -> new GivenBack.Line(
                        line.itemId(), line.chargeId(), line.purpose(), line.period(), findings.computed(line)))
                .toList();
        boolean redeems = known.redeemed().containsKey(stored.customerId());
        List<GivenBack.Part> back =
                GivenBack.of(giving, redeems ? billed.of(GivenBack.asked(giving, stored.ordinal())) : List.of());
        List<DiscountedLines.Line> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            StoredLine line = lines.get(i);
            found.add(new DiscountedLines.Line(
                    line.itemId(), line.chargeId(), findings.computed(line), back.get(i), taxes.apply(line)));
        }
        return new DiscountedLines(currency, found).by(known.held(stored, currency), known.terms());
    }

    /** Names what an invoice says otherwise of coupons than it had to. */
    static void compare(
            Known known,
            ProofRepository.StoredInvoice invoice,
            List<StoredLine> lines,
            Result result,
            Findings findings) {
        Stored stored = Objects.requireNonNull(known.invoices().get(invoice.id()));
        Money all = Money.zero(invoice.total().currency());
        for (int i = 0; i < lines.size(); i++) {
            StoredLine line = lines.get(i);
            Money discount =
                    findings.computed(line).minus(result.amounts().netLines().get(i));
            all = all.plus(discount);
            if (!line.discount().equals(discount)) {
                findings.differs(line, "discount", line.discount().toDecimal(), discount.toDecimal());
            }
        }
        if (!stored.discount().equals(all)) {
            differs(findings, invoice, "discount", stored.discount().toDecimal(), all.toDecimal());
        }
        List<CouponUse> named = InvoiceJson.coupons(stored.coupons());
        if (named.size() != result.uses().size()) {
            differs(findings, invoice, "coupons", named.size(), result.uses().size());
        }
        Map<UUID, CouponUse> said = new HashMap<>();
        named.forEach(use -> said.put(use.id(), use));
        for (CouponUse use : result.uses()) {
            CouponUse found = said.remove(use.id());
            if (found == null
                    || !found.amount().equals(use.amount())
                    || !found.code().equals(use.code())) {
                differs(
                        findings,
                        invoice,
                        "coupons." + use.code(),
                        found == null
                                ? "not used"
                                : found.code() + " " + found.amount().amount(),
                        use.amount().amount());
            }
        }
        said.values()
                .forEach(use -> differs(
                        findings, invoice, "coupons." + use.code(), use.amount().amount(), "not used"));
    }

    private static void differs(
            Findings findings, ProofRepository.StoredInvoice invoice, String field, Object stored, Object computed) {
        findings.differs(
                new Difference(invoice.number(), null, field, stored.toString(), computed.toString(), "invoice"));
    }
}
