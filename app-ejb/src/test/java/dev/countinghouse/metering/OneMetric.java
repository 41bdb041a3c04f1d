package dev.countinghouse.metering;

import dev.countinghouse.catalog.Aggregation;
import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.LateUsagePolicy;
import dev.countinghouse.catalog.MetricView;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A catalog with one metric: the sum of {@code build_minutes}, called {@code minutes}. */
class OneMetric extends Catalog {

    static final UUID ID = UUID.fromString("01980000-0000-7000-8000-0000000000f1");

    @Override
    public Map<String, MetricView> metrics(Collection<String> codes) {
        MetricView minutes = new MetricView(
                ID,
                null,
                "minutes",
                "Build minutes",
                Aggregation.SUM,
                "build_minutes",
                "minutes",
                false,
                null,
                Map.of(),
                List.of(),
                LateUsagePolicy.DELTA,
                Map.of(),
                0,
                Instant.parse("2024-01-01T00:00:00Z"));
        return codes.contains("minutes") ? Map.of("minutes", minutes) : Map.of();
    }
}
