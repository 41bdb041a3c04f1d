package dev.countinghouse.platform;

import dev.countinghouse.legalentity.Seller;
import dev.countinghouse.tenancy.TenantLimits;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The current tenant going out.
 *
 * @param schema PostgreSQL schema that holds its books, and name of the role that may touch them
 * @param kind live or sandbox
 * @param timeZone default for its customers
 * @param locale language, and country if need be, of documents for customers that name none
 * @param netTermsDays days from an invoice's date to its due date
 * @param schemaVersion what its schema was last migrated to
 * @param limits of its tier
 * @param storage what it stores and may store
 * @param mfaRequiredFor roles whose members have to have a second factor
 * @param usageRetentionMonths after how many months invoiced usage events are deleted; 0: never
 * @param gracePeriodDays for which an invoice stays a draft after its period has ended; 0: it is finalized at once
 */
public record TenantView(
        UUID id,
        String slug,
        String schema,
        String name,
        String status,
        String kind,
        String timeZone,
        String currency,
        int netTermsDays,
        String locale,
        Branding branding,
        Seller seller,
        String schemaVersion,
        TenantLimits limits,
        StorageView storage,
        List<String> mfaRequiredFor,
        int usageRetentionMonths,
        int gracePeriodDays,
        int version,
        Instant createdAt) {}
