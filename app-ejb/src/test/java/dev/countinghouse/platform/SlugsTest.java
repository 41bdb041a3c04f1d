package dev.countinghouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugsTest {

    private static final String GOOD = "[a-z][a-z0-9-]{0,38}[a-z0-9]";

    @ParameterizedTest
    @CsvSource({
        "Acme, acme",
        "Jansen & S\u00f6hne GmbH, jansen-sohne-gmbh",
        "24/7 Shop!, shop",
        "A B, a-b",
        "store, store",
        "'  Caf\u00e9 -- Zw\u00f6lf  ', cafe-zwolf"
    })
    void aNameBecomesItsLettersAndDigits(String name, String slug) {
        assertThat(Slugs.of(name)).isEqualTo(slug);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "x", "\u682a\u5f0f\u4f1a\u793e", "-----", "a-", "Store"})
    void whateverTheNameTheSlugIsGood(String name) {
        assertThat(Slugs.of(name)).matches(GOOD);
        assertThat(Slugs.like(name)).matches(GOOD).isNotEqualTo(Slugs.like(name));
    }

    @Test
    void aLongNameIsCutWhereASlugEnds() {
        String name = "a".repeat(39) + " " + "b".repeat(100);
        assertThat(Slugs.of(name)).isEqualTo("a".repeat(39)).matches(GOOD);
        assertThat(Slugs.like(name)).hasSize(40).matches(GOOD);
        assertThat(Slugs.of("a".repeat(200))).hasSize(40).matches(GOOD);
    }
}
