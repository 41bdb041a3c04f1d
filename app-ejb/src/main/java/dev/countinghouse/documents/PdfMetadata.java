package dev.countinghouse.documents;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.transform.TransformerException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.xmpbox.DateConverter;
import org.apache.xmpbox.XMPMetadata;
import org.apache.xmpbox.schema.AdobePDFSchema;
import org.apache.xmpbox.schema.DublinCoreSchema;
import org.apache.xmpbox.schema.PDFAIdentificationSchema;
import org.apache.xmpbox.schema.XMPBasicSchema;
import org.apache.xmpbox.type.BadFieldValueException;
import org.apache.xmpbox.xml.XmpSerializer;

/** What a PDF says of itself: nothing that another moment or machine would say otherwise. */
final class PdfMetadata {

    static final String PRODUCER = "Countinghouse";

    private static final int PDFA_PART = 3;
    private static final String RDF_END = "</rdf:RDF>";

    /** Source: Extensible Markup Language 1.0, 2.2 Characters. */
    private static final Pattern NO_XML =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private static final Pattern PLACE = Pattern.compile("\\{(title|author|at)}");

    /** With places for what differs: the library looks at each of its classes whenever it makes one. */
    private static final String XMP = template();

    private PdfMetadata() {}

    /** @param more descriptions of what is in it, as RDF */
    static void put(PDDocument pdf, PrintedPage page, String more) throws IOException {
        Calendar at = GregorianCalendar.from(page.at().atZone(ZoneOffset.UTC));
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(page.title());
        information.setAuthor(page.author());
        information.setProducer(PRODUCER);
        information.setCreationDate(at);
        information.setModificationDate(at);
        pdf.setDocumentInformation(information);
        PDMetadata metadata = new PDMetadata(pdf);
        metadata.importXMPMetadata(
                xmp(page, at).replace(RDF_END, more + RDF_END).getBytes(StandardCharsets.UTF_8));
        pdf.getDocumentCatalog().setMetadata(metadata);
    }

    private static String xmp(PrintedPage page, Calendar at) {
        Map<String, String> values = Map.of(
                "title", escaped(page.title()),
                "author", escaped(page.author()),
                "at", DateConverter.toISO8601(at));
        return PLACE.matcher(XMP)
                .replaceAll(place -> Matcher.quoteReplacement(Objects.requireNonNull(values.get(place.group(1)))));
    }

    /** Without what no XML may hold. */
    private static String escaped(String text) {
        return NO_XML.matcher(text)
                .replaceAll("")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#13;");
    }

    private static String template() {
        Calendar at = GregorianCalendar.from(Instant.EPOCH.atZone(ZoneOffset.UTC));
        XMPMetadata xmp = XMPMetadata.createXMPMetadata();
        try {
            PDFAIdentificationSchema pdfa = xmp.createAndAddPDFAIdentificationSchema();
            pdfa.setPart(PDFA_PART);
            pdfa.setConformance("U");
            DublinCoreSchema core = xmp.createAndAddDublinCoreSchema();
            core.setTitle("{title}");
            core.addCreator("{author}");
            AdobePDFSchema adobe = xmp.createAndAddAdobePDFSchema();
            adobe.setProducer(PRODUCER);
            XMPBasicSchema basic = xmp.createAndAddXMPBasicSchema();
            basic.setCreateDate(at);
            basic.setModifyDate(at);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new XmpSerializer().serialize(xmp, out, true);
            return out.toString(StandardCharsets.UTF_8).replace(DateConverter.toISO8601(at), "{at}");
        } catch (BadFieldValueException | TransformerException e) {
            throw new IllegalStateException(e);
        }
    }
}
