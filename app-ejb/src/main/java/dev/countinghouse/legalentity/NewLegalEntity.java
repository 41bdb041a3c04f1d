package dev.countinghouse.legalentity;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A legal entity to be made.
 *
 * @param externalId the client's own id, unique in the tenant
 * @param code what customers name it by, 1 to 24 characters; never changes
 * @param numberPrefix what the numbers of its invoices begin with, 1 to 24 characters; never changes. Those of its credit notes
 *     begin with it and {@code -CN}
 * @param seller how it stands on its invoices; it has a legal name
 */
public record NewLegalEntity(
        @Nullable String externalId,
        String code,
        String numberPrefix,
        Seller seller,
        @Nullable Map<String, String> metadata) {}
