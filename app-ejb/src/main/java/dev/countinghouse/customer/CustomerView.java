package dev.countinghouse.customer;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer going out.
 *
 * @param locale of his documents; null for the tenant's
 */
public record CustomerView(
        UUID id,
        @Nullable String externalId,
        String name,
        @Nullable String email,
        @Nullable String country,
        String timeZone,
        String currency,
        @Nullable Address address,
        @Nullable String vatId,
        @Nullable String locale,
        Map<String, Object> metadata,
        int version,
        Instant createdAt) {}
