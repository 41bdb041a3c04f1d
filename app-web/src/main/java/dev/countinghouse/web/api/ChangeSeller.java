package dev.countinghouse.web.api;

import dev.countinghouse.legalentity.Seller;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * How invoices are to name the tenant, or a legal entity of it, from now on; what is left out stands on none.
 *
 * @param electronicAddress where e-invoices are from, as {@code SCHEME:ID} with a scheme of the code list EAS
 * @param contactName whom to ask about an invoice: a person, or a department
 * @param euVat whether the VAT of the European Union is decided by who buys
 */
public record ChangeSeller(
        @Nullable @Size(min = 1, max = 200) String legalName,
        @Nullable @Size(min = 1, max = 200) String line1,
        @Nullable @Size(min = 1, max = 200) String line2,
        @Nullable @Size(min = 1, max = 32) String postalCode,
        @Nullable @Size(min = 1, max = 100) String city,
        @Nullable @Size(min = 1, max = 100) String region,
        @Nullable @CountryCode String country,
        @Nullable @VatId String vatId,
        @Nullable @Size(min = 1, max = 32) String taxNumber,
        @Nullable @Size(min = 1, max = 100) String bank,

        @Nullable @Pattern(regexp = "[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}", message = "must be an IBAN without spaces")
        String iban,

        @Nullable
        @Pattern(regexp = "[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?", message = "must be a BIC of 8 or 11 characters")
        String bic,

        @Nullable @Size(max = 260) String electronicAddress,

        @Nullable @Size(max = 100) @Pattern(regexp = ".*\\S.*", message = "must not be blank")
        String contactName,

        @Nullable @PhoneNumber String contactPhone,

        @Nullable
        @Size(max = 254)
        @Pattern(
                regexp = "[^@\\s.][^@\\s]*@[^@\\s.]+(\\.[^@\\s.]+)+",
                message = "must be an e-mail address of a domain")
        String contactEmail,

        @Nullable Boolean euVat) {

    /** As it is kept. */
    public Seller toSeller() {
        return new Seller(
                legalName,
                line1,
                line2,
                postalCode,
                city,
                region,
                country,
                vatId,
                taxNumber,
                bank,
                iban,
                bic,
                electronicAddress,
                contactName,
                contactPhone,
                contactEmail,
                euVat);
    }
}
