package dev.countinghouse.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a tax rate is to change; null leaves a value as it is. */
public record TaxRateChange(@Nullable String name, @Nullable Map<String, String> metadata) {}
