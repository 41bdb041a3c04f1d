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
import dev.countinghouse.tax.domain.TaxTreatment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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
    @EnumSource(
            value = Profile.class,
            names = {"XRECHNUNG", "PEPPOL"})
    void whoIsNoSubjectOfVatIsValidToo(Profile profile) {
        InvoiceView small = BilledInvoices.of(
                "EUR",
                BilledInvoices.seller("DE", null, "30/123/45678"),
                BilledInvoices.MUNICH,
                List.of(new Item("1", "29.00", 0, Map.of())));
        assertThat(EInvoiceTerms.of(small, null, profile).vat())
                .extracting(vat -> vat.key().category())
                .containsExactly(VatCategory.NOT_SUBJECT);
        CreditNoteView note = BilledInvoices.credit(small, 50);
        assertThat(rules(profile, true).violations(UblWriter.write(EInvoiceTerms.of(small, null, profile))))
                .isEmpty();
        assertThat(rules(profile, false).violations(UblWriter.write(EInvoiceTerms.of(note, small, profile))))
                .isEmpty();
    }

    /** Between two in business in two member states, where anything else untaxed would be a reverse charge. */
    @ParameterizedTest
    @EnumSource(Profile.class)
    void theSaleOfCreditsIsNoSupplyWhoeverBuys(Profile profile) {
        InvoiceView sale = BilledInvoices.of(
                "EUR",
                BilledInvoices.BERLIN,
                BilledInvoices.customer("FR", "FR40303265045"),
                List.of(new Item("100", "0.50", 0, Map.of())),
                TaxTreatment.NO_SUPPLY);
        EInvoice terms = EInvoiceTerms.of(sale, null, profile);
        assertThat(terms.vat()).extracting(vat -> vat.key().category()).containsExactly(VatCategory.NOT_SUBJECT);
        assertThat(rules(profile, true).violations(UblWriter.write(terms))).isEmpty();
        assertThat(OfficialRules.CII.violations(CiiWriter.write(EInvoiceTerms.of(sale, null, Profile.NORM))))
                .isEmpty();
        assertThat(new InvoicePages(sale, null, SampleInvoices.tenant(SampleInvoices.plain()))
                        .page()
                        .notes())
                .isEmpty();
    }

    /** Of invoices, or of credit notes. */
    private static OfficialRules rules(Profile profile, boolean invoice) {
        return switch (profile) {
            case XRECHNUNG -> invoice ? OfficialRules.XRECHNUNG_INVOICE : OfficialRules.XRECHNUNG_CREDIT_NOTE;
            case PEPPOL -> invoice ? OfficialRules.PEPPOL_INVOICE : OfficialRules.PEPPOL_CREDIT_NOTE;
            case NORM -> invoice ? OfficialRules.UBL_INVOICE : OfficialRules.UBL_CREDIT_NOTE;
        };
    }

    /** Each scheme that XRechnung knows by our list, its rules take, and each other one they refuse. */
    @Test
    void theSchemesOfAnXRechnungAreThoseThatItsRulesKnow() {
        String sample = written(invoice("DE", FEE), Profile.XRECHNUNG);
        for (String scheme : List.of(
                "0007", "0037", "0203", "0204", "0220", "0240", "0242", "0244", "0245", "0246", "0248", "9930", "9959",
                "AN", "AU", "EM")) {
            byte[] with = sample.replace("schemeID=\"0204\"", "schemeID=\"" + scheme + "\"")
                    .getBytes(StandardCharsets.UTF_8);
            boolean known = OfficialRules.XRECHNUNG_INVOICE.violations(with).isEmpty();
            boolean ours = !List.of("0242", "0245", "0246", "0248").contains(scheme);
            assertThat(known).as(scheme).isEqualTo(ours);
        }
        assertThat(gaps(
                        BilledInvoices.of(
                                "EUR",
                                BilledInvoices.BERLIN,
                                customer("DE", null, "A1", "0245:2020123456"),
                                List.of(FEE)),
                        Profile.XRECHNUNG))
                .containsExactly("customer.electronic_address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EL094259216", "IT12345670017", "NO123456789", "SE556012579001"})
    void peppolLooksAtTheLettersOfTheSellersVatIdToo(String vatId) {
        InvoiceView invoice =
                BilledInvoices.of("EUR", BilledInvoices.seller("DE", vatId, null), BilledInvoices.MUNICH, List.of(FEE));
        assertThat(gaps(invoice, Profile.PEPPOL)).containsExactly("seller.vat_id");
    }

    @Test
    void whoNamesNoAccountSaysNothingOfIt() {
        InvoiceView invoice = BilledInvoices.of("EUR", bareSeller("FR"), BilledInvoices.MUNICH, List.of(FEE));
        assertThat(written(invoice, Profile.NORM)).doesNotContain("PaymentMeans");
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
    void whatTheBuyerWantsToFindStandsOnThePages() {
        InvoiceView invoice = invoice("DE", FEE);
        CreditNoteView note = BilledInvoices.credit(invoice, 100);
        String reference = "Ihre Referenz 04011000-12345-34 <1>";
        assertThat(new InvoicePages(invoice, null, SampleInvoices.tenant(SampleInvoices.plain()))
                        .page()
                        .customer()
                        .lines())
                .contains(reference);
        assertThat(new CreditNotePages(note, invoice, SampleInvoices.tenant(SampleInvoices.plain()))
                        .page()
                        .customer()
                        .lines())
                .contains(reference);
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
        assertThat(rules(profile, true).violations(without.getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .satisfies(violation -> assertThat(violation).contains(rule));
    }
}
