package dev.countinghouse.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.xmpbox.XMPMetadata;
import org.apache.xmpbox.xml.DomXmpParser;
import org.junit.jupiter.api.Test;

class PdfMetadataTest {

    private static final Instant AT = Instant.parse("2026-07-01T12:30:00Z");

    @Test
    void titleAuthorAndTimeAreSaidWhateverStandsInThem() throws Exception {
        XMPMetadata read = read("Invoice <1> & {author}", "Smith & Söhne {title} $1");
        assertThat(read.getDublinCoreSchema().getTitle()).isEqualTo("Invoice <1> & {author}");
        assertThat(read.getDublinCoreSchema().getCreators()).containsExactly("Smith & Söhne {title} $1");
        assertThat(read.getXMPBasicSchema().getCreateDate().toInstant()).isEqualTo(AT);
        assertThat(read.getXMPBasicSchema().getModifyDate().toInstant()).isEqualTo(AT);
    }

    @Test
    void whatNoXmlMayHoldIsLeftOut() throws Exception {
        XMPMetadata read = read("In\u000bvoice\r 1", "Smith\ufffe \ud83d\ude00 \ud83d");
        assertThat(read.getDublinCoreSchema().getTitle()).isEqualTo("Invoice\r 1");
        assertThat(read.getDublinCoreSchema().getCreators()).containsExactly("Smith \ud83d\ude00 ");
    }

    private static XMPMetadata read(String title, String author) throws Exception {
        try (PDDocument pdf = new PDDocument()) {
            PdfMetadata.put(pdf, new PrintedPage("", "", title, author, AT), "");
            return new DomXmpParser()
                    .parse(pdf.getDocumentCatalog().getMetadata().toByteArray());
        }
    }
}
