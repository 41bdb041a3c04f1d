package dev.countinghouse.catalog;

import dev.countinghouse.metering.domain.QuantityRounding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A billable metric to be made; what the other parameters mean is told at {@link MetricView}.
 *
 * @param code what events name it by
 * @param fieldName the property that is aggregated; for every aggregation but a count
 * @param unit for people, such as {@code minutes}
 */
public record NewMetric(
        @Nullable String externalId,
        String code,
        String name,
        Aggregation aggregation,
        @Nullable String fieldName,
        @Nullable String unit,
        boolean recurring,
        @Nullable QuantityRounding rounding,
        Map<String, List<String>> filter,
        List<String> groupKeys,
        LateUsagePolicy lateUsage,
        @Nullable Map<String, String> metadata) {}
