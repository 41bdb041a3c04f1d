package dev.countinghouse.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countinghouse.documents.BilledInvoices.Item;
import dev.countinghouse.documents.EInvoice.Line;
import dev.countinghouse.documents.EInvoice.Vat;
import dev.countinghouse.invoicing.CreditNoteView;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.platform.TenantView;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tax.domain.TaxTreatment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

class EInvoiceTest {

    private static final Item FEE = BilledInvoices.item("1", "29.00", "19");

    private static InvoiceView invoice(String currency, Item... items) {
        return BilledInvoices.of(currency, BilledInvoices.BERLIN, BilledInvoices.MUNICH, List.of(items));
    }

    private static String cii(InvoiceView invoice) {
        return new String(
                CiiWriter.write(EInvoiceTerms.of(invoice, null, EInvoice.Profile.NORM)), StandardCharsets.UTF_8);
    }

    private static List<String> gaps(InvoiceView invoice) {
        return gaps(() -> EInvoiceTerms.of(invoice, null, EInvoice.Profile.NORM));
    }

    private static List<String> gaps(ThrowingCallable terms) {
        BillingException refused = catchThrowableOfType(BillingException.class, terms);
        assertThat(refused.type()).isEqualTo(ProblemType.E_INVOICE_INCOMPLETE);
        return refused.errors().stream().map(FieldError::field).toList();
    }

    @ParameterizedTest(name = "{0} {1} to {3} {4}: {6} and {7}")
    @CsvSource(nullValues = "-", textBlock = """
        DE, DE123456789,  -,  DE, -,             19, S,  no reason
        DE, -,            1,  FR, FR12345678901, 19, S,  no reason
        DE, DE123456789,  -,  DE, -,             0,  Z,  no reason
        DE, DE123456789,  -,  DE, -,             -,  E,  Von der Umsatzsteuer befreit
        DE, DE123456789,  -,  US, -,             -,  E,  Von der Umsatzsteuer befreit
        CH, CHE123456789, -,  FR, FR12345678901, -,  E,  Von der Umsatzsteuer befreit
        DE, DE123456789,  -,  FR, -,             -,  E,  Von der Umsatzsteuer befreit
        DE, DE123456789,  -,  FR, FR12345678901, -,  AE, Steuerschuldnerschaft des Leistungsempfängers
        DE, DE123456789,  -,  GR, EL123456789,   -,  AE, Steuerschuldnerschaft des Leistungsempfängers
        DE, DE123456789,  -,  FR, CH123,         -,  E,  Von der Umsatzsteuer befreit
        DE, DE123456789,  -,  FR, DE999999999,   -,  E,  Von der Umsatzsteuer befreit
        DE, DE123456789,  -,  FR, FR12345678901, 0,  AE, Steuerschuldnerschaft des Leistungsempfängers
        DE, -,            1,  DE, -,             -,  O,  Unterliegt nicht der Umsatzsteuer
        DE, -,            1,  FR, FR12345678901, 0,  O,  Unterliegt nicht der Umsatzsteuer
        """)
    void whatIsKnownOfBothSaysWhatTaxIsOnALine(ArgumentsAccessor row) {
        @Nullable String percent = row.getString(5);
        InvoiceView invoice = BilledInvoices.of(
                "EUR",
                BilledInvoices.seller(row.getString(0), row.getString(1), row.getString(2)),
                BilledInvoices.customer(row.getString(3), row.getString(4)),
                List.of(new Item("1", "100", 0, percent == null ? Map.of() : Map.of("vat", percent))));
        Vat vat = EInvoiceTerms.of(invoice, null, EInvoice.Profile.NORM).vat().getFirst();
        assertThat(vat.key().category().code()).isEqualTo(row.getString(6));
        assertThat(vat.reason() == null ? "no reason" : vat.reason()).isEqualTo(row.getString(7));
    }

