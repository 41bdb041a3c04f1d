package dev.countinghouse.platform;

import dev.countinghouse.legalentity.Seller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a tenant's settings is to change; null leaves a value as it is. Branding, seller and roles are replaced as a whole. */
public record TenantChange(
        @Nullable String name,
        @Nullable String timeZone,
        @Nullable String currency,
        @Nullable Integer netTermsDays,
        @Nullable String locale,
        @Nullable Branding branding,
        @Nullable Seller seller,
        @Nullable List<String> mfaRequiredFor,
        @Nullable Integer usageRetentionMonths,
        @Nullable Integer gracePeriodDays) {}
