package dev.countinghouse.catalog;

import dev.countinghouse.problem.FieldError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says exactly what is wrong with what a subscription is to pay instead of what its plan says. */
final class OverrideRules {

    private static final String PATH = "overrides";

    private OverrideRules() {}

    /**
     * Everything that is wrong; empty when nothing is.
     *
     * @param terms in the currency of the overrides
     */
    static List<FieldError> check(PlanTerms terms, PlanOverrides overrides) {
        FieldErrors errors = new FieldErrors();
        boolean none =
                overrides.prices().isEmpty() && overrides.minimumCommitment() == null && overrides.trialDays() == null;
        errors.require(!none, PATH, "required", "must say what is different from the plan");
        Map<String, Charge> charges =
                terms.charges().stream().collect(Collectors.toMap(Charge::code, Function.identity()));
        new TreeMap<>(overrides.prices()).forEach((code, price) -> {
            String path = FieldErrors.within(PATH + ".prices", code);
            Charge charge = charges.get(code);
            errors.require(charge != null, path, "unknown", "is no charge of the plan");
            if (charge != null) {
                PriceRules.check(errors, path + ".", charge, price);
            }
        });
        return errors.all();
    }
}
