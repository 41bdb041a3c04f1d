package dev.countinghouse.documents;

import dev.countinghouse.customer.Address;
import dev.countinghouse.documents.EInvoice.Account;
import dev.countinghouse.documents.EInvoice.Contact;
import dev.countinghouse.documents.EInvoice.Party;
import dev.countinghouse.documents.EInvoice.Payment;
import dev.countinghouse.documents.EInvoice.Place;
import dev.countinghouse.documents.EInvoice.Profile;
import dev.countinghouse.einvoice.domain.ElectronicAddress;
import dev.countinghouse.invoicing.InvoiceSeller;
import dev.countinghouse.invoicing.InvoiceView;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who an e-invoice is between and how it is paid, as the invoice keeps it, and what of it its profile asks for. */
final class EInvoiceParties {

    private static final Set<String> VAT_COUNTRIES = vatCountries();

    /** Where Peppol has rules for sellers that are not kept yet, by their country or the letters of their VAT id. */
    private static final Set<String> WITH_RULES_OF_THEIR_OWN = Set.of("DK", "EL", "GR", "IS", "IT", "NL", "NO", "SE");

    private final InvoiceView invoice;
    private final InvoiceSeller seller;
    private final Profile profile;
    private final EInvoiceGaps gaps;

    EInvoiceParties(InvoiceView invoice, Profile profile, EInvoiceGaps gaps) {
        this.invoice = invoice;
        this.seller = invoice.seller() == null ? InvoiceSeller.named("") : invoice.seller();
        this.profile = profile;
        this.gaps = gaps;
    }

    /** Greece has letters of its own, and so has the north of Ireland. */
    private static Set<String> vatCountries() {
        Set<String> countries = new TreeSet<>(Arrays.asList(Locale.getISOCountries()));
        countries.addAll(List.of("EL", "XI"));
        return countries;
    }

    /** Whether Germany's rules are to be kept: Peppol has them, too, between two who are there. */
    private boolean isGerman() {
        return profile == Profile.XRECHNUNG
                || (profile == Profile.PEPPOL
                        && "DE".equals(seller.country())
                        && "DE".equals(invoice.customer().country()));
    }

    Party seller() {
        String name = gaps.required("seller.legal_name", seller.legalName());
        String country = gaps.required("seller.country", seller.country());
        @Nullable String vatId = vatId("seller.vat_id", seller.vatId());
        if (profile == Profile.PEPPOL) {
            refuseRulesOfTheirOwn(country, vatId == null ? "" : vatId.substring(0, 2));
        }
        @Nullable String taxNumber = text(seller.taxNumber());
        if (seller.vatId() == null && taxNumber == null) {
            gaps.add("seller.vat_id", "required", "is needed " + profile.where() + ", or else seller.tax_number");
        }
        Place place = new Place(
                text(seller.line1()),
                text(seller.line2()),
                ofGermany("seller.postal_code", seller.postalCode()),
                ofGermany("seller.city", seller.city()),
                text(seller.region()),
                country);
        // EN 16931, BR-O-02: no VAT id stands where VAT is none of the matter; BR-CO-26: something else tells who it is
        @Nullable String shown = VatCategory.isNotSubject(invoice) ? null : vatId;
        @Nullable String instead = taxNumber == null ? vatId : taxNumber;
        return new Party(
                name,
                place,
                shown,
                taxNumber,
                shown == null ? instead : null,
                address("seller", seller.electronicAddress(), seller.contactEmail()),
                contact());
    }

    private void refuseRulesOfTheirOwn(String country, String vatLetters) {
        boolean there = WITH_RULES_OF_THEIR_OWN.contains(country);
        if (there || WITH_RULES_OF_THEIR_OWN.contains(vatLetters)) {
            gaps.add(
                    there ? "seller.country" : "seller.vat_id",
                    "unsupported",
                    "is of a country with rules of its own in Peppol, which are not kept");
        }
    }

    private @Nullable Contact contact() {
        Contact contact = new Contact(
                ofGermany("seller.contact_name", seller.contactName()),
                ofGermany("seller.contact_phone", seller.contactPhone()),
                ofGermany("seller.contact_email", seller.contactEmail()));
        return contact.equals(new Contact(null, null, null)) ? null : contact;
    }

    Party buyer() {
        InvoiceView.BilledCustomer customer = invoice.customer();
        Address address = customer.address() == null ? new Address(null, null, null, null, null) : customer.address();
        String name = gaps.required("customer.name", customer.name());
        String country = gaps.required("customer.country", customer.country());
        Place place = new Place(
                text(address.line1()),
                text(address.line2()),
                ofGermany("customer.address.postal_code", address.postalCode()),
                ofGermany("customer.address.city", address.city()),
                text(address.region()),
                country);
        return new Party(
                name,
                place,
                VatCategory.isNotSubject(invoice) ? null : vatId("customer.vat_id", customer.vatId()),
                null,
                null,
                address("customer", customer.electronicAddress(), customer.email()),
                null);
    }

    /** What the buyer wants to find on it. */
    @Nullable
    String buyerReference() {
        @Nullable String reference = invoice.customer().buyerReference();
        return profile == Profile.NORM ? text(reference) : gaps.required("customer.buyer_reference", reference);
    }

    /** Where e-invoices go or are from; an XRechnung can go by e-mail, Peppol cannot. */
    private @Nullable ElectronicAddress address(String whose, @Nullable String kept, @Nullable String email) {
        @Nullable
        ElectronicAddress address =
                kept == null ? null : ElectronicAddress.of(kept).orElse(null);
        if (address == null && email != null && profile == Profile.XRECHNUNG) {
            address = ElectronicAddress.ofEmail(email).orElse(null);
        }
        String field = whose + ".electronic_address";
        if (address == null && profile != Profile.NORM) {
            String instead = email == null || profile == Profile.PEPPOL ? "" : ": the e-mail address cannot stand in";
            gaps.add(field, "required", "is needed " + profile.where() + instead);
        } else if (address != null && !isKnown(address)) {
            gaps.add(field, "unsupported", "has a scheme that is not known " + profile.where());
        }
        return address;
    }

    private boolean isKnown(ElectronicAddress address) {
        return switch (profile) {
            case NORM -> true;
            case XRECHNUNG -> address.isInXRechnung();
            case PEPPOL -> address.isInPeppol();
        };
    }

    /**
     * How it is paid.
     *
     * @param asked whether anything is to be paid
     * @param holder of the account
     */
    @Nullable
    Payment payment(boolean asked, Party holder) {
        if (asked && seller.iban() != null) {
            return new Payment(
                    invoice.currency().equals("EUR") ? Payment.SEPA : Payment.TRANSFER,
                    new Account(seller.iban(), holder.name(), seller.bic()));
        }
        return isGerman() ? new Payment(Payment.UNDEFINED, null) : null;
    }

    private @Nullable String ofGermany(String field, @Nullable String value) {
        return isGerman() ? gaps.required(field, value) : text(value);
    }

    private @Nullable String vatId(String field, @Nullable String vatId) {
        if (vatId != null && !VAT_COUNTRIES.contains(vatId.substring(0, 2))) {
            gaps.add(field, "malformed", "must begin with its country's two letters " + profile.where());
        }
        return vatId;
    }

    /** As it can be written; null for nothing. */
    static @Nullable String text(@Nullable String typed) {
        String text = Printable.text(typed);
        return text.isEmpty() ? null : text;
    }
}
