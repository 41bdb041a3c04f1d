package dev.countinghouse.catalog;

import dev.countinghouse.catalog.Charge.Kind;
import dev.countinghouse.catalog.Charge.Model;
import dev.countinghouse.catalog.Charge.Timing;
import dev.countinghouse.catalog.NewPlan.NewCharge;
import dev.countinghouse.problem.FieldError;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says exactly what is wrong with the charges of a plan. */
final class ChargeRules {

    private static final int FILTERS_MAX = 50;
    private static final int TAX_RATES_MAX = 5;
    /** Models by which the price of more units is never below that of fewer, so that each event has a price of its own. */
    private static final Set<Model> IN_ADVANCE = Set.of(
            Model.STANDARD,
            Model.PACKAGE,
            Model.GRADUATED,
            Model.PERCENTAGE,
            Model.GRADUATED_PERCENTAGE,
            Model.DYNAMIC);
    /** Aggregations to which each event adds what it is, whatever comes later. */
    private static final Set<Aggregation> ADDING = Set.of(Aggregation.COUNT, Aggregation.SUM, Aggregation.UNIQUE_COUNT);

    /** Models by which a unit has a price, so that it has a part of it for a part of the period. */
    private static final Set<Model> PRORATED = Set.of(Model.STANDARD, Model.GRADUATED, Model.VOLUME);

    private static final Set<Model> OF_FEES =
            Set.of(Model.STANDARD, Model.PACKAGE, Model.GRADUATED, Model.VOLUME, Model.STAIR_STEP);

    private final FieldErrors errors = new FieldErrors();
    private final Map<String, MetricView> metrics;
    private final Set<String> taxRates;

    private ChargeRules(Map<String, MetricView> metrics, Set<String> taxRates) {
        this.metrics = metrics;
        this.taxRates = taxRates;
    }

