package dev.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Aggregation;
import dev.countinghouse.catalog.LateUsagePolicy;
import dev.countinghouse.catalog.MetricView;
import dev.countinghouse.problem.FieldError;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UsageAlertRulesTest {
    private static final UsageThreshold EIGHTY = new UsageThreshold(new BigDecimal("80"), null);
    private static final UsageThreshold TEN = new UsageThreshold(null, BigDecimal.TEN);

    private static List<String> wrong(UsageAlertTerms terms, Aggregation aggregation, boolean recurring) {
        MetricView metric = new MetricView(
                UUID.randomUUID(),
                null,
                "m",
                "M",
                aggregation,
                null,
                null,
                recurring,
                null,
                Map.of(),
                List.of(),
                LateUsagePolicy.DELTA,
                Map.of(),
                0,
                Instant.EPOCH);
        return UsageAlertRules.check(terms, metric).stream()
                .map(FieldError::field)
                .toList();
    }

    private static UsageAlertTerms terms(@Nullable String limit, boolean hard, UsageThreshold... thresholds) {
        return new UsageAlertTerms(limit == null ? null : new BigDecimal(limit), hard, List.of(thresholds), List.of());
    }

    private static List<String> wrong(UsageAlertTerms terms) {
        return wrong(terms, Aggregation.SUM, false);
    }

    @Test
    void anAlertTellsOrLimits() {
        assertThat(wrong(terms("100", true))).isEmpty();
        assertThat(wrong(terms("100", false, EIGHTY, TEN))).isEmpty();
        assertThat(wrong(terms(null, false, TEN))).isEmpty();
        assertThat(wrong(terms("100", false))).containsExactly("thresholds");
    }

    @Test
    void aHardLimitAndAShareNeedALimit() {
        assertThat(wrong(terms(null, true))).containsExactly("limit");
        assertThat(wrong(terms(null, false, TEN, EIGHTY))).containsExactly("thresholds[1].percent");
    }

    @Test
    void onlyUsageThatAddsUpHasAHardLimit() {
        assertThat(wrong(terms("1", true), Aggregation.COUNT, false)).isEmpty();
        assertThat(wrong(terms("1", true), Aggregation.MAX, false)).containsExactly("hard");
        assertThat(wrong(terms("1", true), Aggregation.SUM, true)).containsExactly("hard");
        assertThat(wrong(terms("1", false, EIGHTY), Aggregation.MAX, false)).isEmpty();
    }

    @Test
    void aThresholdIsAShareOrAQuantityAndThereOnce() {
        UsageThreshold sameTen = new UsageThreshold(null, new BigDecimal("10.00"));
        UsageThreshold both = new UsageThreshold(BigDecimal.ONE, BigDecimal.ONE);
        assertThat(wrong(terms("9", false, TEN, sameTen, both, new UsageThreshold(null, null))))
                .containsExactly("thresholds[1]", "thresholds[2]", "thresholds[3]");
    }

    @Test
    void mailGoesToAddresses() {
        assertThat(wrong(new UsageAlertTerms(
                        null, false, List.of(TEN), List.of("a@b.example", "a", "a@b.example", "a@b\n.example"))))
                .containsExactly("recipients[1]", "recipients[2]", "recipients[3]");
    }

    @Test
    void aShareIsReachedAtThatMuchOfTheLimit() {
        assertThat(EIGHTY.reachedAt(new BigDecimal("12.5"))).isEqualByComparingTo("10");
        assertThat(TEN.reachedAt(null)).isEqualByComparingTo("10");
        assertThat(new UsageThreshold(new BigDecimal("33.33"), null).reachedAt(BigDecimal.TEN))
                .isEqualByComparingTo("3.333");
    }
}
