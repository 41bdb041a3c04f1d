package dev.countinghouse.catalog;

import dev.countinghouse.problem.FieldError;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Says exactly what is wrong with a metric. */
final class MetricRules {

    /** The roll-up keeps a row for every combination of their values. */
    static final int GROUP_KEYS_MAX = 5;

    private static final int PROPERTIES_MAX = 10;
    private static final int VALUES_MAX = 100;
    private static final int VALUE_LENGTH_MAX = 255;
    private static final Pattern PROPERTY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    private final FieldErrors errors;

    private MetricRules(FieldErrors errors) {
        this.errors = errors;
    }

    /** Everything that is wrong, in the order of the fields; empty when nothing is. */
    static List<FieldError> check(NewMetric metric) {
        MetricRules rules = new MetricRules(new FieldErrors());
        rules.aggregation(metric);
        rules.filter("filter", metric.filter());
        rules.groupKeys(metric.groupKeys());
        return rules.errors.all();
    }

    /** What is wrong with values by property: those of a metric's filter, or of a charge's. */
    static void filter(FieldErrors errors, String path, Map<String, List<String>> filter) {
        new MetricRules(errors).filter(path, filter);
    }

    /** Whether a text can name a property of an event. */
    static boolean isProperty(String name) {
        return PROPERTY.matcher(name).matches();
    }

    private void aggregation(NewMetric metric) {
        boolean takesField = metric.aggregation().takesField();
        errors.require(
                !takesField || metric.fieldName() != null,
                "field_name",
                "required",
                "names the property that is aggregated");
        errors.require(
                takesField || metric.fieldName() == null, "field_name", "not_allowed", "has no meaning for a count");
        errors.require(
                !metric.recurring() || metric.aggregation().carriesOver(),
                "recurring",
                "not_allowed",
                "has a meaning for sum, max, latest, unique_count and weighted_sum only");
    }

    private void filter(String path, Map<String, List<String>> filter) {
        errors.require(filter.size() <= PROPERTIES_MAX, path, "too_many", "must name at most 10 properties");
        for (Map.Entry<String, List<String>> property : new TreeMap<>(filter).entrySet()) {
            if (isProperty(property.getKey())) {
                values(path + "." + property.getKey(), property.getValue());
            } else {
                errors.require(false, path, "malformed", "must name properties by letters, digits and underscores");
            }
        }
    }

    private void values(String path, List<String> values) {
        errors.require(!values.isEmpty(), path, "required", "must allow at least one value");
        errors.require(values.size() <= VALUES_MAX, path, "too_many", "must allow at most 100 values");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            String field = path + "[" + i + "]";
            errors.require(
                    !value.isEmpty() && value.length() <= VALUE_LENGTH_MAX,
                    field,
                    "size",
                    "must have 1 to 255 characters");
            errors.require(seen.add(value), field, "duplicate", "is allowed already");
        }
    }

    private void groupKeys(List<String> keys) {
        errors.require(keys.size() <= GROUP_KEYS_MAX, "group_keys", "too_many", "must be at most 5");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            String field = "group_keys[" + i + "]";
            errors.require(isProperty(keys.get(i)), field, "malformed", "must be the name of a property");
            errors.require(seen.add(keys.get(i)), field, "duplicate", "is a group key already");
        }
    }
}
