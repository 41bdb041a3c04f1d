package dev.countinghouse.platform;

import org.jspecify.annotations.Nullable;

/**
 * How a tenant stands on its invoices. Each invoice keeps it as it was when it was finalized.
 *
 * @param legalName null: the tenant's name
 * @param country ISO 3166-1 alpha-2
 * @param taxNumber at the local tax office
 * @param iban where transfers go
 * @param electronicAddress where e-invoices are from, as {@code SCHEME:ID}
 * @param contactName whom to ask about an invoice: a person, or a department
 * @param euVat whether the VAT of the European Union is decided by who buys; null: it is not
 */
public record Seller(
        @Nullable String legalName,
        @Nullable String line1,
        @Nullable String line2,
        @Nullable String postalCode,
        @Nullable String city,
        @Nullable String region,
        @Nullable String country,
        @Nullable String vatId,
        @Nullable String taxNumber,
        @Nullable String bank,
        @Nullable String iban,
        @Nullable String bic,
        @Nullable String electronicAddress,
        @Nullable String contactName,
        @Nullable String contactPhone,
        @Nullable String contactEmail,
        @Nullable Boolean euVat) {}
