package dev.countinghouse.tax;

/**
 * Whether VAT ids of the European Union are valid. Asked whenever a customer is read, so it answers from what it knows: one that asks
 * a register keeps the answers, and takes for invalid what {@link OfflineVatIdCheck} does.
 */
public interface VatIdCheck {

    /**
     * Whether a VAT id is valid and one of a country.
     *
     * @param vatId capital letters and digits
     * @param country ISO 3166 code of a member state
     */
    boolean isValid(String vatId, String country);
}
