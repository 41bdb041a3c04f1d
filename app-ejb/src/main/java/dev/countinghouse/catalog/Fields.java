package dev.countinghouse.catalog;

import java.util.Map;
import java.util.TreeMap;

/** Fields of what a plan says, as they stand in JSON. */
final class Fields {

    private Fields() {}

    /** Without those that are not given, also in objects among them; in the order of their names. */
    static Map<String, Object> given(Map<?, ?> fields) {
        Map<String, Object> given = new TreeMap<>();
        fields.forEach((name, value) -> {
            Object kept = value instanceof Map<?, ?> object ? given(object) : value;
            if (kept != null && !kept.equals(Map.of())) {
                given.put((String) name, kept);
            }
        });
        return given;
    }
}
