package dev.countinghouse.invoicing;

import org.jspecify.annotations.Nullable;

/**
 * Who an invoice is from, as he was when it was finalized.
 *
 * @param electronicAddress where e-invoices are from, as {@code SCHEME:ID}
 * @param contactName whom to ask about an invoice: a person, or a department
 * @param euVat whether the VAT of the European Union was decided by who buys; null: it was not
 */
public record InvoiceSeller(
        String legalName,
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
        @Nullable Boolean euVat) {

    /** Of whom nothing is known but his name. */
    public static InvoiceSeller named(String legalName) {
        return new InvoiceSeller(
                legalName, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null);
    }
}
