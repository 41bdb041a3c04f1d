package dev.countinghouse.metering.domain;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which events a bucket holds: those whose properties have one of the values, for every property named.
 *
 * @param values allowed values by property, neither empty
 */
public record EventFilter(Map<String, Set<String>> values) {

    public EventFilter {
        Map<String, Set<String>> copy = new TreeMap<>();
        values.forEach((property, allowed) -> copy.put(property, Set.copyOf(allowed)));
        if (copy.isEmpty() || copy.values().stream().anyMatch(Set::isEmpty)) {
            throw new IllegalArgumentException("a filter names properties and values: " + values);
        }
        values = Map.copyOf(copy);
    }

    /** Whether an event with these properties is one of them. */
    public boolean holds(Map<String, String> properties) {
        return values.entrySet().stream().allMatch(named -> {
            String value = properties.get(named.getKey());
            return value != null && named.getValue().contains(value);
        });
    }

    /** How narrow it is: the number of properties it names. */
    int specificity() {
        return values.size();
    }

    /** How many combinations it allows: fewer are narrower. */
    long combinations() {
        return values.values().stream().mapToLong(Set::size).reduce(1, Math::multiplyExact);
    }
}
