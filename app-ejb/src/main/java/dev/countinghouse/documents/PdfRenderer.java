package dev.countinghouse.documents;

import com.openhtmltopdf.extend.FSStream;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceType;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.logging.Level;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.jspecify.annotations.Nullable;

/**
 * Lays pages out as PDF/A-3U. A page may load its logo, which it carries in itself, and nothing else, neither from the network nor
 * from a disk: its texts are escaped, and this holds even if one were not.
 */
final class PdfRenderer {

    private static final byte[] SRGB =
            ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    static {
        FontMappers.set(Fonts.fallback());
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    private PdfRenderer() {}

    /**
     * Lays a page out.
     *
     * @param id the document's own; its first bytes stand in the file
     * @param eInvoice that goes with it, as CII
     */
    static byte[] render(PrintedPage page, byte[] id, byte @Nullable [] eInvoice) {
        try (PdfBoxRenderer renderer = builder(page).buildPdfRenderer();
                PDDocument pdf = renderer.createPDFKeepOpen()) {
            PdfMetadata.put(pdf, page, eInvoice == null ? "" : FacturX.METADATA);
            if (eInvoice != null) {
                FacturX.attach(pdf, eInvoice, page.at());
            }
            pdf.setDocumentId(ByteBuffer.wrap(id).getLong());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            pdf.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory: never for want of a disk
        }
    }

    private static PdfRendererBuilder builder(PrintedPage page) {
        PdfRendererBuilder pdf = new PdfRendererBuilder();
        pdf.useFastMode();
        pdf.usePdfAConformance(PdfAConformance.PDFA_3_U);
        pdf.useColorProfile(SRGB);
        pdf.withProducer(PdfMetadata.PRODUCER);
        pdf.useReplacementText("\u25a1");
        Fonts.register(pdf, page.xhtml());
        for (ExternalResourceControlPriority when : ExternalResourceControlPriority.values()) {
            pdf.useExternalResourceAccessControl(
                    (uri, type) -> type == ExternalResourceType.IMAGE_RASTER
                            && uri != null
                            && !uri.isEmpty()
                            && uri.equals(page.logo()),
                    when);
        }
        pdf.useUriResolver((base, uri) -> uri.equals(page.logo()) ? uri : null);
        pdf.useProtocolsStreamImplementation(PdfRenderer::refuse, "http", "https", "file", "jar", "ftp");
        pdf.withHtmlContent(page.xhtml(), null);
        return pdf;
    }

    private static FSStream refuse(String uri) {
        throw new IllegalStateException("A document may not load " + uri);
    }
}
