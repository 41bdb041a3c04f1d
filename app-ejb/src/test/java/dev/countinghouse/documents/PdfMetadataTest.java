package dev.countinghouse.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.xmpbox.XMPMetadata;
import org.apache.xmpbox.xml.DomXmpParser;
import org.junit.jupiter.api.Test;

class PdfMetadataTest {

    @Test
    void whatNoXmlMayHoldIsLeftOut() throws Exception {
        PrintedPage page = new PrintedPage(
                "", "", "In\u000bvoice\r 1", "Smith\ufffe \ud83d\ude00 \ud83d", Instant.parse("2026-07-01T12:30:00Z"));
        try (PDDocument pdf = new PDDocument()) {
            PdfMetadata.put(pdf, page, "");
            XMPMetadata read = new DomXmpParser()
                    .parse(pdf.getDocumentCatalog().getMetadata().toByteArray());
            assertThat(read.getDublinCoreSchema().getTitle()).isEqualTo("Invoice\r 1");
            assertThat(read.getDublinCoreSchema().getCreators()).containsExactly("Smith \ud83d\ude00 ");
        }
    }

    @Test
    void titleAuthorAndTimeAreSaidWhateverStandsInThem() throws Exception {
        PrintedPage page = new PrintedPage(
                "", "", "Invoice <1> & {author}", "Smith & Söhne {title} $1", Instant.parse("2026-07-01T12:30:00Z"));
        try (PDDocument pdf = new PDDocument()) {
            PdfMetadata.put(pdf, page, "");
            XMPMetadata read = new DomXmpParser()
                    .parse(pdf.getDocumentCatalog().getMetadata().toByteArray());
            assertThat(read.getDublinCoreSchema().getTitle()).isEqualTo(page.title());
            assertThat(read.getDublinCoreSchema().getCreators()).containsExactly(page.author());
            assertThat(read.getXMPBasicSchema().getCreateDate().toInstant()).isEqualTo(page.at());
            assertThat(read.getXMPBasicSchema().getModifyDate().toInstant()).isEqualTo(page.at());
        }
    }
}
