package dev.countinghouse.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tax rate going out.
 *
 * @param country whose consumers pay it to a seller in another country of the Union; null: no country's in particular
 * @param archivedAt since when nothing new may use it; null: it may be used
 */
public record TaxRateView(
        UUID id,
        @Nullable String externalId,
        String code,
        String name,
        BigDecimal percent,
        @Nullable String country,
        Map<String, Object> metadata,
        int version,
        Instant createdAt,
        @Nullable Instant archivedAt) {}
