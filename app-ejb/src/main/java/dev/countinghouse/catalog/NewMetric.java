package dev.countinghouse.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A billable metric to be made.
 *
 * @param code what events name it by
 * @param fieldName the property that is summed; only with {@link Aggregation#SUM}
 * @param unit for people, such as {@code minutes}
 */
public record NewMetric(
        @Nullable String externalId,
        String code,
        String name,
        Aggregation aggregation,
        @Nullable String fieldName,
        @Nullable String unit,
        @Nullable Map<String, String> metadata) {}
