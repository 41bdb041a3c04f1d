package dev.countinghouse.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a billable metric is to change, for people to read; null leaves a value as it is. */
public record MetricChange(
        @Nullable String name,
        @Nullable String unit,
        @Nullable Map<String, String> metadata) {}
