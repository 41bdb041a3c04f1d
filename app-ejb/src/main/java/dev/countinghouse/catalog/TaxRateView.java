package dev.countinghouse.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tax rate going out. */
public record TaxRateView(
        UUID id,
        @Nullable String externalId,
        String code,
        String name,
        BigDecimal percent,
        Map<String, Object> metadata,
        int version,
        Instant createdAt) {}
