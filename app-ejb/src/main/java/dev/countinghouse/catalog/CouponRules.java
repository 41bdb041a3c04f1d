package dev.countinghouse.catalog;

import dev.countinghouse.problem.FieldError;
import java.util.List;
import java.util.Set;

/** Says exactly what is wrong with a coupon. */
final class CouponRules {

    private final FieldErrors errors = new FieldErrors();

    private CouponRules() {}

    /**
     * Everything that is wrong, in the order of the fields; empty when nothing is.
     *
     * @param plans codes of the tenant's plans that the coupon names
     * @param metrics the same of its metrics
     */
    static List<FieldError> check(CouponTerms terms, Set<String> plans, Set<String> metrics) {
        CouponRules rules = new CouponRules();
        rules.discount(terms);
        boolean repeated = terms.duration() == CouponTerms.Duration.REPEATED;
        rules.errors.require(!repeated || terms.periods() != null, "periods", "required", "says on how many invoices");
        rules.errors.require(
                repeated || terms.periods() == null, "periods", "not_allowed", "has a meaning for a repeated one only");
        Codes.check(rules.errors, "plans", terms.plans(), plans);
        Codes.check(rules.errors, "metrics", terms.metrics(), metrics);
        rules.errors.require(
                terms.plans().isEmpty() || terms.metrics().isEmpty(),
                "metrics",
                "not_allowed",
                "must be empty when the coupon is limited to plans");
        return rules.errors.all();
    }

    private void discount(CouponTerms terms) {
        boolean amount = terms.discount() == CouponTerms.Discount.AMOUNT;
        errors.require(!amount || terms.amount() != null, "amount", "required", "is what the coupon takes off");
        errors.require(amount || terms.amount() == null, "amount", "not_allowed", "has no meaning for a percentage");
        errors.require(
                terms.amount() == null || terms.amount().signum() > 0,
                "amount.amount",
                "not_positive",
                "must be more than zero");
        errors.require(
                amount || terms.percent() != null, "percent", "required", "is the share that the coupon takes off");
        errors.require(!amount || terms.percent() == null, "percent", "not_allowed", "has no meaning for an amount");
    }
}
