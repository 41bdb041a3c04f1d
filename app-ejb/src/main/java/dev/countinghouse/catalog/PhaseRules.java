package dev.countinghouse.catalog;

import dev.countinghouse.problem.FieldError;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says exactly what is wrong with the phases of a plan. */
final class PhaseRules {

    private final FieldErrors errors = new FieldErrors();
    private final Map<String, Charge> charges;
    private final List<String> currencies;

    private PhaseRules(List<Charge> charges, List<String> currencies) {
        this.charges =
                charges.stream().collect(Collectors.toMap(Charge::code, Function.identity(), (one, other) -> one));
        this.currencies = currencies;
    }

    /**
     * Everything that is wrong, phase by phase; empty when nothing is.
     *
     * @param own the currency that the charges themselves are in
     */
    static List<FieldError> check(List<PlanPhase> phases, String own, List<Charge> charges) {
        PhaseRules rules = new PhaseRules(charges, Charge.currencies(own, charges));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < phases.size(); i++) {
            PlanPhase phase = phases.get(i);
            String path = "phases[" + i + "].";
            rules.errors.require(names.add(phase.name()), path + "name", "duplicate", "is the name of another phase");
            boolean last = i == phases.size() - 1;
            rules.errors.require(
                    last || phase.periods() != null, path + "periods", "required", "must be given: a phase follows it");
            rules.errors.require(
                    !last || phase.periods() == null,
                    path + "periods",
                    "not_allowed",
                    "must be left out: the last phase has no end");
            new TreeMap<>(phase.prices())
                    .forEach((code, prices) -> rules.prices(FieldErrors.within(path + "prices", code), code, prices));
        }
        return rules.errors.all();
    }

    /** The same of a plan to be made. */
    static List<FieldError> check(NewPlan plan) {
        return check(
                plan.phases(),
                plan.currency(),
                plan.charges().stream()
                        .map(charge -> PlanCharges.charge(charge, Map.of()))
                        .toList());
    }

    /** The same of a version. */
    static List<FieldError> check(PlanContent content) {
        return check(content.phases(), content.currency(), content.charges());
    }

    private void prices(String path, String code, Map<String, ChargePrice> prices) {
        Charge charge = charges.get(code);
        errors.require(charge != null, path, "unknown", "is no charge of the plan");
        if (charge == null) {
            return;
        }
        for (String currency : currencies) {
            errors.require(
                    prices.containsKey(currency),
                    path + "." + currency,
                    "required",
                    "must be given: the plan is sold in " + currency);
        }
        new TreeMap<>(prices).forEach((currency, price) -> {
            errors.require(
                    currencies.contains(currency),
                    path + "." + currency,
                    "unknown",
                    "is no currency that the plan is sold in");
            PriceRules.check(errors, path + "." + currency + ".", charge, price);
        });
    }
}
