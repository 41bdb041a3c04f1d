package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.annotations.SerializedName;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Event;
import com.stripe.model.EventDataClassLookup;
import com.stripe.model.ExpandableField;
import com.stripe.model.InvoiceLineItem;
import com.stripe.model.LineItem;
import com.stripe.model.StripeCollection;
import com.stripe.model.StripeError;
import com.stripe.model.StripeObject;
import com.stripe.model.WebhookEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds an answer against what Stripe publishes, twice: every field must be one of the models of stripe-java and of its type,
 * and every object must have the fields, the nulls and the words that the types of stripe-node (stripe-contract.json) allow.
 */
final class AnswerShapes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode CONTRACT = contract();
    private static final Map<String, Class<?>> OTHERS = Map.of(
            "line_item", InvoiceLineItem.class,
            "item", LineItem.class,
            "webhook_endpoint", WebhookEndpoint.class,
            "event", Event.class,
            "balance_transaction", BalanceTransaction.class);

    private final List<String> wrong = new ArrayList<>();

    private AnswerShapes() {}

    private static JsonNode contract() {
        try (InputStream in = AnswerShapes.class.getResourceAsStream("stripe-contract.json")) {
            return JSON.readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails with all that is wrong with an answer. */
    static void check(String body) {
        List<String> wrong = wrong(body);
        if (!wrong.isEmpty()) {
            throw new AssertionError(String.join("\n", wrong) + "\nin " + body);
        }
    }

    static List<String> wrong(String body) {
        AnswerShapes shapes = new AnswerShapes();
        try {
            JsonNode answer = JSON.readTree(body);
            if (answer.has("error")) {
                shapes.model(answer.path("error"), StripeError.class, "error");
            } else {
                shapes.object(answer, "");
            }
        } catch (IOException e) {
            shapes.wrong.add("no JSON");
        }
        return shapes.wrong;
    }

    /** An object that says itself what it is. */
    private void object(JsonNode node, String path) {
        String kind = node.path("object").asText();
        if ("list".equals(kind)) {
            for (String field : List.of("data", "has_more", "url")) {
                expect(node.has(field), path + "." + field, "is missing in a list");
            }
            node.path("data").forEach(element -> object(element, path + "[]"));
            return;
        }
        Class<?> model = OTHERS.containsKey(kind) ? OTHERS.get(kind) : EventDataClassLookup.classLookup.get(kind);
        expect(model != null, path, "unknown object " + kind);
        if (model != null) {
            model(node, model, kind);
        }
        JsonNode type = CONTRACT.path("objects").path(kind);
        if (type.isTextual() && !node.path("deleted").asBoolean()) {
            contract(node, type.asText(), kind);
        }
    }

    private void expect(boolean holds, String path, String otherwise) {
        if (!holds) {
            wrong.add(path + " " + otherwise);
        }
    }

    private void model(JsonNode node, Class<?> model, String path) {
        if (!node.isObject()) {
            expect(false, path, "should be an object of " + model.getSimpleName());
            return;
        }
        Map<String, Field> fields = fields(model);
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            Field field = fields.get(entry.getKey());
            String at = path + "." + entry.getKey();
            expect(field != null, at, "is unknown to " + model.getName());
            if (field != null && !entry.getValue().isNull()) {
                if (model == Event.Data.class) {
                    eventData(entry, at);
                } else {
                    value(entry.getValue(), field.getGenericType(), at);
                }
            }
        }
    }

    private void eventData(Map.Entry<String, JsonNode> entry, String path) {
        if ("object".equals(entry.getKey())) {
            object(entry.getValue(), path);
        }
    }

    private static Map<String, Field> fields(Class<?> model) {
        Map<String, Field> fields = new HashMap<>();
        for (Class<?> at = model; at != null && at != Object.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                SerializedName name = field.getAnnotation(SerializedName.class);
                fields.putIfAbsent(name == null ? field.getName() : name.value(), field);
            }
        }
        return fields;
    }

    private void value(JsonNode value, Type type, String path) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type element = generic.getActualTypeArguments()[0];
            if (ExpandableField.class.isAssignableFrom(raw)) {
                if (!value.isTextual()) {
                    object(value, path);
                }
            } else if (List.class.isAssignableFrom(raw)) {
                expect(value.isArray(), path, "should be an array");
                value.forEach(one -> value(one, element, path + "[]"));
            } else {
                expect(Map.class.isAssignableFrom(raw) && value.isObject(), path, "should be a map");
            }
            return;
        }
        plain(value, (Class<?>) type, path);
    }

    private void plain(JsonNode value, Class<?> type, String path) {
        if (type == String.class) {
            expect(value.isTextual(), path, "should be a text");
        } else if (type == Long.class || type == Integer.class) {
            expect(value.isIntegralNumber(), path, "should be an integer");
        } else if (type == Boolean.class) {
            expect(value.isBoolean(), path, "should be a boolean");
        } else if (type == BigDecimal.class) {
            expect(value.isTextual() || value.isNumber(), path, "should be a decimal");
        } else if (StripeCollection.class.isAssignableFrom(type)) {
            object(value, path);
        } else if (StripeObject.class.isAssignableFrom(type)) {
            model(value, type, path);
        }
    }

    private void contract(JsonNode node, String type, String path) {
        JsonNode shape = CONTRACT.path("types").path(type);
        expect(shape.isObject(), path, "no contract of " + type);
        for (Map.Entry<String, JsonNode> field : shape.properties()) {
            boolean optional = field.getKey().endsWith("?");
            String name = optional ? field.getKey().substring(0, field.getKey().length() - 1) : field.getKey();
            JsonNode value = node.get(name);
            String at = path + "." + name;
            if (value == null) {
                expect(optional, at, "is missing");
            } else if (!allowed(value, field.getValue().asText(), at)) {
                expect(
                        false,
                        at,
                        "is %s, and should be %s"
                                .formatted(value, field.getValue().asText()));
            }
        }
    }

    private boolean allowed(JsonNode value, String alternatives, String path) {
        for (String alternative : split(alternatives)) {
            if (matches(value, alternative, path)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(JsonNode value, String alternative, String path) {
        return switch (alternative.charAt(0)) {
            case '\'' -> value.asText().equals(alternative.substring(1)) && value.isTextual();
            case '@' -> value.isObject() && nested(value, alternative.substring(1), path);
            case '[' -> value.isArray() && elements(value, alternative.substring(1, alternative.length() - 1), path);
            default ->
                switch (alternative) {
                    case "null" -> value.isNull();
                    case "string" -> value.isTextual();
                    case "number" -> value.isNumber();
                    case "boolean" -> value.isBoolean();
                    case "true" -> value.isBoolean() && value.asBoolean();
                    case "false" -> value.isBoolean() && !value.asBoolean();
                    case "map" -> value.isObject();
                    case "any" -> true;
                    default ->
                        alternative.startsWith("list<")
                                && "list".equals(value.path("object").asText())
                                && elements(
                                        value.path("data"), alternative.substring(5, alternative.length() - 1), path);
                };
        };
    }

    private boolean nested(JsonNode value, String type, String path) {
        if (!value.path("deleted").asBoolean()) {
            contract(value, type, path);
        }
        return true;
    }

    private boolean elements(JsonNode values, String alternatives, String path) {
        for (JsonNode value : values) {
            if (!allowed(value, alternatives, path + "[]")) {
                return false;
            }
        }
        return true;
    }

    private static List<String> split(String alternatives) {
        List<String> all = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < alternatives.length(); i++) {
            char c = alternatives.charAt(i);
            depth += c == '[' || c == '<' ? 1 : c == ']' || c == '>' ? -1 : 0;
            if (c == '|' && depth == 0) {
                all.add(alternatives.substring(begin, i));
                begin = i + 1;
            }
        }
        all.add(alternatives.substring(begin));
        return all;
    }

    /** Which contract an object has; for the test of this class. */
    static @Nullable String contractOf(String kind) {
        return CONTRACT.path("objects").path(kind).textValue();
    }
}
