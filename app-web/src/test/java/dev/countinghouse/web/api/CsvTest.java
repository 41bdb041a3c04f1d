package dev.countinghouse.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void quotesAndLineBreaksStayInTheirField() {
        assertThat(Csv.field("a \"b\",\nc")).isEqualTo("\"a \"\"b\"\",\nc\"");
        assertThat(Csv.field(null)).isEmpty();
        assertThat(Csv.field("")).isEqualTo("\"\"");
    }

    @Test
    void numbersAreNoTextAlsoBelowZero() {
        assertThat(Csv.row("-1", new BigDecimal("-1.50"), null, 3L, new BigDecimal("1E+3")))
                .isEqualTo("\"'-1\",-1.50,,3,1000\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n", " =1", "\u00a0=1", "\uFF1D1"})
    void nothingIsAFormula(String text) {
        assertThat(Csv.field(text)).isEqualTo("\"'" + text + "\"");
    }
}
