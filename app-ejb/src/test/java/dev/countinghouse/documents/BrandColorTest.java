package dev.countinghouse.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrandColorTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "#0f766e, #0f766e, #0f766e",
                "#FFE600, #ffe600, #1b2430",
                "none, #1f3a5f, #1f3a5f",
                "red;}, #1f3a5f, #1f3a5f"
            })
    void textIsInTheColourOnlyWhereItCanBeRead(String asked, String css, String ink) {
        BrandColor color = BrandColor.of(asked);
        assertThat(color.css()).isEqualTo(css);
        assertThat(color.ink()).isEqualTo(ink);
    }
}
