package dev.countinghouse.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON of manifests, statements and results. */
class JsonTest {

    @Test
    void whatIsWrittenIsReadAgain() {
        Map<String, Object> value = Map.of(
                "text",
                "\"quotes\" \\ \n\t\u0001 é 🧾 \ud800",
                "list",
                List.of(1L, -7L, true, Map.of()),
                "long",
                Long.MAX_VALUE);
        assertThat(Json.read(Json.write(value))).isEqualTo(value);
    }

    @Test
    void equalDocumentsAreEqualTexts() {
        assertThat(Json.write(Map.of("b", 1, "a", List.of("x")))).isEqualTo("{\"a\":[\"x\"],\"b\":1}");
        assertThat(String.valueOf(Json.read(" { \"a\" : [ null , \"\\u00e9\\n\" ] } ")))
                .isEqualTo("{a=[null, é\n]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "\"",
                "tru",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1 \"b\":2}",
                "[1 2]",
                "[,]",
                "1.5",
                "1e3",
                "--1",
                "9223372036854775808",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\uzzzz\"",
                "\"\n\"",
                "{} {}",
                "{\"a\":1,\"a\":1}",
                "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
