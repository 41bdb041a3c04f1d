package dev.countinghouse.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.countinghouse.metering.domain.EventFilter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A part of a charge's usage that has a price of its own, by the charge's model.
 *
 * @param name of its invoice lines, and of the bucket: unique in the charge
 * @param values allowed values by property; the properties are group keys of the metric
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ChargeFilter(
        String name,
        Map<String, List<String>> values,
        @JsonUnwrapped ChargePricing pricing) {

    /** The same usage at another price. */
    ChargeFilter with(ChargePricing other) {
        return new ChargeFilter(name, values, other);
    }

    /** Which events are in its bucket. */
    public EventFilter events() {
        Map<String, Set<String>> allowed = new LinkedHashMap<>();
        values.forEach((property, some) -> allowed.put(property, new LinkedHashSet<>(some)));
        return new EventFilter(allowed);
    }
}
