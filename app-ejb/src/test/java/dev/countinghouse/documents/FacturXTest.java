package dev.countinghouse.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.invoicing.CreditNoteView;
import dev.countinghouse.invoicing.InvoiceView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.junit.jupiter.api.Test;

class FacturXTest {

    private static final InvoiceView INVOICE = BilledInvoices.of(
            "EUR",
            BilledInvoices.BERLIN,
            BilledInvoices.MUNICH,
            List.of(BilledInvoices.item("1", "29.00", "19"), BilledInvoices.item("50", "0.08", "7")));
    private static final EInvoice TERMS = EInvoiceTerms.of(INVOICE, null, EInvoice.Profile.NORM);

    private static PdfDocument printed() {
        return PdfDocument.of(INVOICE, null, SampleInvoices.tenant(SampleInvoices.branded()));
    }

    @Test
    void itIsThePrintedInvoiceWithTheEInvoiceInIt() throws IOException {
        byte[] bytes = printed().with(TERMS).bytes();
        assertThat(ReadPdf.of(bytes)).isEqualTo(ReadPdf.of(printed().bytes()));
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            PDComplexFileSpecification file = Objects.requireNonNull(pdf.getDocumentCatalog()
                    .getNames()
                    .getEmbeddedFiles()
                    .getNames()
                    .get("factur-x.xml"));
            assertThat(file.getEmbeddedFile().toByteArray()).isEqualTo(CiiWriter.write(TERMS));
            assertThat(file.getEmbeddedFile().getSubtype()).isEqualTo("text/xml");
            COSArray attached = pdf.getDocumentCatalog().getCOSObject().getCOSArray(COSName.getPDFName("AF"));
            assertThat(((COSDictionary) attached.getObject(0)).getNameAsString("AFRelationship"))
                    .isEqualTo("Alternative");
            String metadata = new String(pdf.getDocumentCatalog().getMetadata().toByteArray(), StandardCharsets.UTF_8);
            assertThat(metadata)
                    .contains("<fx:ConformanceLevel>EN 16931<", "<fx:DocumentFileName>factur-x.xml<")
                    .contains("<fx:DocumentType>INVOICE<", "pdfaSchema:namespaceURI", "pdfaid:conformance");
        }
    }

    @Test
    void theSameInvoiceIsTheSameFileAndAnotherOneThanThePrintedOne() {
        assertThat(printed().with(TERMS).bytes())
                .isEqualTo(printed().with(TERMS).bytes());
        assertThat(printed().with(TERMS).contentHash())
                .isEqualTo(printed().with(TERMS).contentHash())
                .isNotEqualTo(printed().contentHash());
    }

    @Test
    void aCreditNoteIsPrintedWithItsInvoiceAndWhatBecomesOfIt() {
        CreditNoteView note = BilledInvoices.credit(INVOICE, 50);
        PdfDocument printed = PdfDocument.of(note, INVOICE, SampleInvoices.tenant(SampleInvoices.branded()));
        assertThat(printed.fileName()).isEqualTo("ACME-CN-000007.pdf");
        assertThat(ReadPdf.of(printed.bytes()).text())
                .contains("Gutschrift", "ACME-CN-000007", "Zu Rechnung", "ACME-000042", "4. Juli 2026")
                .contains("14,50 €", "Steuer 7 % auf 2,00 € 0,14 €")
                .contains("Steuer 19 % auf 14,50 € 2,76 €", "Gutgeschrieben 19,40 €", "Grund Outage of the 3rd")
                .contains("19,40 € wurden zurückgezahlt (bank-7).")
                .doesNotContain("□", "Zu zahlen");
    }
}
