package dev.countinghouse.catalog;

import dev.countinghouse.problem.FieldError;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says exactly what is wrong with the usage thresholds of a plan. In which currencies they are is checked by {@link CurrencyRules}. */
final class ThresholdRules {

    private static final int AMOUNTS_MAX = 10;

    private final FieldErrors errors = new FieldErrors();

    private ThresholdRules() {}

    /**
     * Everything that is wrong; empty when nothing is.
     *
     * @param own the currency that the thresholds themselves are in
     * @param inAdvance of each charge whether it bills usage in advance
     */
    private static List<FieldError> check(@Nullable UsageThresholds wanted, String own, List<Boolean> inAdvance) {
        UsageThresholds thresholds = UsageThresholds.orNone(wanted);
        if (thresholds == null) {
            return List.of();
        }
        ThresholdRules rules = new ThresholdRules();
        rules.amounts("usage_thresholds.", own, thresholds.amounts(), thresholds.recurring());
        new TreeMap<>(thresholds.currencies())
                .forEach((currency, other) -> rules.amounts(
                        "usage_thresholds.currencies." + currency + ".", currency, other.amounts(), other.recurring()));
        for (int i = 0; i < inAdvance.size(); i++) {
            rules.errors.require(
                    !inAdvance.get(i),
                    "charges[" + i + "].timing",
                    "not_allowed",
                    "must be arrears: usage of a plan with thresholds is invoiced when it reaches them");
        }
        return rules.errors.all();
    }

    /** The same of a plan to be made. */
    static List<FieldError> check(NewPlan plan) {
        return check(
                plan.usageThresholds(),
                plan.currency(),
                plan.charges().stream()
                        .map(charge -> isInAdvance(charge.kind(), charge.timing()))
                        .toList());
    }

    /** The same of a version. */
    static List<FieldError> check(PlanContent content) {
        return check(
                content.usageThresholds(),
                content.currency(),
                content.charges().stream()
                        .map(charge -> isInAdvance(charge.kind(), charge.timing()))
                        .toList());
    }

    private static boolean isInAdvance(Charge.Kind kind, Charge.Timing timing) {
        return kind == Charge.Kind.USAGE && timing == Charge.Timing.ADVANCE;
    }

    private void amounts(String path, String currency, List<BigDecimal> amounts, @Nullable BigDecimal recurring) {
        errors.require(!amounts.isEmpty(), path + "amounts", "required", "must name at least one");
        errors.require(amounts.size() <= AMOUNTS_MAX, path + "amounts", "too_many", "must be at most 10");
        for (int i = 0; i < amounts.size(); i++) {
            amount(path + "amounts[" + i + "]", currency, amounts.get(i));
            errors.require(
                    i == 0 || amounts.get(i).compareTo(amounts.get(i - 1)) > 0,
                    path + "amounts[" + i + "]",
                    "not_rising",
                    "must be above the one before");
        }
        if (recurring != null) {
            amount(path + "recurring", currency, recurring);
        }
    }

    private void amount(String field, String currency, BigDecimal amount) {
        errors.require(amount.signum() > 0, field, "not_positive", "must be above zero");
        errors.require(
                amount.stripTrailingZeros().scale()
                        <= Currency.getInstance(currency).getDefaultFractionDigits(),
                field,
                "too_fine",
                "has more decimals than " + currency + " has");
    }
}
