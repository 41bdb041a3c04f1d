package dev.countinghouse.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small bodies that would stand for something huge, and text that the database cannot keep. */
class JsonLimitsTest {

    @Test
    void nestingIsBounded() throws JsonProcessingException {
        assertThat(anything("[".repeat(50) + "]".repeat(50))).isNotNull();
        assertRefused("[".repeat(51) + "]".repeat(51));
        assertRefused("[".repeat(100_000));
        assertRefused("{\"a\":".repeat(100_000));
    }

    @Test
    void numbersAreBounded() throws JsonProcessingException {
        assertThat(anything("1".repeat(100))).isNotNull();
        assertRefused("1".repeat(101));
        assertRefused("0." + "1".repeat(101));
    }

    @Test
    void stringsAreBounded() throws JsonProcessingException {
        assertThat(anything("\"" + "x".repeat(1_000_000) + "\"")).isNotNull();
        assertRefused("\"" + "x".repeat(1_100_000) + "\"");
    }

    /** Written out, this number has a billion digits. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1E999999999", "-1e-999999999", "1.5e9", "1e2"})
    void anExponentIsRefusedWhereverANumberStands(String number) {
        assertRefused(number);
        assertRefused("{\"a\":" + number + "}");
        assertRefused("{\"a\":[{\"b\":" + number + "}]}");
    }

    @Test
    void plainNumbersAreTakenWhereverTheyStand() throws JsonProcessingException {
        Map<String, Object> read = Json.MAPPER.readValue(
                "{\"a\":1,\"b\":4000000000,\"c\":0.1,\"d\":-12.50}", new TypeReference<Map<String, Object>>() {});
        assertThat(read.values()).extracting(Object::toString).containsExactly("1", "4000000000", "0.1", "-12.50");
    }

    /** U+0000 and half characters cannot be stored: they are refused at the door instead of failing in the database. */
    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\u0000b", "\\ud800", "\\udc00", "\\udc00\\ud800", "x\\ud83d"})
    void textThatCannotBeStoredIsRefused(String text) {
        assertRefused("\"" + text + "\"");
        assertRefused("{\"a\":\"" + text + "\"}");
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> Json.MAPPER.readValue("\"" + text + "\"", String.class));
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> Json.MAPPER.readValue("[\"" + text + "\"]", new TypeReference<List<String>>() {}));
    }

    @Test
    void everyOtherCharacterIsTaken() throws JsonProcessingException {
        String text = "\\u0001\\n \\u00e9 \\u202e \\ufeff \\ud83d\\ude00 \\uffff";
        assertThat(Json.MAPPER.readValue("\"" + text + "\"", String.class))
                .isEqualTo("\u0001\n \u00e9 \u202e \ufeff \ud83d\ude00 \uffff");
    }

    private static Object anything(String json) throws JsonProcessingException {
        return Json.MAPPER.readValue(json, Object.class);
    }

    private static void assertRefused(String json) {
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> anything(json));
    }
}