    /** It does not matter what the parties look like, as they decided it when the invoice was written. */
    @ParameterizedTest(name = "{0} is {1} ({2}): {3}")
    @CsvSource(nullValues = "-", textBlock = """
        EXEMPT,         E,  -,           Von der Umsatzsteuer befreit: An embassy
        REVERSE_CHARGE, AE, VATEX-EU-AE, Steuerschuldnerschaft des Leistungsempfängers
        OUTSIDE,        G,  VATEX-EU-G,  Keine Umsatzsteuer: Leistungsempfänger außerhalb der Europäischen Union
        DOMESTIC,       E,  -,           Von der Umsatzsteuer befreit
        DESTINATION,    E,  -,           Von der Umsatzsteuer befreit
        """)
    void whatWasDecidedSaysWhyThereIsNoTax(
            TaxTreatment treatment, String category, @Nullable String code, String reason) {
        InvoiceView.BilledCustomer customer = BilledInvoices.customer("FR", "FR40303265045");
        InvoiceView invoice = BilledInvoices.of(
                "EUR",
                BilledInvoices.BERLIN,
                treatment == TaxTreatment.EXEMPT ? BilledInvoices.exempt(customer, "An embassy") : customer,
                List.of(new Item("1", "100", 0, Map.of())),
                treatment);
        Vat vat = EInvoiceTerms.of(invoice, null, EInvoice.Profile.NORM).vat().getFirst();
        assertThat(vat.key().category().code()).isEqualTo(category);
        assertThat(vat.key().category().reasonCode()).isEqualTo(code);
        assertThat(vat.reason()).isEqualTo(reason);
        assertThat(new InvoicePages(invoice, null, SampleInvoices.tenant(SampleInvoices.branded()))
                        .page()
                        .notes())
                .containsExactly(reason);
    }

    @Test
    void whoIsChargedTaxOnAPartDoesNotOweItOnTheRest() {
        InvoiceView invoice = BilledInvoices.of(
                "EUR",
                BilledInvoices.BERLIN,
                BilledInvoices.customer("FR", "FR12345678901"),
                List.of(FEE, new Item("1", "100", 0, Map.of())));
        assertThat(EInvoiceTerms.of(invoice, null, EInvoice.Profile.NORM).vat())
                .extracting(vat -> vat.key().category())
                .containsExactly(VatCategory.STANDARD, VatCategory.EXEMPT);
    }

    /** On the page as in the file: one is the alternative of the other. */
    @Test
    void whyThereIsNoTaxStandsOnThePageToo() {
        InvoiceView invoice = BilledInvoices.of(
                "EUR",
                BilledInvoices.BERLIN,
                BilledInvoices.customer("FR", "FR12345678901"),
                List.of(new Item("1", "100", 0, Map.of())));
        TenantView tenant = SampleInvoices.tenant(SampleInvoices.branded());
        assertThat(new InvoicePages(invoice, null, tenant).page().notes())
                .containsExactly("Steuerschuldnerschaft des Leistungsempfängers");
        assertThat(new InvoicePages(invoice("EUR", FEE), null, tenant).page().notes())
                .isEmpty();
    }

    @Test
    void anInvoiceInPlaceOfAVoidOneNamesIt() {
        InvoiceView replaced = SampleInvoices.voided(SampleInvoices.small("en"));
        InvoiceView invoice = invoice("EUR", FEE);
        EInvoice terms = EInvoiceTerms.of(invoice, replaced, EInvoice.Profile.NORM);
        byte[] cii = CiiWriter.write(terms);
        byte[] ubl = UblWriter.write(terms);
        assertThat(OfficialRules.CII.violations(cii)).isEmpty();
        assertThat(OfficialRules.UBL_INVOICE.violations(ubl)).isEmpty();
        assertThat(new String(cii, StandardCharsets.UTF_8)).contains("InvoiceReferencedDocument", replaced.number());
        assertThat(new String(ubl, StandardCharsets.UTF_8)).contains("BillingReference", replaced.number());
        assertThat(new InvoicePages(invoice, replaced, SampleInvoices.tenant(SampleInvoices.branded()))
                        .page()
                        .notes())
                .singleElement()
                .asString()
                .contains(replaced.number());
    }

    @Test
    void taxesOfOneRateAreOneWhateverTheyAreCalled() {
        InvoiceView invoice = invoice(
                "EUR",
                new Item("1", "0.13", 0, Map.of("a", "19")),
                new Item("1", "0.13", 0, Map.of("b", "19.00")),
                new Item("1", "5.00", 0, Map.of("c", "7")));
        assertThat(EInvoiceTerms.of(invoice, null, EInvoice.Profile.NORM).vat())
                .extracting(vat -> vat.key().percent() + " of " + vat.base() + ": " + vat.amount())
                .containsExactly("19 of 0.26: 0.04", "7 of 5.00: 0.35");
    }

