package dev.countinghouse.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two versions of a plan. Charges are the same when their code is; their ids, which every version
 * has of its own, are no difference. Prices in further currencies are compared field by field: {@code prices.USD.unit_amount}.
 *
 * @param from number of the version that was
 * @param to number of the version that it is compared with
 * @param terms what is different outside of the charges
 * @param added charges that only the second has
 * @param removed charges that only the first has
 * @param changed charges that both have, with what is different
 */
public record PlanDiff(
        int from, int to, List<Change> terms, List<Charge> added, List<Charge> removed, List<ChargeChange> changed) {

    /** A field and its values; null: none. */
    public record Change(
            String field, @Nullable Object from, @Nullable Object to) {}

    /** A charge and what is different in it. */
    public record ChargeChange(String code, List<Change> fields) {}

    static PlanDiff of(PlanVersionView from, PlanVersionView to) {
        Map<String, Charge> before = byCode(from.charges());
        Map<String, Charge> after = byCode(to.charges());
        List<ChargeChange> changed = new ArrayList<>();
        before.forEach((code, charge) -> {
            Charge now = after.get(code);
            List<Change> fields = now == null ? List.of() : changes(flat(charge.fields()), flat(now.fields()));
            if (!fields.isEmpty()) {
                changed.add(new ChargeChange(code, fields));
            }
        });
        return new PlanDiff(
                from.number(),
                to.number(),
                changes(terms(from), terms(to)),
                without(to.charges(), before),
                without(from.charges(), after),
                List.copyOf(changed));
    }

    private static Map<String, Charge> byCode(List<Charge> charges) {
        Map<String, Charge> byCode = new LinkedHashMap<>();
        charges.forEach(charge -> byCode.put(charge.code(), charge));
        return byCode;
    }

    private static List<Charge> without(List<Charge> charges, Map<String, Charge> others) {
        return charges.stream()
                .filter(charge -> !others.containsKey(charge.code()))
                .toList();
    }

    private static Map<String, @Nullable Object> terms(PlanVersionView version) {
        Map<String, @Nullable Object> terms = new LinkedHashMap<>();
        terms.put("currency", version.currency());
        terms.put("currencies", version.currencies());
        terms.put("interval", version.interval());
        terms.put("interval_count", version.intervalCount());
        terms.put("anchor", version.anchor());
        terms.put(
                "tax_rate", version.taxRate() == null ? null : version.taxRate().code());
        terms.put("minimum_commitment", version.minimumCommitment());
        terms.put("usage_thresholds", version.usageThresholds());
        terms.put("trial_days", version.trialDays());
        terms.put("phases", version.phases());
        return terms;
    }

    /** Fields of a charge with those of its prices among them, under their paths. */
    private static Map<String, Object> flat(Map<String, Object> charge) {
        Map<String, Object> flat = new LinkedHashMap<>(charge);
        if (flat.remove("prices") instanceof Map<?, ?> prices) {
            prices.forEach((currency, price) ->
                    ((Map<?, ?>) price).forEach((field, value) -> flat.put("prices." + currency + "." + field, value)));
        }
        return flat;
    }

    private static List<Change> changes(
            Map<String, ? extends @Nullable Object> from, Map<String, ? extends @Nullable Object> to) {
        List<Change> changes = new ArrayList<>();
        TreeSet<String> fields = new TreeSet<>(from.keySet());
        fields.addAll(to.keySet());
        for (String field : fields) {
            if (!Objects.equals(from.get(field), to.get(field))) {
                changes.add(new Change(field, from.get(field), to.get(field)));
            }
        }
        return List.copyOf(changes);
    }
}
