package dev.countinghouse.customer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a customer is to change; null leaves a value as it is. Address and tax rates are replaced as a whole.
 *
 * @param netTermsDays from an invoice's date to its due date, 0 to 365; below zero: the tenant's again
 * @param gracePeriodDays for which an invoice stays a draft after its period has ended, 0 to 30; below zero: as the
 *     tenant's do, again
 * @param legalEntity code of the one that bills him from now on; empty: the tenant itself
 */
public record CustomerChange(
        @Nullable String name,
        @Nullable String email,
        @Nullable String country,
        @Nullable String timeZone,
        @Nullable Address address,
        @Nullable String vatId,
        @Nullable String locale,
        @Nullable String buyerReference,
        @Nullable String electronicAddress,
        @Nullable Integer netTermsDays,
        @Nullable Integer gracePeriodDays,
        @Nullable List<String> taxRates,
        @Nullable Boolean taxExempt,
        @Nullable String taxExemptReason,
        @Nullable String legalEntity,
        @Nullable Map<String, String> metadata) {}
