package dev.countinghouse.web.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditExportTest {

    @Test
    void quotesAndLineBreaksStayInTheirField() {
        assertThat(AuditExport.field("a \"b\",\nc")).isEqualTo("\"a \"\"b\"\",\nc\"");
        assertThat(AuditExport.field(null)).isEmpty();
        assertThat(AuditExport.field("")).isEqualTo("\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
    void nothingIsAFormula(String text) {
        assertThat(AuditExport.field(text)).isEqualTo("\"'" + text + "\"");
    }
}
