package dev.countinghouse.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The one way JSON is read and written: snake case, decimals as strings, ISO dates; unknown fields, duplicate keys,
 * numbers as text and text as numbers are refused.
 */
public final class Json {

    private static final int NUMBER_DIGITS_MAX = 100;
    private static final int DEPTH_MAX = 50;
    private static final int STRING_LENGTH_MAX = 1_000_000;

    private static final Pattern ESCAPED_NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    /** Shared and immutable: never reconfigure it. */
    public static final ObjectMapper MAPPER = mapper();

    private Json() {}

    /** As JSON text. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /** As JSON text without what is for other views only. */
    public static String write(Object value, Class<?> view) {
        try {
            return MAPPER.writerWithView(view).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /** From JSON text that we wrote ourselves. */
    public static <T> T read(String json, TypeReference<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON cannot be read", e);
        }
    }

    /** A JSON object as a map, from text that we wrote ourselves. */
    public static Map<String, Object> readObject(String json) {
        return read(json, new TypeReference<>() {});
    }

    /**
     * An instant in ISO 8601 with an offset or Z.
     *
     * @throws java.time.DateTimeException when the text is anything else, or its year is not 1 to 9999
     */
    public static Instant instant(String text) {
        return StrictInstant.Instants.parse(text);
    }

    /** Whether PostgreSQL can store a text: it knows no NUL and no half of a surrogate pair. */
    public static boolean isStorable(String text) {
        return text.indexOf('\0') < 0
                && text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    /** JSON text, or any other, with what PostgreSQL cannot store replaced by U+FFFD; a NUL may be written as an escape. */
    public static String storable(String text) {
        String plain = ESCAPED_NUL.matcher(text).replaceAll("$1\uFFFD").replace('\0', '\uFFFD');
        return isStorable(plain)
                ? plain
                : plain.codePoints()
                        .map(point -> Character.getType(point) == Character.SURROGATE ? 0xFFFD : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static ObjectMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .addModule(new JavaTimeModule())
                .addModule(new SimpleModule("strict")
                        .addSerializer(BigDecimal.class, new PlainDecimal())
                        .addDeserializer(String.class, new StrictText())
                        .addDeserializer(BigDecimal.class, new StrictDecimal())
                        .addDeserializer(Number.class, new StrictNumber())
                        .addDeserializer(LocalDate.class, new StrictDate())
                        .addDeserializer(Instant.class, new StrictInstant()))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature())
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .withCoercionConfig(LogicalType.Textual, c -> refuseScalars(c))
                .withCoercionConfig(
                        LogicalType.OtherScalar,
                        c -> c.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNumberLength(NUMBER_DIGITS_MAX)
                        .maxNestingDepth(DEPTH_MAX)
                        .maxStringLength(STRING_LENGTH_MAX)
                        .build());
        return mapper;
    }

    private static void refuseScalars(MutableCoercionConfig config) {
        config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }
}
