package dev.countinghouse.launcher.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the API's JSON by field name; a field that is not what the contract says is refused with its name. Decimals are never floats. */
public final class Json {
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The parsed text, or a missing node when it is empty or no JSON. */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    public static String text(JsonNode node, String field) {
        String value = textOrNull(node, field);
        if (value == null) {
            throw unexpected(node, field, "a text");
        }
        return value;
    }

    public static @Nullable String textOrNull(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    public static BigDecimal decimal(JsonNode node, String field) {
        return parsed(node, field, "a decimal", BigDecimal::new);
    }

    /** The amount of a {@code {"amount": "12.30", "currency": "EUR"}} field, in major units. */
    public static BigDecimal money(JsonNode node, String field) {
        return decimal(node.path(field), "amount");
    }

    public static LocalDate date(JsonNode node, String field) {
        return parsed(node, field, "a date", LocalDate::parse);
    }

    public static Instant instant(JsonNode node, String field) {
        return parsed(node, field, "an instant", Instant::parse);
    }

    public static long count(JsonNode node, String field) {
        return parsed(node, field, "a whole number", Long::parseLong);
    }

    private static <T> T parsed(JsonNode node, String field, String kind, Function<String, T> parse) {
        try {
            return parse.apply(text(node, field));
        } catch (NumberFormatException | DateTimeException e) {
            throw unexpected(node, field, kind);
        }
    }

    private static ClientException unexpected(JsonNode node, String field, String kind) {
        return new ClientException("The API's answer has no field \"%s\" that is %s: %s"
                .formatted(field, kind, Text.plain(node.toString(), 300)));
    }
}
