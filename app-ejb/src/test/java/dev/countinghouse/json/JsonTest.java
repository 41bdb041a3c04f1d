package dev.countinghouse.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    /** A request with a field of every type there is. */
    record Order(
            @Nullable String customerName,
            @Nullable BigDecimal unitAmount,
            @Nullable Instant placedAt,
            @Nullable LocalDate startDate,
            @Nullable UUID id,
            @Nullable Size size,
            @Nullable Integer quantity,
            @Nullable Boolean urgent,
            @Nullable List<String> tags,
            @Nullable Map<String, Object> properties) {}

    enum Size {
        SMALL,
        EXTRA_LARGE
    }

    /** A request whose number has to be there. */
    record Counted(int quantity) {}

    @Test
    void fieldsAreSnakeCaseAndEnumsLowerCase() throws JsonProcessingException {
        Order order = read("{\"customer_name\":\"Anna\",\"size\":\"extra_large\",\"quantity\":2}");
        assertThat(order.customerName()).isEqualTo("Anna");
        assertThat(order.size()).isEqualTo(Size.EXTRA_LARGE);
        assertThat(Json.write(order))
                .contains("\"customer_name\":\"Anna\"", "\"size\":\"extra_large\"", "\"start_date\":null");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "'\"12.50\"', 12.50",
        "12.50, 12.50",
        "12, 12",
        "'\"-0.000000000001\"', -0.000000000001",
        "0, 0",
        "'\"007\"', 7",
        "123456789012345678901234567890, 123456789012345678901234567890"
    })
    void aDecimalIsAStringOrANumberWrittenOut(String json, BigDecimal value) throws JsonProcessingException {
        assertThat(read("{\"unit_amount\":" + json + "}").unitAmount()).isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"1e5\"",
                "1e5",
                "1E-5",
                "1e999999999",
                "\"1e999999999\"",
                "\"\"",
                "\" 1\"",
                "\"1 \"",
                "\"+1\"",
                "\".5\"",
                "\"5.\"",
                "\"1,5\"",
                "\"1_000\"",
                "\"0x1F\"",
                "\"NaN\"",
                "\"Infinity\"",
                "NaN",
                "-Infinity",
                "\"١٢\"",
                "\"ten\"",
                "true",
                "[1]",
                "{}",
                "1234567890123456789012345678901",
                "\"0.1234567890123456789012345678901\""
            })
    void anythingElseIsNoDecimal(String json) {
        assertRefused("{\"unit_amount\":" + json + "}");
    }

    @Test
    void aDecimalGoesOutAsAStringWithoutExponent() {
        assertThat(Json.write(new BigDecimal("1E+3"))).isEqualTo("\"1000\"");
        assertThat(Json.write(new BigDecimal("1E-12"))).isEqualTo("\"0.000000000001\"");
        assertThat(Json.write(new BigDecimal("12.30"))).isEqualTo("\"12.30\"");
    }

    @Property
    void aDecimalReadsBackAsItWas(
            @ForAll @BigRange(min = "-999999999999999", max = "999999999999999") @Scale(12) BigDecimal value)
            throws JsonProcessingException {
        assertThat(Json.MAPPER.readValue(Json.write(value), BigDecimal.class)).isEqualTo(value);
    }

    @Test
    void anUnknownFieldIsRefusedByItsName() {
        assertThatExceptionOfType(UnrecognizedPropertyException.class)
                .isThrownBy(() -> read("{\"quantity\":1,\"colour\":\"red\"}"))
                .satisfies(refused -> assertThat(refused.getPropertyName()).isEqualTo("colour"));
        assertRefused("{\"customerName\":\"Anna\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"quantity\":1,\"quantity\":2}",
                "{\"properties\":{\"a\":1,\"a\":2}}",
                "{\"quantity\":1}{}",
                "{\"quantity\":1} x",
                "{\"quantity\":1,}",
                "{'quantity':1}",
                "{quantity:1}",
                "{\"quantity\":01}",
                "{/* one */\"quantity\":1}",
                "[]",
                "\"text\"",
                "",
                "{"
            })
    void whatIsNotExactlyOneObjectIsRefused(String json) {
        assertRefused(json);
    }

    @ParameterizedTest(name = "{0}: {1} is of the wrong type")
    @CsvSource(
            delimiter = '|',
            value = {
                "customer_name | 5",
                "customer_name | 5.5",
                "customer_name | true",
                "customer_name | [\"a\"]",
                "customer_name | {}",
                "quantity | \"5\"",
                "quantity | \"\"",
                "quantity | 1.5",
                "quantity | 1.0",
                "quantity | 1e2",
                "quantity | true",
                "quantity | 2147483648",
                "quantity | [1]",
                "urgent | \"true\"",
                "urgent | 1",
                "urgent | \"\"",
                "size | 0",
                "size | \"0\"",
                "size | \"\"",
                "size | \"huge\"",
                "tags | \"a\"",
                "tags | [1]",
                "properties | []",
                "properties | \"\"",
                "id | \"1-1-1-1-1\"",
                "id | \"\"",
                "id | 5"
            })
    void nothingIsTurnedIntoAnotherType(String field, String json) {
        assertRefused("{\"" + field + "\":" + json + "}");
    }

    @Test
    void aNumberThatHasToBeThereIsNotMadeUp() {
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> Json.MAPPER.readValue("{\"quantity\":null}", Counted.class));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "2026-03-01T12:00:00Z, 2026-03-01T12:00:00Z",
        "2026-03-01T12:00:00+01:00, 2026-03-01T11:00:00Z",
        "2026-03-01T12:00:00.123456789-05:30, 2026-03-01T17:30:00.123456789Z",
        "2026-03-01T12:00Z, 2026-03-01T12:00:00Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z"
    })
    void anInstantHasAnOffset(String text, Instant instant) throws JsonProcessingException {
        assertThat(read("{\"placed_at\":\"" + text + "\"}").placedAt()).isEqualTo(instant);
        assertThat(Json.instant(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-03-01",
                "2026-03-01T12:00:00",
                "2026-03-01 12:00:00Z",
                "2026-02-30T12:00:00Z",
                "2026-03-01T24:00:01Z",
                "2026-03-01T12:00:60Z",
                "2026-03-01T12:00:00+19:00",
                "2026-03-01T12:00:00 Europe/Paris",
                "1772366400",
                "+10000-01-01T00:00:00Z",
                "0000-12-31T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "now"
            })
    void aTimeWithoutAnOffsetIsNoInstant(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Json.instant(text));
        assertRefused("{\"placed_at\":\"" + text + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1772366400", "1772366400.5", "true", "[2026,3,1]", "{}"})
    void anInstantIsNoNumber(String json) {
        assertRefused("{\"placed_at\":" + json + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"2026-02-30\"",
                "\"2026-3-1\"",
                "\"20260301\"",
                "\"2026-03-01T00:00:00\"",
                "\"2026-03-01T00:00:00Z\"",
                "\"+12026-03-01\"",
                "\"0000-01-01\"",
                "\"-0001-01-01\"",
                "\" 2026-03-01\"",
                "20513",
                "[2026,3,1]",
                "true",
                "{}"
            })
    void aDateIsADayOfTheCalendarWrittenInFull(String json) throws JsonProcessingException {
        assertThat(read("{\"start_date\":\"2026-03-01\"}").startDate()).isEqualTo("2026-03-01");
        assertRefused("{\"start_date\":" + json + "}");
    }

    @Test
    void mapsAreWrittenInTheOrderOfTheirKeysSoThatEqualContentIsEqualText() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("b", 1);
        one.put("a", Map.of("d", 1));
        assertThat(Json.write(one)).isEqualTo("{\"a\":{\"d\":1},\"b\":1}");
    }

    @Test
    void whatWeStoredReadsBack() {
        assertThat(Json.readObject("{\"a\":1,\"b\":\"x\",\"c\":null}"))
                .containsEntry("a", 1)
                .containsEntry("b", "x")
                .containsEntry("c", null);
        assertThatThrownBy(() -> Json.readObject("{")).isInstanceOf(IllegalStateException.class);
    }

    private static Order read(String json) throws JsonProcessingException {
        return Json.MAPPER.readValue(json, Order.class);
    }

    private static void assertRefused(String json) {
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> read(json));
    }
}
