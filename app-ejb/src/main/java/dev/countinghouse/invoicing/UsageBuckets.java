package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.ChargeFilter;
import dev.countinghouse.catalog.ChargeRule;
import dev.countinghouse.metering.domain.Buckets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The parts of a charge's usage that are priced for themselves: one for each filter and one for the rest, and in each of them
 * one for each combination of the values that the charge groups by. Source: docs/BILLING.md, charge models.
 */
final class UsageBuckets {

    private static final int NAME_LENGTH_MAX = 200;
    private static final int NAME_LENGTH_KEPT = 160;

    private final Charge charge;
    private final Buckets buckets;

    UsageBuckets(Charge charge) {
        this.charge = charge;
        this.buckets =
                new Buckets(charge.filters().stream().map(ChargeFilter::events).toList());
    }

    /**
     * One of them.
     *
     * @param name of its lines; empty for usage that is not divided
     * @param rule of its price
     * @param groups which of the metric's groups are in it
     */
    record Bucket(String name, ChargeRule rule, Predicate<Map<String, String>> groups) {}

    /** Those that the groups fall into, and those that are there without usage too; each group is in exactly one. */
    List<Bucket> of(Collection<Map<String, String>> groups) {
        TreeMap<String, Bucket> all = new TreeMap<>();
        if (charge.groupBy().isEmpty() || groups.isEmpty()) {
            add(all, Buckets.DEFAULT, List.of());
            for (int i = 0; i < charge.filters().size(); i++) {
                add(all, i, List.of());
            }
        }
        groups.forEach(group -> add(all, buckets.bucketOf(group), valuesOf(group)));
        return new ArrayList<>(all.values());
    }

    private void add(Map<String, Bucket> all, int index, List<String> values) {
        boolean rest = index == Buckets.DEFAULT;
        String name = name(rest ? "" : charge.filters().get(index).name(), values);
        ChargeRule rule = rest ? charge.rule() : charge.rule(charge.filters().get(index));
        all.putIfAbsent(
                name,
                new Bucket(
                        name,
                        rule,
                        group -> buckets.bucketOf(group) == index
                                && valuesOf(group).equals(values)));
    }

    private List<String> valuesOf(Map<String, String> group) {
        return charge.groupBy().stream().map(key -> group.getOrDefault(key, "")).toList();
    }

    private String name(String filter, List<String> values) {
        List<String> parts = new ArrayList<>();
        if (!filter.isEmpty()) {
            parts.add(filter);
        }
        for (int i = 0; i < values.size(); i++) {
            parts.add(charge.groupBy().get(i) + "=" + values.get(i));
        }
        String name = String.join(", ", parts);
        return name.length() <= NAME_LENGTH_MAX
                ? name
                : name.substring(0, NAME_LENGTH_KEPT) + "…"
                        + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)); // two long ones stay apart
    }
}
