package dev.countinghouse.documents;

import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.platform.TenantView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An invoice's printed form, ready to be laid out: all that will stand on it is known, and what it is recognised by. */
public final class InvoicePdf {

    private static final String LAYOUT = "1"; // to be counted up when the same page comes out otherwise

    private final String fileName;
    private final PrintedPage page;
    private final byte[] digest;

    private InvoicePdf(String fileName, PrintedPage page) {
        this.fileName = fileName;
        this.page = page;
        this.digest = sha256(LAYOUT + page.xhtml());
    }

    static InvoicePdf of(InvoiceView invoice, TenantView tenant) {
        InvoicePage shown = new InvoicePages(invoice, tenant).page();
        return new InvoicePdf(
                invoice.number().replaceAll("[^A-Za-z0-9.-]", "-") + ".pdf",
                new PrintedPage(
                        InvoiceTemplate.fill(shown),
                        shown.logo(),
                        shown.title() + " " + invoice.number(),
                        shown.seller().name(),
                        invoice.finalizedAt()));
    }

    /** For the client's disk: letters, digits, dots and dashes. */
    public String fileName() {
        return fileName;
    }

    /** Of all that stands on it: the same invoice in the same look has the same. */
    public String contentHash() {
        return HexFormat.of().formatHex(digest);
    }

    /** Lays it out as PDF/A-3: always the same bytes. */
    public byte[] bytes() {
        return PdfRenderer.render(page, digest);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
