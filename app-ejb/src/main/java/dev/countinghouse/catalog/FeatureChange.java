package dev.countinghouse.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a feature is to change; null leaves a value as it is. */
public record FeatureChange(
        @Nullable String name,
        @Nullable String description,
        @Nullable Map<String, String> metadata) {}
