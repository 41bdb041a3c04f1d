package dev.countinghouse.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countinghouse.customer.Address;
import dev.countinghouse.documents.BilledInvoices.Item;
import dev.countinghouse.documents.EInvoice.Profile;
import dev.countinghouse.invoicing.CreditNoteView;
import dev.countinghouse.invoicing.InvoiceSeller;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XRechnung and Peppol ask for more than the norm. */
class EInvoiceProfileTest {

    private static final Item FEE = BilledInvoices.item("1", "29.00", "19");

    private static InvoiceView invoice(String to, Item... items) {
        return BilledInvoices.of(
                "EUR",
                BilledInvoices.BERLIN,
                to.equals("DE") ? BilledInvoices.MUNICH : BilledInvoices.customer(to, null),
                List.of(items));
    }

    private static String written(InvoiceView invoice, Profile profile) {
        return new String(UblWriter.write(EInvoiceTerms.of(invoice, null, profile)), StandardCharsets.UTF_8);
    }

    private static List<String> gaps(InvoiceView invoice, Profile profile) {
        BillingException refused =
                catchThrowableOfType(BillingException.class, () -> EInvoiceTerms.of(invoice, null, profile));
        return refused.errors().stream().map(FieldError::field).toList();
    }

    private static InvoiceSeller bareSeller(String country) {
        return new InvoiceSeller(
                "Northwind",
                null,
                null,
                null,
                null,
                null,
                country,
                country + "123456789",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static InvoiceView.BilledCustomer customer(
            String country, @Nullable String email, @Nullable String reference, @Nullable String address) {
        return new InvoiceView.BilledCustomer(
                UUID.randomUUID(),
                null,
                "Ada",
                email,
                reference == null ? null : new Address("1 Row", null, "80331", "München", null),
                country,
                null,
                null,
                reference,
                address,
                List.of(),
                null,
                "de");
    }

    @Test
    void whatAnXRechnungLacksIsNamedAtOnce() {
        InvoiceView bare = BilledInvoices.of("EUR", bareSeller("DE"), customer("DE", null, null, null), List.of(FEE));
        assertThat(gaps(bare, Profile.XRECHNUNG))
                .containsExactlyInAnyOrder(
                        "seller.postal_code",
                        "seller.city",
                        "seller.electronic_address",
                        "seller.contact_name",
                        "seller.contact_phone",
                        "seller.contact_email",
                        "seller.iban",
                        "customer.address.postal_code",
                        "customer.address.city",
                        "customer.electronic_address",
                        "customer.buyer_reference");
        assertThat(gaps(bare, Profile.PEPPOL)).isEqualTo(gaps(bare, Profile.XRECHNUNG));
    }

    @Test
    void nothingIsLeftEmptyWhereLittleIsKnown() {
        InvoiceView bare = BilledInvoices.of("EUR", bareSeller("DE"), customer("DE", null, null, null), List.of(FEE));
        EInvoice terms = EInvoiceTerms.of(bare, null, Profile.NORM);
        assertThat(written(bare, Profile.NORM))
                .contains(">urn:cen.eu:en16931:2017<")
                .doesNotContain("/>", "ProfileID", "BuyerReference", "EndpointID");
        assertThat(OfficialRules.UBL_INVOICE.violations(UblWriter.write(terms))).isEmpty();
        assertThat(OfficialRules.CII.violations(CiiWriter.write(terms))).isEmpty();
    }

    @Test
    void peppolAsksForLessWhereNotBothAreInGermany() {
        InvoiceView bare = BilledInvoices.of("EUR", bareSeller("FR"), customer("DE", null, null, null), List.of(FEE));
        assertThat(gaps(bare, Profile.PEPPOL))
                .containsExactlyInAnyOrder(
                        "seller.electronic_address", "customer.electronic_address", "customer.buyer_reference");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DK", "GR", "IS", "IT", "NL", "NO", "SE"})
    void peppolIsRefusedToSellersWhoseCountryHasRulesOfItsOwnThere(String country) {
        InvoiceView invoice = BilledInvoices.of(
                "EUR", BilledInvoices.seller(country, null, "1"), BilledInvoices.MUNICH, List.of(FEE));
        assertThat(gaps(invoice, Profile.PEPPOL)).containsExactly("seller.country");
        assertThat(written(invoice, Profile.XRECHNUNG)).contains("xrechnung_3.0");
    }

    @ParameterizedTest
    @CsvSource({
        "XRECHNUNG, urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
        "PEPPOL, urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
    })
    void aDocumentNamesItsProfileAndWhatItsPartiesWantToFind(Profile profile, String specification) {
        assertThat(written(invoice("DE", FEE), profile))
                .contains(
                        ">" + specification + "<",
                        ">urn:fdc:peppol.eu:2017:poacc:billing:01:1.0<",
                        ">04011000-12345-34 &lt;1&gt;</cbc:BuyerReference>",
                        "<cbc:EndpointID schemeID=\"0204\">04011000-12345-34<",
                        "<cbc:EndpointID schemeID=\"9930\">DE123456789<",
                        ">+49 (30) 123-456</cbc:Telephone>",
                        ">accounts@northwind.example</cbc:ElectronicMail>",
                        ">58</cbc:PaymentMeansCode>");
    }

    @Test
    void theNormSaysTheSameInBothSyntaxesWhereItIsKnown() {
        EInvoice terms = EInvoiceTerms.of(invoice("DE", FEE), null, Profile.NORM);
        assertThat(new String(CiiWriter.write(terms), StandardCharsets.UTF_8))
                .contains(
                        ">04011000-12345-34 &lt;1&gt;</ram:BuyerReference>",
                        "schemeID=\"0204\">04011000-12345-34<",
                        ">+49 (30) 123-456<",
                        ">accounts@northwind.example<");
        assertThat(new String(UblWriter.write(terms), StandardCharsets.UTF_8))
                .contains("schemeID=\"0204\">04011000-12345-34<", "BuyerReference", "Telephone");
    }

    @Test
    void anXRechnungCanGoByEmailAndPeppolCannot() {
        InvoiceView invoice = BilledInvoices.of(
                "EUR", BilledInvoices.BERLIN, customer("DE", "stadt@muenchen.example", "A1", null), List.of(FEE));
        assertThat(written(invoice, Profile.XRECHNUNG))
                .contains("<cbc:EndpointID schemeID=\"EM\">stadt@muenchen.example<");
        assertThat(gaps(invoice, Profile.PEPPOL)).containsExactly("customer.electronic_address");
        assertThat(gaps(
                        BilledInvoices.of(
                                "EUR",
                                BilledInvoices.BERLIN,
                                customer("DE", null, "A1", "EM:stadt@muenchen.example"),
                                List.of(FEE)),
                        Profile.PEPPOL))
                .containsExactly("customer.electronic_address");
    }

    @Test
    void whereNothingIsAskedForNoAccountIsNamed() {
        InvoiceView given = invoice("DE", BilledInvoices.item("-1", "29.00", "19"));
        assertThat(written(given, Profile.XRECHNUNG))
                .contains(">1</cbc:PaymentMeansCode>")
                .doesNotContain("PayeeFinancialAccount");
        assertThat(written(given, Profile.NORM)).doesNotContain("PaymentMeans");
        InvoiceView invoice = invoice("DE", FEE);
        CreditNoteView note = BilledInvoices.credit(invoice, 100);
        assertThat(new String(
                        UblWriter.write(EInvoiceTerms.of(note, invoice, Profile.XRECHNUNG)), StandardCharsets.UTF_8))
                .contains(">1</cbc:PaymentMeansCode>")
                .doesNotContain("PayeeFinancialAccount");
    }

    @ParameterizedTest
    @CsvSource({"XRECHNUNG, BR-DE-15", "PEPPOL, PEPPOL-EN16931-R003"})
    void theRulesFindAMissingReference(Profile profile, String rule) {
        String without =
                written(invoice("FR", FEE), profile).replaceAll("<cbc:BuyerReference>[^/]*</cbc:BuyerReference>", "");
        OfficialRules rules =
                profile == Profile.PEPPOL ? OfficialRules.PEPPOL_INVOICE : OfficialRules.XRECHNUNG_INVOICE;
        assertThat(rules.violations(without.getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .satisfies(violation -> assertThat(violation).contains(rule));
    }
}
