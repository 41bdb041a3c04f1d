package dev.countinghouse.catalog;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A billable metric going out. */
public record MetricView(
        UUID id,
        @Nullable String externalId,
        String code,
        String name,
        Aggregation aggregation,
        @Nullable String fieldName,
        @Nullable String unit,
        Map<String, Object> metadata,
        int version,
        Instant createdAt) {}
