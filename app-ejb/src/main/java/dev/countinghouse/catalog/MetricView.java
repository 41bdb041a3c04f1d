package dev.countinghouse.catalog;

import dev.countinghouse.metering.domain.QuantityRounding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A billable metric going out.
 *
 * @param fieldName the property that is aggregated; null for a count
 * @param recurring whether its state at the end of a period is where the next one begins
 * @param rounding of the quantity, once, after the aggregation; null: exact
 * @param filter values by property: only events that have one of them, for every property, count for the metric; empty:
 *     every event
 * @param groupKeys properties that charges may filter and group by
 * @param lateUsage what becomes of usage that comes after its period was billed
 */
public record MetricView(
        UUID id,
        @Nullable String externalId,
        String code,
        String name,
        Aggregation aggregation,
        @Nullable String fieldName,
        @Nullable String unit,
        boolean recurring,
        @Nullable QuantityRounding rounding,
        Map<String, Set<String>> filter,
        List<String> groupKeys,
        LateUsagePolicy lateUsage,
        Map<String, Object> metadata,
        int version,
        Instant createdAt) {}
