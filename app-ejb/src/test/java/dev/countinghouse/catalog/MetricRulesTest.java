package dev.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MetricRulesTest {

    @ParameterizedTest
    @EnumSource(names = "COUNT", mode = EnumSource.Mode.EXCLUDE)
    void everyAggregationButACountTakesAField(Aggregation aggregation) {
        assertThat(errors(Metrics.wanted(aggregation, "amount", false))).isEmpty();
        assertThat(errors(Metrics.wanted(aggregation, null, false))).containsExactly("field_name required");
    }

    @Test
    void aCountTakesNoField() {
        assertThat(errors(Metrics.wanted(Aggregation.COUNT, null, false))).isEmpty();
        assertThat(errors(Metrics.wanted(Aggregation.COUNT, "amount", false)))
                .containsExactly("field_name not_allowed");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "SUM, true",
        "MAX, true",
        "LATEST, true",
        "UNIQUE_COUNT, true",
        "WEIGHTED_SUM, true",
        "MIN, false",
        "AVERAGE, false"
    })
    void onlyWhatHasAStateCarriesItOver(Aggregation aggregation, boolean allowed) {
        List<String> expected = allowed ? List.of() : List.of("recurring not_allowed");
        assertThat(errors(Metrics.wanted(aggregation, "amount", true))).isEqualTo(expected);
    }

    @Test
    void aFilterNamesPropertiesAndDifferentValues() {
        assertThat(filterErrors(Map.of("region", List.of("eu", "us"), "tier", List.of("1"))))
                .isEmpty();
        assertThat(filterErrors(Map.of("region", List.of("eu", "us", "eu"))))
                .containsExactly("filter.region[2] duplicate");
        assertThat(filterErrors(Map.of("region", List.of()))).containsExactly("filter.region required");
        assertThat(filterErrors(Map.of("region", List.of("", "x".repeat(256)))))
                .containsExactly("filter.region[0] size", "filter.region[1] size");
        assertThat(filterErrors(Map.of("a b", List.of("x")))).containsExactly("filter malformed");
        assertThat(filterErrors(Map.of("region", Collections.nCopies(101, "x"))))
                .startsWith("filter.region too_many");
    }

    @Test
    void groupKeysAreFiveDifferentPropertiesAtMost() {
        assertThat(groupErrors("a", "b", "c", "d", "e")).isEmpty();
        assertThat(groupErrors("a", "b", "c", "d", "e", "f")).containsExactly("group_keys too_many");
        assertThat(groupErrors("a", "1b", "a")).containsExactly("group_keys[1] malformed", "group_keys[2] duplicate");
    }

    @Test
    void aMetricIsShownAsItWasMadeWithItsFilterInOrder() {
        Map<String, List<String>> filter = Map.of("region", List.of("us", "eu"), "kind", List.of("z"));
        NewMetric wanted = Metrics.wanted(Aggregation.MAX, "amount", true, filter, List.of("zone", "account"));
        MetricView view = new BillableMetric(new UUID(0, 1), wanted, Instant.EPOCH).view(Map.of());
        assertThat(view.recurring()).isTrue();
        assertThat(view.rounding()).isEqualTo(wanted.rounding());
        assertThat(view.filter().toString()).isEqualTo("{kind=[z], region=[eu, us]}");
        assertThat(view.groupKeys()).containsExactly("zone", "account");
        assertThat(view.lateUsage()).isEqualTo(LateUsagePolicy.IGNORE);
    }

    private static List<String> filterErrors(Map<String, List<String>> filter) {
        return errors(Metrics.wanted(Aggregation.COUNT, null, false, filter, List.of()));
    }

    private static List<String> groupErrors(String... keys) {
        return errors(Metrics.wanted(Aggregation.COUNT, null, false, Map.of(), List.of(keys)));
    }

    private static List<String> errors(NewMetric metric) {
        return MetricRules.check(metric).stream()
                .map(error -> error.field() + " " + error.code())
                .toList();
    }
}