    /** The price is never below zero, and quantity times price is always the amount. */
    @ParameterizedTest(name = "{0} of {1} and {2}: {3} of {4}")
    @CsvSource({
        "50,        0.08,  0,  50,        0.08",
        "12.428571, 29.00, 0,  12.428571, 29.00",
        "-2.5,      7.10,  0,  -2.5,      7.10",
        "2.5,       -7.10, 0,  -2.5,      7.10",
        "0,         3,     0,  0,         3",
        "1,         3,     1,  1,         3.01",
        "1,         3,     -400, -1,      1.00",
        "100,       0.01,  -100, 1,       0.00",
    })
    void aLineKeepsItsQuantityWhereTheAmountFollowsFromIt(
            String quantity, String price, long off, String shownQuantity, String shownPrice) {
        Line line = EInvoiceTerms.of(
                        invoice("EUR", new Item(quantity, price, off, Map.of("vat", "19")), FEE, FEE, FEE),
                        null,
                        EInvoice.Profile.NORM)
                .lines()
                .getFirst();
        assertThat(line.quantity()).isEqualByComparingTo(shownQuantity);
        assertThat(line.price()).isEqualByComparingTo(shownPrice);
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        InvoiceView invoice = BilledInvoices.of(
                "EUR", BilledInvoices.seller(null, null, null), BilledInvoices.customer(null, null), List.of(FEE));
        assertThat(gaps(invoice)).containsExactly("seller.country", "seller.vat_id", "customer.country");
    }

    @Test
    void anInvoiceFromBeforeSellersWereKeptLacksOne() {
        InvoiceView invoice = BilledInvoices.of("EUR", null, BilledInvoices.MUNICH, List.of(FEE));
        assertThat(gaps(invoice)).containsExactly("seller.legal_name", "seller.country", "seller.vat_id");
    }

    @Test
    void vatIdsBeginWithACountry() {
        InvoiceView invoice = BilledInvoices.of(
                "EUR",
                BilledInvoices.seller("US", "9912345", null),
                BilledInvoices.customer("US", "9954321"),
                List.of(FEE));
        assertThat(gaps(invoice)).containsExactly("seller.vat_id", "customer.vat_id");
    }

    @Test
    void whatTheNormCannotSayIsRefused() {
        assertThat(gaps(invoice("KWD", FEE))).containsExactly("currency");
        assertThat(gaps(invoice("EUR", FEE, new Item("1", "100", 0, Map.of("a", "5", "b", "9.975")))))
                .containsExactly("lines[1].tax_rates");
        assertThat(gaps(SampleInvoices.voided(invoice("EUR", FEE)))).containsExactly("status");
    }

    /** Half of 19 yen of tax is 10 for each of both lines, where 19 % of the 100 that is credited is 19. */
    @Test
    void yenRoundedLineByLineToAUnitOffTheRateAreRefused() {
        Item item = new Item("1", "100", 0, Map.of("vat", "19"));
        InvoiceView invoice = invoice("JPY", item, item);
        CreditNoteView note = BilledInvoices.credit(invoice, 50);
        assertThat(gaps(() -> EInvoiceTerms.of(note, invoice, EInvoice.Profile.NORM)))
                .containsExactly("tax");
        InvoiceView single = invoice("JPY", item);
        assertThat(EInvoiceTerms.of(BilledInvoices.credit(single, 50), single, EInvoice.Profile.NORM)
                        .tax())
                .isEqualByComparingTo("10");
    }

    @Test
    void aTransferIsAskedForWhereSomethingIsToBePaid() {
        assertThat(cii(invoice("EUR", FEE)))
                .contains(">58<", ">DE89370400440532013000<", ">COBADEFFXXX<", "PaymentReference>ACME-000042<");
        assertThat(cii(invoice("USD", FEE))).contains(">30<").doesNotContain(">58<");
        assertThat(cii(invoice("EUR", BilledInvoices.item("-1", "5", "19")))).doesNotContain("IBANID");
    }

