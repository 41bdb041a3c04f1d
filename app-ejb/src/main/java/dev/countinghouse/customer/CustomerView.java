package dev.countinghouse.customer;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A customer going out. */
public record CustomerView(
        UUID id,
        @Nullable String externalId,
        String name,
        @Nullable String email,
        @Nullable String country,
        String timeZone,
        String currency,
        Map<String, Object> metadata,
        int version,
        Instant createdAt) {}
