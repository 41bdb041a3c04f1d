package dev.countinghouse.customermail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MailWordingTest {

    private static Stream<String> languages() {
        return MailWording.LANGUAGES.stream();
    }

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        String name = language.equals("en") ? "texts.properties" : "texts_" + language + ".properties";
        try (var in = new InputStreamReader(
                Objects.requireNonNull(MailWording.class.getResourceAsStream(name), name), StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void eachLanguageHasEachTextAndNoOther(String language) throws IOException {
        Set<String> wanted = new TreeSet<>(Set.of("pay", "too_large"));
        for (MailKind kind : MailKind.values()) {
            wanted.add(kind.code() + ".subject");
            wanted.add(kind.code() + ".text");
        }
        assertThat(new TreeSet<>(texts(language).stringPropertyNames())).isEqualTo(wanted);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void eachTextNamesTheSameValuesAsInEnglish(String language) throws IOException {
        Properties english = texts("en");
        Properties other = texts(language);
        for (String key : english.stringPropertyNames()) {
            assertThat(names(other.getProperty(key))).as(key).isEqualTo(names(english.getProperty(key)));
        }
    }

    private static Set<String> names(String text) {
        return Pattern.compile("\\{\\{[^}]+}}")
                .matcher(text)
                .results()
                .map(name -> name.group())
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void eachTextCouldBeATenantsOwn(String language) {
        MailWording words = MailWording.in(language, "en");
        for (MailKind kind : MailKind.values()) {
            MailText.checked("subject", words.subject(kind), kind.variables());
            MailText text = MailText.checked("text", words.text(kind), kind.variables());
            Map<String, String> values = kind.variables().stream().collect(Collectors.toMap(name -> name, name -> "V"));
            assertThat(text.with(values)).doesNotContain("{{", "\\n").contains("\n\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"de-AT, en, de", "none, fr, fr", "nl, de, en", "none, nl, en", "ja, de, ja"})
    void aCountryHasTheWordsOfItsLanguageAndEnglishIsForTheRest(String tag, String tenants, String language) {
        assertThat(MailWording.in(tag, tenants).language()).isEqualTo(language);
    }

    @Test
    void aCountryKeepsItsCustoms() {
        assertThat(MailWording.in("de-CH", "en").locale().getCountry()).isEqualTo("CH");
    }
}
