package dev.countinghouse.legalentity;

import dev.countinghouse.einvoice.domain.ElectronicAddress;
import dev.countinghouse.einvoice.domain.Iban;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.tax.domain.TaxTreatment;
import dev.countinghouse.tax.domain.VatIdRule;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant, or one of its legal entities, stands on its invoices. Each invoice keeps it as it was when it was finalized.
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
        @Nullable Boolean euVat) {

    /**
     * Refuses what customers would find to be wrong.
     *
     * @throws BillingException VALIDATION_FAILED by its field, as one of {@code seller}
     */
    public void requireSound() {
        requireReachable();
        requireInUnion();
    }

    /** Where money and answers go is found to be wrong by whoever types it, and not by customers. */
    private void requireReachable() {
        if (iban != null && !Iban.isValid(iban)) {
            throw BillingException.invalid("seller.iban", "malformed", "has check digits that are not its own");
        }
        if (electronicAddress != null && ElectronicAddress.of(electronicAddress).isEmpty()) {
            throw BillingException.invalid("seller.electronic_address", "malformed", ElectronicAddress.RULE);
        }
    }

    /** Who charges the Union's VAT is in a member state and registered there. */
    private void requireInUnion() {
        if (!Boolean.TRUE.equals(euVat)) {
            return;
        }
        if (country == null || !TaxTreatment.isInUnion(country)) {
            throw BillingException.invalid(
                    "seller.eu_vat",
                    "not_in_union",
                    "needs a seller.country that is a member state of the European Union");
        }
        if (vatId == null) {
            throw BillingException.invalid("seller.vat_id", "required", "is needed where seller.eu_vat is on");
        }
        if (VatIdRule.of(country).filter(rule -> rule.holds(vatId)).isEmpty()) {
            throw BillingException.invalid(
                    "seller.vat_id",
                    "invalid",
                    "must be a valid VAT id of the seller's country where seller.eu_vat is on");
        }
    }
}
