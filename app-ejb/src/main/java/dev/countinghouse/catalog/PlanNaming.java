package dev.countinghouse.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a plan is to be called; null leaves a value as it is.
 *
 * @param description a blank one is none
 */
public record PlanNaming(
        @Nullable String name,
        @Nullable String description,
        @Nullable Map<String, String> metadata) {}
