package dev.countinghouse.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.metering.domain.AggregationRule;
import dev.countinghouse.metering.domain.ProratedUnits;
import dev.countinghouse.metering.domain.QuantityRounding;
import dev.countinghouse.metering.domain.Sample;
import dev.countinghouse.metering.domain.WeightedSum;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.vectors.BillingVectorsTest.Adapter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Aggregations and rounding of quantities. */
final class MeteringVectors {

    static final Map<String, Adapter> ADAPTERS = Map.of(
            "metering.aggregation", MeteringVectors::aggregation,
            "metering.rounding", MeteringVectors::rounding,
            "metering.weighted_sum", MeteringVectors::weightedSum,
            "metering.weighted_sum.recurring", MeteringVectors::weightedSum,
            "metering.prorated_sum", MeteringVectors::proratedSum,
            "metering.prorated_unique", MeteringVectors::proratedUnique);

    private static final Instant START = Instant.EPOCH;

    private static final Map<AggregationRule, String> NAMES =
            Map.of(AggregationRule.UNIQUE_COUNT, "unique", AggregationRule.AVERAGE, "avg");

    private MeteringVectors() {}

    /** {@code [key, value]} each, in the order of time. */
    private static Map<String, ?> aggregation(Given given) {
        List<Sample> events = new ArrayList<>();
        for (JsonNode event : given.node("events")) {
            events.add(new Sample(
                    START,
                    events.size(),
                    event.get(0).asText(),
                    new BigDecimal(event.get(1).asText())));
        }
        Map<String, BigDecimal> quantities = new HashMap<>();
        for (AggregationRule rule : AggregationRule.values()) {
            BigDecimal quantity = rule.of(events).toDecimal();
            String name = rule.name().toLowerCase(Locale.ROOT);
            quantities.put(name, quantity);
            quantities.put(NAMES.getOrDefault(rule, name), quantity);
        }
        return quantities;
    }

    private static Map<String, ?> rounding(Given given) {
        int precision = given.has("precision") ? Math.toIntExact(given.number("precision")) : 0;
        QuantityRounding rounding = new QuantityRounding(
                QuantityRounding.Mode.valueOf(given.text("mode").toUpperCase(Locale.ROOT)), precision);
        return Map.of("value", rounding.of(Fraction.of(given.decimal("value"))));
    }

    /** {@code [seconds into the period, change]} each. */
    private static Map<String, ?> weightedSum(Given given) {
        List<Sample> changes = new ArrayList<>();
        for (JsonNode event : given.node("events")) {
            List<BigDecimal> numbers = Given.decimals(event);
            changes.add(
                    new Sample(START.plusSeconds(numbers.get(0).longValueExact()), changes.size(), "", numbers.get(1)));
        }
        WeightedSum period = new WeightedSum(START, START.plusSeconds(given.number("period_seconds")));
        return Map.of("units", new ProratedUnits(period.of(given.decimalOrZero("initial"), changes)).shown());
    }

    /** Units that were added, all for the same days or each for its own. */
    private static Map<String, ?> proratedSum(Given given) {
        long days = given.number("days_in_period");
        List<BigDecimal> units = given.decimals("added");
        List<BigDecimal> active = given.decimals("days_active");
        List<ProratedUnits.Added> added = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            long daysActive = active.get(active.size() == 1 ? 0 : i).longValueExact();
            added.add(new ProratedUnits.Added(units.get(i), Fraction.of(daysActive, days)));
        }
        return shown(ProratedUnits.of(given.decimalOrZero("carried"), added));
    }

    /** Units known for the whole period, and one for each that was added within it. */
    private static Map<String, ?> proratedUnique(Given given) {
        long days = given.number("days_in_period");
        List<ProratedUnits.Added> added = given.decimals("added_days").stream()
                .map(active -> new ProratedUnits.Added(BigDecimal.ONE, Fraction.of(active.longValueExact(), days)))
                .toList();
        return shown(ProratedUnits.of(given.decimalOrZero("full"), added));
    }

    private static Map<String, ?> shown(ProratedUnits units) {
        return Map.of(
                "units", units.shown(),
                "units_half_up5", units.shown(),
                "units_ceil5", units.shown(RoundingMode.CEILING));
    }
}
