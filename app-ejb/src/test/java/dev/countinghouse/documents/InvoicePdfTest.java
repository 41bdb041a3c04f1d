package dev.countinghouse.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.invoicing.InvoiceSeller;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.platform.Branding;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvoicePdfTest {

    private static PdfDocument pdf(InvoiceView invoice) {
        return PdfDocument.of(invoice, null, SampleInvoices.tenant(SampleInvoices.branded()));
    }

    private static String text(InvoiceView invoice) {
        return ReadPdf.of(pdf(invoice).bytes()).text();
    }

    private static InvoiceView named(String name) {
        return SampleInvoices.of(
                SampleInvoices.customer(name, "en"),
                SampleInvoices.SELLER,
                List.of(SampleInvoices.line(1, name, "1", "10", "10.00")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        en    | Invoice  | €1,200.00  | Unit price      | July 15, 2026       | €7.123456789012  | Total due €1,411.18         | Page 1 of 1
        en-GB | Invoice  | €1,200.00  | Unit price      | 15 July 2026        | €7.123456789012  | Total due €1,411.18         | Page 1 of 1
        de    | Rechnung | 1.200,00 € | Einzelpreis     | 15. Juli 2026       | 7,123456789012 € | Zu zahlen 1.411,18 €        | Seite 1 von 1
        fr    | Facture  | 1 200,00 € | Prix unitaire   | 15 juillet 2026     | 7,123456789012 € | Montant à payer 1 411,18 €  | Page 1 sur 1
        es    | Factura  | 1.200,00 € | Precio unitario | 15 de julio de 2026 | 7,123456789012 € | Total a pagar 1.411,18 €    | Página 1 de 1
        ja    | 請求書   | €1,200.00  | 単価            | 2026年7月15日       | €7.123456789012  | ご請求金額 €1,411.18        | 1 / 1 ページ
        """)
    void speaksTheCustomersLanguage(ArgumentsAccessor row) {
        assertThat(text(SampleInvoices.small(row.getString(0))))
                .contains("ACME-000042", "DE89 3704 0044 0532 0130 00")
                .contains(row.toList().stream().skip(1).map(String::valueOf).toList())
                .doesNotContain("□", "\ufffd");
    }

    /** A4 is 595.3 points wide, its right margin 51. */
    @ParameterizedTest
    @CsvSource({"en, 1", "de, 1", "fr, 1", "es, 1", "ja, 1", "en, 123456789", "es, 123456789"})
    void nothingStandsBeyondTheMargin(String locale, String amount) {
        String longWord = "W".repeat(120);
        InvoiceView invoice = SampleInvoices.of(
                SampleInvoices.customer("Ada " + longWord, locale),
                SampleInvoices.SELLER,
                List.of(
                        SampleInvoices.line(1, "Fee", "1", amount, amount + ".00"),
                        SampleInvoices.line(2, longWord, "1.123456789012", "7.123456789012", "8.00")));
        assertThat(ReadPdf.rightEnd(pdf(invoice).bytes())).isBetween(500f, 544.5f);
    }

    @Test
    void yenHaveNoDecimals() {
        assertThat(text(SampleInvoices.inYen(SampleInvoices.customer("株式会社 高橋商事 髙﨑", "ja"))))
                .contains("株式会社 高橋商事 髙﨑", "￥144,000")
                .doesNotContain("□");
    }

    @Test
    void theTableRepeatsItsHeadOnEachPage() {
        List<String> pages =
                ReadPdf.of(pdf(SampleInvoices.longOne("de", 70)).bytes()).pages();
        assertThat(pages).hasSizeGreaterThan(3);
        int line = 1;
        for (int page = 0; page < pages.size(); page++) {
            assertThat(pages.get(page)).contains("Seite " + (page + 1) + " von " + pages.size(), "ACME-000042");
            if (pages.get(page).contains("Service")) {
                assertThat(pages.get(page)).contains("Beschreibung Menge Einzelpreis Steuer Betrag");
            }
            while (pages.get(page).contains("Service " + line + ", ")) {
                line++;
            }
        }
        assertThat(line).as("the first line that is missing").isEqualTo(71);
    }

    @Test
    void totalsStandTogetherOnOnePage() {
        assertThat(ReadPdf.of(pdf(SampleInvoices.longOne("en", 70)).bytes()).pages())
                .filteredOn(page -> page.contains("Subtotal €700.00"))
                .singleElement()
                .asString()
                .contains("VAT 20% on €700.00 €224.99", "Total due €924.99");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=file:///etc/passwd>",
                "<iframe src=\"http://127.0.0.1:9/\"></iframe>",
                "</style><style>body{display:none}",
                "{{7*7}} ${7*7} #{7*7} <%=7*7%> *{7*7}",
                "{{{title}}} {{#lines}}",
                "&lt;b&gt; &amp; &#x26; &nbsp;",
                "<![CDATA[ ]]> <!ENTITY x SYSTEM 'file:///etc/passwd'> &x;",
                "'; DROP TABLE invoices; --",
                "<svg onload=alert(1)>",
                "{0} {1} '{0}'",
                "Ωmega Ж ß İı ñ œ"
            })
    void whatPeopleTypedComesBackAsTheyTypedIt(String typed) {
        assertThat(text(named(typed)).replace(" ", "")).contains(typed.replace(" ", ""));
    }

    @Test
    void whatCannotBePrintedIsLeftOutOrMarked() {
        assertThat(text(named("A\u0000\u0007\u202eB\u200bC\ufffe\nD"))).contains("ABC D");
        assertThat(text(named("Fun 🧾 한"))).contains("Fun □ □");
    }

    @Test
    void theSameInvoiceIsTheSameFile() throws InterruptedException {
        PdfDocument once = pdf(SampleInvoices.small("ja"));
        PdfDocument again = pdf(SampleInvoices.small("ja"));
        byte[] bytes = once.bytes();
        Thread other = new Thread(() -> assertThat(again.bytes()).isEqualTo(bytes));
        other.start();
        other.join();
        assertThat(again.bytes()).isEqualTo(bytes);
        assertThat(again.contentHash()).isEqualTo(once.contentHash());
        assertThat(pdf(SampleInvoices.small("en")).contentHash()).isNotEqualTo(once.contentHash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "ja"})
    void aPageIsSeenAndNotOnlyThere(String locale) {
        assertThat(ReadPdf.darkPerMille(pdf(SampleInvoices.small(locale)).bytes(), 0))
                .as("of a thousand pixels are dark")
                .isBetween(15, 150);
    }

    @Test
    void theLogoStandsInPlaceOfTheName() {
        assertThat(images(SampleInvoices.branded())).isOne();
        assertThat(images(SampleInvoices.plain())).isZero();
        assertThat(images(new Branding("file:///etc/passwd", null, "red;}", "http://a.example", null, null)))
                .isZero();
    }

    private static int images(Branding look) {
        byte[] bytes = PdfDocument.of(SampleInvoices.small("en"), null, SampleInvoices.tenant(look))
                .bytes();
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            int images = 0;
            PDPage page = pdf.getPage(0);
            for (COSName name : page.getResources().getXObjectNames()) {
                images += page.getResources().isImageXObject(name) ? 1 : 0;
            }
            return images;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itCarriesItsFontsAndSaysThatItIsAnArchivablePdf() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(pdf(SampleInvoices.small("ja")).bytes())) {
            for (COSName name : pdf.getPage(0).getResources().getFontNames()) {
                assertThat(pdf.getPage(0).getResources().getFont(name).isEmbedded())
                        .as("%s", name)
                        .isTrue();
            }
            assertThat(new String(
                            pdf.getDocumentCatalog().getMetadata().toByteArray(),
                            java.nio.charset.StandardCharsets.UTF_8))
                    .contains("<pdfaid:part>3</pdfaid:part>", "2026-07-01T00:00:00");
            assertThat(pdf.getDocumentCatalog().getOutputIntents()).hasSize(1);
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("請求書 ACME-000042");
        }
    }

    @Test
    void anInvoiceFromBeforeTheSellerWasKeptNamesTheTenant() {
        assertThat(text(SampleInvoices.of(SampleInvoices.customer("Ada", null), null, List.of())))
                .contains("From", "Acme", "Invoice")
                .doesNotContain("IBAN");
    }

    @Test
    void couponsStandBetweenTheSumOfTheLinesAndTheSubtotal() {
        InvoiceView invoice = SampleInvoices.small("en");
        String sum = new Figures(Locale.ENGLISH).money(invoice.subtotal());
        assertThat(text(SampleInvoices.discounted(invoice)))
                .contains("Sum of the lines " + sum
                        + " Coupon Spring <b> -€60.00 Discounts of what is given back €10.00 Subtotal");
    }

    @Test
    void aVoidInvoiceSaysSoAndAsksForNothing() {
        InvoiceView invoice = SampleInvoices.voided(SampleInvoices.small("de"));
        assertThat(text(invoice)).contains("Storniert", "1.411,18 €").doesNotContain("Bitte zahlen", "IBAN");
        assertThat(text(SampleInvoices.voided(SampleInvoices.applied(SampleInvoices.small("de"), "1000.00"))))
                .contains("1.411,18 €")
                .doesNotContain("Guthaben", "411,18 €Zu zahlen");
    }

    @ParameterizedTest
    @CsvSource({
        "0.00, No payment is due",
        "-500.00, credited to your next invoices",
        "-500.00, To your credit balance €500.00",
        "-500.00, Total due €0.00"
    })
    void nobodyIsAskedToPayNothing(String amount, String expected) {
        InvoiceView invoice = SampleInvoices.of(
                SampleInvoices.customer("Ada", "en"),
                SampleInvoices.SELLER,
                List.of(SampleInvoices.line(1, "Credit", "1", amount, amount)));
        InvoiceView untaxed = SampleInvoices.untaxed(invoice);
        assertThat(text(untaxed)).contains(expected).doesNotContain("IBAN", "Please pay");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        DE | Hauptstr. 1 Hof 10115 Berlin Land Germany
        US | Hauptstr. 1 Hof Berlin, Land 10115 United States
        GB | Hauptstr. 1 Hof Berlin Land 10115 United Kingdom
        JP | 〒10115 LandBerlinHauptstr. 1 Hof Japan
        """)
    void addressesAreInTheOrderOfTheirCountry(@Nullable String country, String expected) {
        InvoiceSeller seller = new InvoiceSeller(
                "S",
                "Hauptstr. 1",
                "Hof",
                "10115",
                "Berlin",
                "Land",
                country,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        String imprint = new InvoicePages(
                        SampleInvoices.of(SampleInvoices.customer("Ada", "en"), seller, List.of()),
                        null,
                        SampleInvoices.tenant(SampleInvoices.plain()))
                .page()
                .imprint();
        assertThat(imprint.replace(" ·", "")).isEqualTo("S " + expected);
    }
}
