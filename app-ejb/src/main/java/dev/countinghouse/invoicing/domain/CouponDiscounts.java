package dev.countinghouse.invoicing.domain;

import dev.countinghouse.money.Allocation;
import dev.countinghouse.money.Money;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What coupons take off the lines of an invoice, one after the other, each off what the ones before it left. No coupon takes
 * more than the lines it is for come to, credits among them included, nor more than the invoice comes to, so none makes an
 * invoice negative. It is spread over its positive lines by largest remainder, so that each line is taxed on what is left of
 * it. Source: docs/BILLING.md, coupons.
 *
 * @param lines taken off each line, zero or more, in their order
 * @param coupons taken off by each coupon, in the order they were given in
 * @param total all of it
 */
public record CouponDiscounts(List<Money> lines, List<Money> coupons, Money total) {

    public CouponDiscounts {
        lines = List.copyOf(lines);
        coupons = List.copyOf(coupons);
    }

    /**
     * Applies coupons.
     *
     * @param lines amounts of the lines, net; below zero for credits
     * @param coupons in any order: their turn is theirs
     */
    public static CouponDiscounts of(List<Money> lines, List<Coupon> coupons, Currency currency) {
        Money[] left = lines.toArray(Money[]::new);
        Money[] perCoupon = new Money[coupons.size()];
        List<Integer> turns = IntStream.range(0, coupons.size())
                .boxed()
                .sorted(Comparator.comparing(coupons::get, Coupon.ORDER))
                .toList();
        for (int turn : turns) {
            perCoupon[turn] = take(coupons.get(turn), left, currency);
        }
        List<Money> perLine = IntStream.range(0, left.length)
                .mapToObj(i -> lines.get(i).minus(left[i]))
                .toList();
        return new CouponDiscounts(perLine, Arrays.asList(perCoupon), Money.sum(perLine, currency));
    }

    private static Money take(Coupon coupon, Money[] left, Currency currency) {
        Money base = Money.zero(currency);
        List<Integer> positive = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            if (coupon.isFor(i)) {
                base = base.plus(left[i]);
                if (left[i].signum() > 0) {
                    positive.add(i);
                }
            }
        }
        Money invoice = Money.sum(Arrays.asList(left), currency);
        Money discount = wanted(coupon.discount(), base).min(base).min(invoice).orZero();
        if (discount.signum() == 0) {
            return discount;
        }
        List<Money> parts = Allocation.split(
                discount, positive.stream().map(i -> left[i].toDecimal()).toList());
        for (int k = 0; k < parts.size(); k++) {
            left[positive.get(k)] = left[positive.get(k)].minus(parts.get(k));
        }
        return discount;
    }

    private static Money wanted(Coupon.Discount discount, Money base) {
        return switch (discount) {
            case Coupon.Discount.Amount amount -> amount.left();
            case Coupon.Discount.Rate rate -> rate.percent().of(base);
        };
    }
}
