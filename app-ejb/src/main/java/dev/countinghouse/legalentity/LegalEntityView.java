package dev.countinghouse.legalentity;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A legal entity going out.
 *
 * @param code what customers name it by
 * @param numberPrefix what the numbers of its invoices begin with; those of its credit notes begin with it and {@code -CN}
 * @param seller how it stands on invoices that are written from now on
 * @param createdAt by the tenant's clock
 * @param archivedAt since when no customer may name it; null: customers may
 */
public record LegalEntityView(
        UUID id,
        @Nullable String externalId,
        String code,
        String numberPrefix,
        Seller seller,
        Map<String, Object> metadata,
        int version,
        Instant createdAt,
        @Nullable Instant archivedAt) {}
