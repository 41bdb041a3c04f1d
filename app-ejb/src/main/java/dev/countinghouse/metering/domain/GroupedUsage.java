package dev.countinghouse.metering.domain;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The usage of a period by the values of a metric's group keys. A group is a map from property to value; a property that an
 * event does not have is not in it.
 *
 * @param totals by group
 * @param keys of a unique count: how many keys were used in exactly these groups. A key that was used in several counts once
 *     where they are taken together
 */
public record GroupedUsage(Map<Map<String, String>, UsageTotals> totals, Map<Set<Map<String, String>>, Long> keys) {

    /** No usage. */
    public static final GroupedUsage NONE = new GroupedUsage(Map.of(), Map.of());

    public GroupedUsage {
        totals = Map.copyOf(totals);
        keys = Map.copyOf(keys);
    }

    /** The usage of some groups alone. */
    public GroupedUsage only(Predicate<Map<String, String>> groups) {
        Map<Map<String, String>, UsageTotals> kept = new HashMap<>();
        totals.forEach((group, total) -> {
            if (groups.test(group)) {
                kept.put(group, total);
            }
        });
        Map<Set<Map<String, String>>, Long> keptKeys = new HashMap<>();
        keys.forEach((used, number) -> {
            Set<Map<String, String>> left = used.stream().filter(groups).collect(Collectors.toUnmodifiableSet());
            if (!left.isEmpty()) {
                keptKeys.merge(left, number, Long::sum);
            }
        });
        return new GroupedUsage(kept, keptKeys);
    }

    /** All of it together. */
    public UsageTotals total() {
        return totals.values().stream().reduce(UsageTotals.NONE, UsageTotals::plus);
    }

    /** How many different keys were used. */
    public long uniqueKeys() {
        return keys.values().stream().mapToLong(Long::longValue).sum();
    }
}
