package dev.countinghouse.customer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a customer is to change; null leaves a value as it is. */
public record CustomerChange(
        @Nullable String name,
        @Nullable String email,
        @Nullable String country,
        @Nullable String timeZone,
        @Nullable Map<String, String> metadata) {}
