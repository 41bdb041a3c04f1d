package dev.countinghouse.customer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer to be made.
 *
 * @param externalId the client's own id, unique in the tenant
 * @param country ISO 3166-1 alpha-2
 * @param timeZone IANA name; null for the tenant's
 * @param currency ISO 4217; null for the tenant's
 * @param vatId as documents name it
 * @param locale language, and country if need be, of his documents; null for the tenant's
 * @param buyerReference what he wants to find on his invoices; null for nothing
 * @param electronicAddress where his e-invoices go, as {@code SCHEME:ID}; null: nowhere known
 * @param netTermsDays from an invoice's date to its due date, 0 to 365; null: the tenant's
 * @param gracePeriodDays for which an invoice stays a draft after its period has ended, 0 to 30; null: as the tenant's do
 * @param taxRates codes of tax rates where neither charge nor plan names any; null for none
 * @param taxExempt whether no tax is charged at all; null: it is
 * @param taxExemptReason why not, as documents say it
 * @param legalEntity code of the one that bills him; null: the tenant itself
 */
public record NewCustomer(
        @Nullable String externalId,
        String name,
        @Nullable String email,
        @Nullable String country,
        @Nullable String timeZone,
        @Nullable String currency,
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
