package dev.countinghouse.catalog;

import dev.countinghouse.money.MoneyView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An add-on going out.
 *
 * @param taxRates codes
 * @param archivedAt since when nothing new may use it; null: it may be used
 */
public record AddOnView(
        UUID id,
        @Nullable String externalId,
        String code,
        String name,
        @Nullable String description,
        MoneyView amount,
        List<String> taxRates,
        Map<String, Object> metadata,
        int version,
        Instant createdAt,
        @Nullable Instant archivedAt) {}
