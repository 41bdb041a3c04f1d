package dev.countinghouse.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;

/** Puts an e-invoice into its printed form, as Factur-X 1.0 (ZUGFeRD 2) says, in the profile EN 16931. */
final class FacturX {

    /** What the PDF says of it, as RDF. */
    static final String METADATA = resource("factur-x.xmp");

    private static final String FILE = "factur-x.xml";
    private static final COSName RELATIONSHIP = COSName.getPDFName("AFRelationship");
    private static final COSName FILES = COSName.getPDFName("AF");

    private FacturX() {}

    static void attach(PDDocument pdf, byte[] cii, Instant at) throws IOException {
        Calendar time = GregorianCalendar.from(at.atZone(ZoneOffset.UTC));
        PDEmbeddedFile file = new PDEmbeddedFile(pdf, new ByteArrayInputStream(cii), COSName.FLATE_DECODE);
        file.setSubtype("text/xml");
        file.setSize(cii.length);
        file.setCreationDate(time);
        file.setModDate(time);
        PDComplexFileSpecification specification = new PDComplexFileSpecification();
        specification.setFile(FILE);
        specification.setFileUnicode(FILE);
        specification.setFileDescription("Factur-X");
        specification.setEmbeddedFile(file);
        specification.setEmbeddedFileUnicode(file);
        specification.getCOSObject().setName(RELATIONSHIP, "Alternative");
        PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
        files.setNames(Map.of(FILE, specification));
        PDDocumentNameDictionary names = new PDDocumentNameDictionary(pdf.getDocumentCatalog());
        names.setEmbeddedFiles(files);
        pdf.getDocumentCatalog().setNames(names);
        COSArray attached = new COSArray();
        attached.add(specification);
        pdf.getDocumentCatalog().getCOSObject().setItem(FILES, attached);
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(FacturX.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
