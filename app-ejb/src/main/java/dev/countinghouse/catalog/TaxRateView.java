package dev.countinghouse.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tax rate going out.
 *
 * @param archivedAt since when nothing new may use it; null: it may be used
 */
public record TaxRateView(
        UUID id,
        @Nullable String externalId,
        String code,
        String name,
        BigDecimal percent,
        Map<String, Object> metadata,
        int version,
        Instant createdAt,
        @Nullable Instant archivedAt) {}
