package dev.countinghouse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

    private final Figures figures = new Figures("tenants");

    @Test
    void theJsonIsOneLineWithPlainNumbersInTheOrderTheyWereAdded() {
        figures.add("create_ms_median", 48.1234, "making one", 150);
        figures.add("relations_per_tenant", 120_000, "relations");
        figures.add("none", 0, "nothing");
        figures.add("tiny", 0.000_012_345, "little");

        assertThat(figures.json())
                .isEqualTo(
                        "{\"bench\":\"tenants\",\"figures\":{\"create_ms_median\":48.12,\"relations_per_tenant\":120000,"
                                + "\"none\":0,\"tiny\":0.00001235}}");
    }

    @Test
    void aMissedTargetIsSaid() {
        figures.add("growth", 1.31, "growth", 1.3);
        figures.add("held", 1.3, "held", 1.3);

        assertThat(figures.table()).containsOnlyOnce("MISSED").contains("1.31");
    }
}
