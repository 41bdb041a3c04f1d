package dev.countinghouse.catalog;

import dev.countinghouse.metering.domain.QuantityRounding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Metrics of the tests. */
final class Metrics {

    static final UUID ID = UUID.fromString("01980000-0000-7000-8000-0000000000f2");

    private Metrics() {}

    /** Sums or counts {@code amount}, and keeps apart what the group keys say. */
    static MetricView view(String code, Aggregation aggregation, String... groupKeys) {
        return new MetricView(
                ID,
                null,
                code,
                code,
                aggregation,
                aggregation.takesField() ? "amount" : null,
                null,
                false,
                null,
                Map.of(),
                List.of(groupKeys),
                LateUsagePolicy.DELTA,
                Map.of(),
                0,
                Instant.parse("2024-01-01T00:00:00Z"));
    }

    /** One that carries over. */
    static MetricView recurring(String code, Aggregation aggregation, @Nullable QuantityRounding rounding) {
        return new MetricView(
                ID,
                null,
                code,
                code,
                aggregation,
                "amount",
                null,
                true,
                rounding,
                Map.of(),
                List.of(),
                LateUsagePolicy.DELTA,
                Map.of(),
                0,
                Instant.parse("2024-01-01T00:00:00Z"));
    }

    static NewMetric wanted(Aggregation aggregation, @Nullable String fieldName, boolean recurring) {
        return wanted(aggregation, fieldName, recurring, Map.of(), List.of());
    }

    static NewMetric wanted(
            Aggregation aggregation,
            @Nullable String fieldName,
            boolean recurring,
            Map<String, List<String>> filter,
            List<String> groupKeys) {
        return new NewMetric(
                null,
                "m",
                "M",
                aggregation,
                fieldName,
                null,
                recurring,
                new QuantityRounding(QuantityRounding.Mode.CEIL, -1),
                filter,
                groupKeys,
                LateUsagePolicy.IGNORE,
                null);
    }
}
