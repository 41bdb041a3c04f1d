package dev.countinghouse.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void quotesAndLineBreaksStayInTheirField() {
        assertThat(Csv.text("a \"b\",\nc")).isEqualTo("\"a \"\"b\"\",\nc\"");
        assertThat(Csv.text(null)).isEmpty();
        assertThat(Csv.text("")).isEqualTo("\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
    void nothingIsAFormula(String text) {
        assertThat(Csv.text(text)).isEqualTo("\"'" + text + "\"");
    }

    @Test
    void numbersStayNumbers() {
        assertThat(Csv.row("EUR", new BigDecimal("-12.50"), 3L, null, new BigDecimal("1E+3")))
                .isEqualTo("\"EUR\",-12.50,3,,1000\r\n");
    }
}
