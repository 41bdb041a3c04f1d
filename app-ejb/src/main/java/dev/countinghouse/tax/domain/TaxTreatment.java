package dev.countinghouse.tax.domain;

import java.util.Set;

/** What decides the taxes of a sale besides the rates that are named, and whose VAT is due. Source: docs/BILLING.md, Taxes. */
public enum TaxTreatment {
    /** None, whoever sells: the buyer is exempt, for a reason of his own. */
    EXEMPT,
    /** The seller's country's rate: the buyer is there. */
    DOMESTIC,
    /** None on the document, with a note: the buyer is in business in another country of the Union and owes it there. */
    REVERSE_CHARGE,
    /** The buyer's country's rate: a consumer in another country of the Union. */
    DESTINATION,
    /** None: the buyer is outside the Union. */
    OUTSIDE,
    /**
     * None: nothing is supplied yet, as where credits are sold that will pay for what is taxed then. Source: Council Directive
     * 2006/112/EC, article 30b(2), vouchers for several purposes.
     */
    NO_SUPPLY;

    private static final String MONACO = "MC";

    /** ISO 3166 codes of the member states; a country outside has a VAT of its own that is not ours to add. */
    public static final Set<String> UNION = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
            "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");

    /**
     * The treatment of a sale by a seller in the Union to a buyer who is not exempt.
     *
     * @param seller ISO 3166 code of a country whose VAT is the Union's
     * @param buyer ISO 3166 code
     * @param validVatId whether the buyer's VAT id was found valid
     * @throws IllegalArgumentException when the seller is in none
     */
    public static TaxTreatment of(String seller, String buyer, boolean validVatId) {
        if (!isInUnion(seller)) {
            throw new IllegalArgumentException(seller + " is no member state");
        }
        if (stateOf(seller).equals(stateOf(buyer))) {
            return DOMESTIC;
        }
        if (!isInUnion(buyer)) {
            return OUTSIDE;
        }
        return validVatId ? REVERSE_CHARGE : DESTINATION;
    }

    /** Whether a country's VAT is the Union's. */
    public static boolean isInUnion(String country) {
        return UNION.contains(stateOf(country));
    }

    /**
     * The state whose VAT is a country's: France's in Monaco, else its own. Source: Council Directive 2006/112/EC, article 7.
     *
     * @param country ISO 3166 code
     */
    public static String stateOf(String country) {
        return country.equals(MONACO) ? "FR" : country;
    }

    /** Whether tax is charged at all. */
    public boolean isTaxed() {
        return this == DOMESTIC || this == DESTINATION;
    }
}
