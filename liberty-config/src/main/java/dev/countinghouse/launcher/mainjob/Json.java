package dev.countinghouse.launcher.mainjob;

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
final class Json {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The parsed text, or a missing node when it is empty or no JSON. */
    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    static String text(JsonNode node, String field) {
        String value = textOrNull(node, field);
        if (value == null) {
            throw unexpected(node, field, "a text");
        }
        return value;
    }

    static @Nullable String textOrNull(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    static BigDecimal decimal(JsonNode node, String field) {
        return parsed(node, field, "a decimal", BigDecimal::new);
    }

    /** The amount of a {@code {"amount": "12.30", "currency": "EUR"}} field, in major units. */
    static BigDecimal money(JsonNode node, String field) {
        return decimal(node.path(field), "amount");
    }

    static LocalDate date(JsonNode node, String field) {
        return parsed(node, field, "a date", LocalDate::parse);
    }

    static Instant instant(JsonNode node, String field) {
        return parsed(node, field, "an instant", Instant::parse);
    }

    static long count(JsonNode node, String field) {
        return parsed(node, field, "a whole number", Long::parseLong);
    }

    private static <T> T parsed(JsonNode node, String field, String kind, Function<String, T> parse) {
        try {
            return parse.apply(text(node, field));
        } catch (NumberFormatException | DateTimeException e) {
            throw unexpected(node, field, kind);
        }
    }

    private static MainJobException unexpected(JsonNode node, String field, String kind) {
        return new MainJobException("The API's answer has no field \"%s\" that is %s: %s"
                .formatted(field, kind, Text.plain(node.toString(), 300)));
    }
}