    /**
     * Everything that is wrong, charge by charge; empty when nothing is.
     *
     * @param metrics the tenant's metrics that the charges name, by code
     * @param taxRates codes of the tenant's tax rates that the charges name and can use
     */
    static List<FieldError> check(List<NewCharge> charges, Map<String, MetricView> metrics, Set<String> taxRates) {
        ChargeRules rules = new ChargeRules(metrics, taxRates);
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < charges.size(); i++) {
            NewCharge charge = charges.get(i);
            String path = "charges[" + i + "].";
            rules.require(
                    codes.add(charge.code()), path + "code", "duplicate", "is used by another charge of the plan");
            MetricView metric = charge.metric() == null ? null : metrics.get(charge.metric());
            if (charge.kind() == Kind.USAGE) {
                rules.usage(charge, metric, path);
            } else {
                rules.fee(charge, path);
            }
            PricingRules.check(rules.errors, path, charge.model(), charge.pricing());
            rules.groupBy(charge, metric, path);
            rules.filters(charge, metric, path);
            PriceRules.limits(rules.errors, path, charge.minimumAmount(), charge.maximumAmount());
            rules.prices(charge, path);
            rules.taxRates(charge.taxRates(), path);
        }
        return rules.errors.all();
    }

    /** Everything that is wrong with a commitment. */
    static List<FieldError> check(MinimumCommitment commitment, Set<String> taxRates) {
        ChargeRules rules = new ChargeRules(Map.of(), taxRates);
        rules.taxRates(commitment.taxRates(), "minimum_commitment.");
        rules.require(
                commitment.amount().signum() > 0 || commitment.amounts().isEmpty(),
                "minimum_commitment.amounts",
                "not_allowed",
                "has no meaning where there is no commitment in the plan's own currency");
        new TreeMap<>(commitment.amounts())
                .forEach((currency, amount) -> rules.require(
                        amount.signum() > 0,
                        "minimum_commitment.amounts." + currency,
                        "not_positive",
                        "must be above zero"));
        return rules.errors.all();
    }

    private void usage(NewCharge charge, @Nullable MetricView metric, String path) {
        require(charge.metric() != null, path + "metric", "required", "names the metric that is charged");
        require(
                charge.metric() == null || metrics.containsKey(charge.metric()),
                path + "metric",
                "unknown",
                "is no billable metric's code");
        if (charge.timing() == Timing.ADVANCE) {
            inAdvance(charge, metric, path);
        }
        if (charge.prorated()) {
            prorated(charge, metric, path);
        }
        require(
                charge.model() != Model.PERCENTAGE || metric == null || metric.aggregation() == Aggregation.SUM,
                path + "model",
                "not_allowed",
                "needs a metric that sums the money of its events");
        require(charge.quantity() == null, path + "quantity", "not_allowed", "is measured, for usage");
    }

    private void inAdvance(NewCharge charge, @Nullable MetricView metric, String path) {
        require(
                IN_ADVANCE.contains(charge.model()),
                path + "timing",
                "not_allowed",
                "must be arrears: by this model more units can cost less");
        require(
                metric == null || (ADDING.contains(metric.aggregation()) && metric.rounding() == null),
                path + "timing",
                "not_allowed",
                "must be arrears: an event of this metric has no quantity of its own");
    }

    private void prorated(NewCharge charge, @Nullable MetricView metric, String path) {
        require(
                PRORATED.contains(charge.model()),
                path + "prorated",
                "not_allowed",
                "must be false: by this model a unit has no price for a part of the period");
        require(
                metric == null
                        || (metric.recurring() && metric.aggregation() == Aggregation.SUM && metric.rounding() == null),
                path + "prorated",
                "not_allowed",
                "has a meaning for recurring metrics that sum, without rounding, only");
    }

    private void fee(NewCharge charge, String path) {
        require(charge.metric() == null, path + "metric", "not_allowed", "has no meaning for a recurring fee");
        require(
                OF_FEES.contains(charge.model()),
                path + "model",
                "not_allowed",
                "must be a price of units for a recurring fee");
        BigDecimal quantity = charge.quantity();
        require(quantity == null || quantity.signum() > 0, path + "quantity", "not_positive", "must be above zero");
        String known = "has a meaning for usage only: what a fee costs is known";
        require(charge.minimumAmount() == null, path + "minimum_amount", "not_allowed", known);
        require(charge.maximumAmount() == null, path + "maximum_amount", "not_allowed", known);
        require(charge.groupBy().isEmpty(), path + "group_by", "not_allowed", "has a meaning for usage only");
        require(charge.filters().isEmpty(), path + "filters", "not_allowed", "has a meaning for usage only");
    }

    private void groupBy(NewCharge charge, @Nullable MetricView metric, String path) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < charge.groupBy().size(); i++) {
            String key = charge.groupBy().get(i);
            String field = path + "group_by[" + i + "]";
            require(
                    metric == null || metric.groupKeys().contains(key),
                    field,
                    "unknown",
                    "is no group key of the metric");
            require(seen.add(key), field, "duplicate", "is grouped by already");
        }
    }

    private void filters(NewCharge charge, @Nullable MetricView metric, String path) {
        List<ChargeFilter> filters = charge.filters();
        require(filters.size() <= FILTERS_MAX, path + "filters", "too_many", "must be at most 50");
        Set<String> names = new HashSet<>();
        Set<Map<String, Set<String>>> values = new HashSet<>();
        for (int i = 0; i < filters.size(); i++) {
            ChargeFilter filter = filters.get(i);
            String at = path + "filters[" + i + "].";
            require(names.add(filter.name()), at + "name", "duplicate", "is the name of another filter of the charge");
            require(!filter.values().isEmpty(), at + "values", "required", "must name at least one property");
            MetricRules.filter(errors, at + "values", filter.values());
            for (String key : new TreeSet<>(filter.values().keySet())) {
                require(
                        metric == null || metric.groupKeys().contains(key) || !MetricRules.isProperty(key),
                        at + "values." + key,
                        "unknown",
                        "is no group key of the metric");
            }
            require(values.add(asSets(filter)), at + "values", "duplicate", "are those of another filter");
            PricingRules.check(errors, at, charge.model(), filter.pricing());
        }
    }

    private static Map<String, Set<String>> asSets(ChargeFilter filter) {
        return filter.values().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, property -> Set.copyOf(property.getValue())));
    }

    private void prices(NewCharge charge, String path) {
        Charge own = PlanCharges.charge(charge, Map.of());
        new TreeMap<>(charge.prices())
                .forEach((currency, price) -> PriceRules.check(errors, path + "prices." + currency + ".", own, price));
    }

    private void taxRates(List<String> codes, String path) {
        require(codes.size() <= TAX_RATES_MAX, path + "tax_rates", "too_many", "must be at most 5");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < codes.size(); i++) {
            String code = codes.get(i);
            String field = path + "tax_rates[" + i + "]";
            require(taxRates.contains(code), field, "unknown", "is no code of a tax rate that can be used");
            require(seen.add(code), field, "duplicate", "is named already");
        }
    }

    private void require(boolean holds, String field, String code, String message) {
        errors.require(holds, field, code, message);
    }
}
