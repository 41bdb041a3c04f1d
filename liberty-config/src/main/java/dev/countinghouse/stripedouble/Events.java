package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What events and deletions have in common for all kinds of objects. */
final class Events {
    private Events() {}

    /** Whether a type is meant by a pattern such as {@code *} or {@code invoice.*}. */
    static boolean matches(String pattern, String type) {
        return pattern.endsWith("*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(type);
    }

    /** What Stripe answers when something was deleted. */
    static ObjectNode deleted(String kind, String id) {
        return Templates.JSON
                .createObjectNode()
                .put("id", id)
                .put("object", kind)
                .put("deleted", true);
    }

    /** The values that the changed fields had before. */
    static ObjectNode previous(ObjectNode before, ObjectNode after) {
        ObjectNode previous = Templates.JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> field : before.properties()) {
            if (!field.getValue().equals(after.get(field.getKey()))) {
                previous.set(field.getKey(), field.getValue());
            }
        }
        return previous;
    }

    /** Whether a field of an object has this value. */
    static boolean is(JsonNode object, String field, String value) {
        return value.equals(object.path(field).asText());
    }
}
