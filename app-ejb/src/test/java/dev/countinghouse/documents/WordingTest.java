package dev.countinghouse.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        String name = "texts" + language + ".properties";
        try (var in = new InputStreamReader(
                Objects.requireNonNull(Wording.class.getResourceAsStream(name), name), StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"_de", "_fr", "_es", "_ja"})
    void eachLanguageHasEachTextWithItsValues(String language) throws IOException {
        Properties english = texts("");
        Properties other = texts(language);
        assertThat(other.keySet()).isEqualTo(english.keySet());
        english.stringPropertyNames()
                .forEach(key ->
                        assertThat(values(other.getProperty(key))).as(key).isEqualTo(values(english.getProperty(key))));
    }

    private static Set<String> values(String text) {
        return Pattern.compile("\\{\\d}")
                .matcher(text)
                .results()
                .map(value -> value.group())
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"de-AT, Rechnung", "fr-CH, Facture", "nl, Invoice", "none, Invoice"})
    void aCountryHasTheTextsOfItsLanguageAndEnglishIsForTheRest(String tag, String title) {
        assertThat(Wording.in(tag).get("title")).isEqualTo(title);
    }

    @Test
    void valuesAreNoPatterns() {
        assertThat(Wording.in("en").get("pay", "{1}", "'{0}'", "{2}"))
                .isEqualTo("Please pay {1} by '{0}', quoting {2}.");
    }
}
