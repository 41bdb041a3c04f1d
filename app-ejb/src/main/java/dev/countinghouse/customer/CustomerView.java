package dev.countinghouse.customer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer going out.
 *
 * @param vatIdValid whether the VAT id is a valid one of his country, a member state of the European Union; null where there is none to
 *     check
 * @param buyerReference what he wants to find on his invoices (BT-10 of EN 16931), such as a Leitweg-ID; null for nothing
 * @param electronicAddress where his e-invoices go, as {@code SCHEME:ID}; null: nowhere known
 * @param netTermsDays from an invoice's date to its due date; null: the tenant's
 * @param gracePeriodDays for which an invoice stays a draft after its period has ended, 0 to 30; null: as the tenant's do
 * @param taxRates codes of tax rates where neither charge nor plan names any
 * @param taxExempt whether no tax is charged at all
 * @param taxExemptReason why not, as documents say it
 * @param legalEntity code of the one that bills him; null: the tenant itself
 * @param locale of his documents; null for the tenant's
 */
public record CustomerView(
        UUID id,
        @Nullable String externalId,
        String name,
        @Nullable String email,
        @Nullable String country,
        String timeZone,
        String currency,
        @Nullable Address address,
        @Nullable String vatId,
        @Nullable Boolean vatIdValid,
        @Nullable String locale,
        @Nullable String buyerReference,
        @Nullable String electronicAddress,
        @Nullable Integer netTermsDays,
        @Nullable Integer gracePeriodDays,
        List<String> taxRates,
        boolean taxExempt,
        @Nullable String taxExemptReason,
        @Nullable String legalEntity,
        Map<String, Object> metadata,
        int version,
        Instant createdAt) {

    public CustomerView {
        taxRates = List.copyOf(taxRates);
    }
}
