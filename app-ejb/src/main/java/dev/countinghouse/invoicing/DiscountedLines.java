package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.invoicing.domain.Coupon;
import dev.countinghouse.invoicing.domain.CouponDiscounts;
import dev.countinghouse.invoicing.domain.InvoiceAmounts;
import dev.countinghouse.invoicing.domain.InvoiceInput;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.tax.domain.TaxRounding;
import dev.countinghouse.tax.domain.TaxRule;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What coupons leave of the lines of an invoice: whoever writes one and whoever proves it reckons by this. Pure.
 * Source: docs/BILLING.md, coupons.
 *
 * @param lines in their order
 */
record DiscountedLines(Currency currency, List<Line> lines) {

    /**
     * A line.
     *
     * @param itemId of a subscription; null on lines by hand
     * @param chargeId null where it is of no charge
     * @param back what it gives back of invoices before: coupons have no part in that, but its discount does not go back
     */
    record Line(
            @Nullable UUID itemId, @Nullable UUID chargeId, Money amount, GivenBack.Part back, List<TaxRule> taxes) {}

    /**
     * What it comes to.
     *
     * @param amounts their net lines are what is left of the lines
     * @param uses of the coupons that took anything off, in the order in which they were given
     */
    record Result(InvoiceAmounts amounts, List<CouponUse> uses) {

        Result {
            uses = List.copyOf(uses);
        }
    }

    DiscountedLines {
        lines = List.copyOf(lines);
    }

    /**
     * Takes coupons off.
     *
     * @param held that are for the invoice, in the order in which they were redeemed
     * @param terms of the items, if any of them is limited to plans or metrics
     */
    Result by(List<HeldCoupon> held, Map<UUID, PlanTerms> terms) {
        List<HeldCoupon> used = new ArrayList<>();
        List<Coupon> coupons = new ArrayList<>();
        for (HeldCoupon one : held) {
            Set<Integer> of = one.scope() == Coupon.Scope.GENERAL ? Set.of() : matching(one, terms);
            if (one.scope() == Coupon.Scope.GENERAL || !of.isEmpty()) { // none named would be all
                used.add(one);
                coupons.add(new Coupon(one.scope(), one.appliedAt(), one.discount(), of));
            }
        }
        CouponDiscounts taken = CouponDiscounts.of(
                lines.stream().map(line -> line.back().base()).toList(), coupons, currency);
        List<CouponUse> uses = new ArrayList<>();
        for (int i = 0; i < used.size(); i++) {
            Money amount = taken.coupons().get(i);
            if (amount.signum() > 0) {
                HeldCoupon by = used.get(i);
                uses.add(new CouponUse(by.id(), by.coupon().code(), by.coupon().name(), MoneyView.of(amount)));
            }
        }
        return new Result(InvoiceAmounts.of(after(taken.lines())), uses);
    }

    private InvoiceInput after(List<Money> discounts) {
        List<InvoiceInput.Line> net = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            Money left = line.amount().minus(discounts.get(i)).plus(line.back().discount());
            net.add(new InvoiceInput.Line(left, false, line.taxes()));
        }
        return InvoiceInput.of(currency, net, TaxRounding.DOCUMENT);
    }

    private Set<Integer> matching(HeldCoupon coupon, Map<UUID, PlanTerms> terms) {
        Set<Integer> matching = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.itemId() != null && isFor(coupon, Objects.requireNonNull(terms.get(line.itemId())), line)) {
                matching.add(i);
            }
        }
        return matching;
    }

    /** A line is a metric's by its charge: also flat amounts, minimum and maximum, which count no usage themselves. */
    private static boolean isFor(HeldCoupon coupon, PlanTerms terms, Line line) {
        return coupon.scope() == Coupon.Scope.PLAN
                ? coupon.coupon().plans().contains(terms.code())
                : terms.charges(Charge.Kind.USAGE).stream()
                        .anyMatch(charge -> charge.id().equals(line.chargeId())
                                && coupon.coupon().metrics().contains(charge.metric()));
    }
}
