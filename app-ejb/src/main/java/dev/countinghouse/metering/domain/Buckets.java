package dev.countinghouse.metering.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The buckets that a charge's events fall into: each event into exactly one, so that the buckets sum to the whole. The most
 * specific filter wins: the one that names more properties, then the one that allows fewer values, then the one listed
 * first. What no filter holds is in the default bucket. Source: docs/BILLING.md, charge models.
 *
 * @param filters in the order of the charge
 */
public record Buckets(List<EventFilter> filters) {

    /** Index of the bucket of events that no filter holds. */
    public static final int DEFAULT = -1;

    public Buckets {
        filters = List.copyOf(filters);
    }

    /** Index of the filter whose bucket an event with these properties is in, or {@link #DEFAULT}. */
    public int bucketOf(Map<String, String> properties) {
        return IntStream.range(0, filters.size())
                .filter(i -> filters.get(i).holds(properties))
                .boxed()
                .min(Comparator.<Integer>comparingInt(i -> -filters.get(i).specificity())
                        .thenComparingLong(i -> filters.get(i).combinations())
                        .thenComparingInt(i -> i))
                .orElse(DEFAULT);
    }

    /** Events by bucket; a bucket without events is left out. */
    public <E> Map<Integer, List<E>> split(List<E> events, Function<E, Map<String, String>> properties) {
        Map<Integer, List<E>> buckets = new HashMap<>();
        for (E event : events) {
            buckets.computeIfAbsent(bucketOf(properties.apply(event)), ignored -> new ArrayList<>())
                    .add(event);
        }
        return buckets;
    }

    /**
     * Events by pricing group: one for each combination of the keys' values, with its own tiers. An event without a key has
     * the empty value for it.
     *
     * @param keys properties that make the groups, in order
     */
    public static <E> Map<List<String>, List<E>> groups(
            List<E> events, List<String> keys, Function<E, Map<String, String>> properties) {
        Map<List<String>, List<E>> groups = new HashMap<>();
        for (E event : events) {
            Map<String, String> values = properties.apply(event);
            List<String> group =
                    keys.stream().map(key -> values.getOrDefault(key, "")).toList();
            groups.computeIfAbsent(group, ignored -> new ArrayList<>()).add(event);
        }
        return groups;
    }
}
