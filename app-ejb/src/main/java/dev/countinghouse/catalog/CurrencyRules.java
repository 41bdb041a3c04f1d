package dev.countinghouse.catalog;

import dev.countinghouse.problem.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says exactly what is wrong with the currencies of a plan: everything that costs money in one costs money in all of them. */
final class CurrencyRules {

    private final FieldErrors errors = new FieldErrors();
    private final String own;
    private final Set<String> further = new TreeSet<>();

    private CurrencyRules(String own) {
        this.own = own;
    }

    /**
     * Everything that is wrong, charge by charge; empty when nothing is.
     *
     * @param own the currency that the charges themselves are in
     * @param named the further currencies of whatever has some, by its path
     */
    private static List<FieldError> check(String own, Map<String, Set<String>> named) {
        CurrencyRules rules = new CurrencyRules(own);
        named.values().forEach(rules.further::addAll);
        named.forEach(rules::all);
        return rules.errors.all();
    }

    /** The same of a plan to be made. */
    static List<FieldError> check(NewPlan plan) {
        return check(
                plan.currency(),
                named(
                        plan.charges().stream().map(NewPlan.NewCharge::prices).toList(),
                        plan.minimumCommitment(),
                        UsageThresholds.orNone(plan.usageThresholds())));
    }

    /** The same of a version. */
    static List<FieldError> check(PlanContent content) {
        return check(
                content.currency(),
                named(
                        content.charges().stream().map(Charge::prices).toList(),
                        content.minimumCommitment(),
                        content.usageThresholds()));
    }

    private static Map<String, Set<String>> named(
            List<Map<String, ChargePrice>> prices,
            @Nullable MinimumCommitment commitment,
            @Nullable UsageThresholds thresholds) {
        Map<String, Set<String>> named = new LinkedHashMap<>();
        for (int i = 0; i < prices.size(); i++) {
            named.put("charges[" + i + "].prices.", prices.get(i).keySet());
        }
        if (commitment != null) {
            named.put("minimum_commitment.amounts.", commitment.amounts().keySet());
        }
        if (thresholds != null) {
            named.put("usage_thresholds.currencies.", thresholds.currencies().keySet());
        }
        return named;
    }

    private void all(String path, Set<String> named) {
        for (String currency : further) {
            if (currency.equals(own)) {
                errors.require(
                        !named.contains(currency),
                        path + currency,
                        "duplicate",
                        "is the plan's own currency, which has its price already");
            } else {
                errors.require(
                        named.contains(currency),
                        path + currency,
                        "required",
                        "must be given: the plan has other prices in " + currency);
            }
        }
    }
}
