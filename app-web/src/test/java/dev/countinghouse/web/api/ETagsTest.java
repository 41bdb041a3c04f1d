package dev.countinghouse.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ETagsTest {

    @ParameterizedTest(name = "If-Match {0} means version {1}")
    @CsvSource(
            quoteCharacter = '\'',
            value = {"'\"0\"', 0", "'\"7\"', 7", "'\"999999999\"', 999999999"})
    void theTagIsTheVersion(String ifMatch, int version) {
        assertThat(ETags.expected(ifMatch)).isEqualTo(version);
    }

    @Test
    void withoutATagAnyVersionWillDo() {
        assertThat(ETags.expected(null)).isNull();
        assertThat(ETags.expected("*")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "\"\"",
                "\"x\"",
                "\"-1\"",
                "\"1000000000\"",
                "W/\"7\"",
                "\"7\", \"8\"",
                "\"7\" ",
                "\"٧\""
            })
    void aTagThatCannotBeOursMatchesNothing(String ifMatch) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> ETags.expected(ifMatch))
                .satisfies(refused -> assertThat(refused.type()).isEqualTo(ProblemType.PRECONDITION_FAILED));
    }
}
