package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request, or of one object in it. It remembers what was asked for: {@link #done} refuses the rest, so
 * that a misspelt parameter, or one the double does not act on, is never ignored in silence.
 */
final class Params {
    private static final int METADATA_MAX = 50;
    private static final int METADATA_KEY_MAX = 40;
    private static final int METADATA_VALUE_MAX = 500;
    private static final int TEXT_MAX = 5_000;

    private final ObjectNode tree;
    private final String path;
    private final Set<String> read = new HashSet<>();
    private final List<Params> children = new ArrayList<>();

    Params(ObjectNode tree) {
        this(tree, "");
    }

    private Params(ObjectNode tree, String path) {
        this.tree = tree;
        this.path = path;
    }

    private String full(String name) {
        return path.isEmpty() ? name : path + "[" + name + "]";
    }

    private @Nullable JsonNode take(String name) {
        read.add(name);
        return tree.get(name);
    }

    boolean has(String name) {
        return tree.has(name);
    }

    /** The text; empty where the caller clears the value, null where it does not speak of it. */
    @Nullable
    String text(String name) {
        JsonNode node = take(name);
        if (node == null) {
            return null;
        }
        if (!node.isTextual()) {
            throw StripeError.invalidParam(full(name), "Invalid string: " + full(name));
        }
        if (node.textValue().length() > TEXT_MAX) {
            throw StripeError.invalidParam(full(name), "Invalid string: must be at most 5000 characters");
        }
        return node.textValue();
    }

    /** The text, or null where it is missing or empty. */
    @Nullable
    String filled(String name) {
        String text = text(name);
        return text == null || text.isEmpty() ? null : text;
    }

    String require(String name) {
        String text = filled(name);
        if (text == null) {
            throw StripeError.missing(full(name));
        }
        return text;
    }

    @Nullable
    Long number(String name) {
        String text = filled(name);
        if (text == null) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw StripeError.invalidParam(full(name), "Invalid integer: " + text)
                    .with("code", "parameter_invalid_integer");
        }
    }

    long number(String name, long otherwise) {
        Long number = number(name);
        return number == null ? otherwise : number;
    }

    @Nullable
    Boolean flag(String name) {
        String text = filled(name);
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw StripeError.invalidParam(full(name), "Invalid boolean: " + text);
        };
    }

    boolean flag(String name, boolean otherwise) {
        Boolean flag = flag(name);
        return flag == null ? otherwise : flag;
    }

    @Nullable
    String choice(String name, List<String> allowed) {
        String text = filled(name);
        if (text != null && !allowed.contains(text)) {
            throw StripeError.invalidParam(
                    full(name), "Invalid %s: must be one of %s".formatted(full(name), String.join(", ", allowed)));
        }
        return text;
    }

    /** A currency of ISO 4217 as Stripe writes it, in small letters. */
    String currency(String name) {
        String text = require(name);
        try {
            return Currency.getInstance(text.toUpperCase(Locale.ROOT))
                    .getCurrencyCode()
                    .toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw StripeError.invalidParam(full(name), "Invalid currency: " + text);
        }
    }

    /** The object of that name; an empty one where it is missing. */
    Params object(String name) {
        JsonNode node = take(name);
        ObjectNode child;
        if (isEmpty(node)) {
            child = JsonNodeFactory.instance.objectNode();
        } else if (node instanceof ObjectNode object) {
            child = object;
        } else {
            throw StripeError.invalidParam(full(name), "Invalid object");
        }
        return child(child, full(name));
    }

    private static boolean isEmpty(@Nullable JsonNode node) {
        return node == null || (node.isTextual() && node.textValue().isEmpty());
    }

    private Params child(ObjectNode node, String at) {
        Params child = new Params(node, at);
        children.add(child);
        return child;
    }

    List<Params> objects(String name) {
        List<Params> objects = new ArrayList<>();
        for (Map.Entry<String, JsonNode> element : elements(name)) {
            if (!(element.getValue() instanceof ObjectNode object)) {
                throw StripeError.invalidParam(full(name), "Invalid array of objects");
            }
            objects.add(child(object, full(name) + "[" + element.getKey() + "]"));
        }
        return objects;
    }

    List<String> texts(String name) {
        return elements(name).stream()
                .map(element -> element.getValue().asText())
                .toList();
    }

    private List<Map.Entry<String, JsonNode>> elements(String name) {
        JsonNode node = take(name);
        List<Map.Entry<String, JsonNode>> elements = new ArrayList<>();
        if (isEmpty(node)) {
            return elements;
        }
        if (!(node instanceof ObjectNode list)) {
            throw StripeError.invalidParam(full(name), "Invalid array");
        }
        elements.addAll(list.properties());
        return elements;
    }

    /** Merges {@code metadata} as Stripe does: an empty value removes its key, an empty whole removes all. */
    void metadata(ObjectNode target) {
        JsonNode node = take("metadata");
        if (node == null) {
            return;
        }
        ObjectNode merged = target.path("metadata") instanceof ObjectNode old ? old.deepCopy() : target.objectNode();
        if (node instanceof ObjectNode given) {
            for (Map.Entry<String, JsonNode> entry : given.properties()) {
                mergeMetadata(merged, entry.getKey(), entry.getValue());
            }
        } else {
            merged.removeAll();
        }
        if (merged.size() > METADATA_MAX) {
            throw StripeError.invalidParam(full("metadata"), "Metadata can hold at most 50 keys");
        }
        target.set("metadata", merged);
    }

    private void mergeMetadata(ObjectNode merged, String key, JsonNode value) {
        String param = full("metadata") + "[" + key + "]";
        if (!value.isTextual()) {
            throw StripeError.invalidParam(param, "Metadata values must be strings");
        }
        if (key.length() > METADATA_KEY_MAX || value.textValue().length() > METADATA_VALUE_MAX) {
            throw StripeError.invalidParam(
                    param, "Metadata keys can have up to 40 characters, values up to 500 characters");
        }
        if (value.textValue().isEmpty()) {
            merged.remove(key);
        } else {
            merged.put(key, value.textValue());
        }
    }

    /** Takes over the texts that are given; an empty one becomes null. */
    void copyTexts(ObjectNode target, List<String> names) {
        for (String name : names) {
            String text = text(name);
            if (text != null) {
                target.put(name, text.isEmpty() ? null : text);
            }
        }
    }

    /** Takes over an address; missing parts are null. */
    void copyAddress(ObjectNode target) {
        if (has("address")) {
            Params address = object("address");
            ObjectNode node = target.putObject("address");
            for (String part : List.of("city", "country", "line1", "line2", "postal_code", "state")) {
                node.put(part, address.filled(part));
            }
        }
    }

    /**
     * To be called when all that an operation acts on was asked for.
     *
     * @throws StripeError when a parameter is left over
     */
    void done() {
        for (String name : (Iterable<String>) tree::fieldNames) {
            if (!read.contains(name)) {
                throw StripeError.invalidParam(full(name), "Received unknown parameter: " + full(name))
                        .with("code", "parameter_unknown");
            }
        }
        children.forEach(Params::done);
    }
}
