package dev.countinghouse.catalog;

import dev.countinghouse.problem.FieldError;
import java.util.List;
import java.util.Set;

/** Says exactly what is wrong with a feature. */
final class FeatureRules {

    private FeatureRules() {}

    /**
     * Everything that is wrong; empty when nothing is.
     *
     * @param metrics the code of its metric, if the tenant has that
     */
    static List<FieldError> check(NewFeature wanted, Set<String> metrics) {
        FieldErrors errors = new FieldErrors();
        boolean metered = wanted.kind() == FeatureKind.METERED;
        boolean named = wanted.metric() != null;
        errors.require(!metered || named, "metric", "required", "names the metric that is limited");
        errors.require(metered || !named, "metric", "not_allowed", "has a meaning for a metered feature only");
        errors.require(
                !metered || !named || metrics.contains(wanted.metric()),
                "metric",
                "unknown",
                "is no billable metric's code");
        errors.require(
                wanted.kind() == FeatureKind.QUANTITY || wanted.unit() == null,
                "unit",
                "not_allowed",
                "has a meaning for a quantity only");
        return errors.all();
    }
}
