package dev.countinghouse.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class CopyRowsTest {

    private final CopyRows rows = new CopyRows("things", "a, b, c", 2);

    @Test
    void valuesAreSeparatedByTabsAndRowsByLineEnds() {
        rows.add("x", 1, true);
        rows.add("y", 2, false);

        assertThat(rows.text()).isEqualTo("x\t1\ttrue\ny\t2\tfalse\n");
    }

    @Test
    void noTextEndsAValueOrARowOrIsNull() {
        rows.add("tab\there", "line\r\nend", "\\N");

        assertThat(rows.text()).isEqualTo("tab\\there\tline\\r\\nend\t\\\\N\n");
    }

    @Test
    void nullIsNotAnEmptyText() {
        rows.add(null, "", "null");

        assertThat(rows.text()).isEqualTo("\\N\t\tnull\n");
    }

    @Test
    void numbersAreWrittenInFull() {
        rows.add(new BigDecimal("1E+3"), new BigDecimal("1E-12"), -5L);

        assertThat(rows.text()).isEqualTo("1000\t0.000000000001\t-5\n");
    }
}