    /** 34.51, of which 30.00 are there already. */
    @Test
    void whatTheCreditBalanceSettledIsNotAskedForAgain() {
        InvoiceView settled = SampleInvoices.applied(invoice("EUR", FEE), "30.00");
        EInvoice terms = EInvoiceTerms.of(settled, null, EInvoice.Profile.NORM);
        byte[] cii = CiiWriter.write(terms);
        byte[] ubl = UblWriter.write(terms);
        assertThat(OfficialRules.CII.violations(cii)).isEmpty();
        assertThat(OfficialRules.UBL_INVOICE.violations(ubl)).isEmpty();
        assertThat(new String(cii, StandardCharsets.UTF_8))
                .contains("TotalPrepaidAmount>30.00<", "DuePayableAmount>4.51<", "GrandTotalAmount>34.51<");
        assertThat(new String(ubl, StandardCharsets.UTF_8))
                .contains(">30.00</cbc:PrepaidAmount", ">4.51</cbc:PayableAmount");
        assertThat(new InvoicePages(settled, null, SampleInvoices.tenant(SampleInvoices.branded())).page())
                .satisfies(page -> assertThat(page.settled()).hasSize(2))
                .satisfies(page -> assertThat(page.total().value()).contains("4,51"))
                .satisfies(page -> assertThat(page.payment().request()).contains("4,51"));
        assertThat(cii(SampleInvoices.applied(invoice("EUR", FEE), "34.51"))).doesNotContain("IBANID");
    }

    /** 34.51, of which 10.00 came from the credit balance and 20.00 from wallets. */
    @Test
    void whatWalletsPaidIsNotAskedForAgainEither() {
        InvoiceView settled = SampleInvoices.fromWallets(SampleInvoices.applied(invoice("EUR", FEE), "10.00"), "20.00");
        EInvoice terms = EInvoiceTerms.of(settled, null, EInvoice.Profile.NORM);
        byte[] cii = CiiWriter.write(terms);
        assertThat(OfficialRules.CII.violations(cii)).isEmpty();
        assertThat(new String(cii, StandardCharsets.UTF_8))
                .contains("TotalPrepaidAmount>30.00<", "DuePayableAmount>4.51<", "GrandTotalAmount>34.51<");
        assertThat(new InvoicePages(settled, null, SampleInvoices.tenant(SampleInvoices.branded())).page())
                .satisfies(page -> assertThat(page.settled()).hasSize(3))
                .satisfies(page -> assertThat(page.total().value()).contains("4,51"));
    }

    @Test
    void whatWentToTheCreditBalanceIsNotDueOnThePageNorInTheFile() {
        InvoiceView given = invoice("EUR", BilledInvoices.item("-1", "29.00", "19"));
        EInvoice terms = EInvoiceTerms.of(given, null, EInvoice.Profile.NORM);
        byte[] cii = CiiWriter.write(terms);
        byte[] ubl = UblWriter.write(terms);
        assertThat(OfficialRules.CII.violations(cii)).isEmpty();
        assertThat(OfficialRules.UBL_INVOICE.violations(ubl)).isEmpty();
        assertThat(new String(cii, StandardCharsets.UTF_8))
                .contains("TotalPrepaidAmount>-34.51<", "DuePayableAmount>0.00<", "GrandTotalAmount>-34.51<");
        assertThat(new String(ubl, StandardCharsets.UTF_8))
                .contains(">-34.51</cbc:PrepaidAmount", ">0.00</cbc:PayableAmount");
        assertThat(new InvoicePages(given, null, SampleInvoices.tenant(SampleInvoices.branded())).page())
                .satisfies(page -> assertThat(page.settled().getLast().value()).startsWith("34,51"))
                .satisfies(page -> assertThat(page.total().value()).startsWith("0,00"));
    }

    @Test
    void whatPeopleTypedIsText() {
        assertThat(cii(invoice("EUR", FEE))).contains(">Ada &lt;Lovelace&gt; &amp;  Söhne<");
    }

    @Test
    void theRulesFindAWrongTotal() {
        EInvoice terms = EInvoiceTerms.of(invoice("EUR", FEE), null, EInvoice.Profile.NORM);
        String wrong = new String(UblWriter.write(terms), StandardCharsets.UTF_8).replace(">34.51<", ">34.52<");
        assertThat(OfficialRules.UBL_INVOICE.violations(wrong.getBytes(StandardCharsets.UTF_8)))
                .anySatisfy(violation -> assertThat(violation).contains("BR-CO-15"));
    }

    @Test
    void theSameInvoiceIsTheSameFile() {
        InvoiceView invoice = invoice("EUR", FEE);
        assertThat(cii(invoice)).isEqualTo(cii(invoice)).startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"");
        assertThat(UblWriter.write(EInvoiceTerms.of(invoice, null, EInvoice.Profile.NORM)))
                .isEqualTo(UblWriter.write(EInvoiceTerms.of(invoice, null, EInvoice.Profile.NORM)));
    }
}
