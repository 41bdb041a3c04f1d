package dev.countinghouse.catalog;

import dev.countinghouse.catalog.NewPlan.NewCharge;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.rating.domain.Tier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says exactly what is wrong with the charges of a plan. */
final class ChargeRules {

    private final List<FieldError> errors = new ArrayList<>();
    private final Set<String> metrics;

    private ChargeRules(Set<String> metrics) {
        this.metrics = metrics;
    }

    /**
     * Everything that is wrong, in the order of the fields; empty when nothing is.
     *
     * @param metrics codes of the tenant's metrics that the charges name
     */
    static List<FieldError> check(List<NewCharge> charges, Set<String> metrics) {
        ChargeRules rules = new ChargeRules(metrics);
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < charges.size(); i++) {
            NewCharge charge = charges.get(i);
            String path = "charges[" + i + "].";
            rules.require(
                    codes.add(charge.code()), path + "code", "duplicate", "is used by another charge of the plan");
            rules.kind(charge, path);
            rules.model(charge, path);
        }
        return List.copyOf(rules.errors);
    }

    private void kind(NewCharge charge, String path) {
        if (charge.kind() == Charge.Kind.USAGE) {
            require(charge.metric() != null, path + "metric", "required", "names the metric that is charged");
            require(
                    charge.metric() == null || metrics.contains(charge.metric()),
                    path + "metric",
                    "unknown",
                    "is no billable metric's code");
            require(
                    charge.timing() == Charge.Timing.ARREARS,
                    path + "timing",
                    "not_allowed",
                    "must be arrears for usage");
            require(!charge.prorated(), path + "prorated", "not_allowed", "has no meaning for usage");
        } else {
            require(charge.metric() == null, path + "metric", "not_allowed", "has no meaning for a recurring fee");
            require(
                    charge.model() == Charge.Model.STANDARD,
                    path + "model",
                    "not_allowed",
                    "must be standard for a fee");
        }
    }

    private void model(NewCharge charge, String path) {
        boolean tiered = charge.model() == Charge.Model.GRADUATED;
        require(tiered || charge.unitAmount() != null, path + "unit_amount", "required", "is the price of a unit");
        require(!tiered || charge.unitAmount() == null, path + "unit_amount", "not_allowed", "is said by the tiers");
        require(tiered || charge.tiers() == null, path + "tiers", "not_allowed", "belong to a graduated charge");
        if (tiered) {
            tiers(charge.tiers() == null ? List.of() : charge.tiers(), path + "tiers");
        }
    }

    private void tiers(List<Tier> tiers, String path) {
        require(!tiers.isEmpty(), path, "required", "must have at least one tier");
        BigDecimal below = BigDecimal.ZERO;
        for (int i = 0; i < tiers.size(); i++) {
            boolean last = i == tiers.size() - 1;
            @Nullable BigDecimal upTo = tiers.get(i).upTo();
            String field = path + "[" + i + "].up_to";
            require(last == (upTo == null), field, "open_end", "is left out in the last tier and only there");
            if (upTo != null) {
                require(
                        upTo.compareTo(below) > 0,
                        field,
                        "not_rising",
                        "must be above the tier before: " + below.toPlainString());
                below = upTo;
            }
        }
    }

    private void require(boolean holds, String field, String code, String message) {
        if (!holds) {
            errors.add(new FieldError(field, code, message));
        }
    }
}
