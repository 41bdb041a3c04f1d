package dev.countinghouse.documents;

import dev.countinghouse.invoicing.CreditNoteView;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.platform.TenantView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A document's printed form, ready to be laid out: all that will stand on it is known, and what it is recognised by. */
final class PdfDocument implements Document {

    private static final String LAYOUT = "2"; // to be counted up when the same page comes out otherwise

    private final String number;
    private final PrintedPage page;
    private final @Nullable EInvoice eInvoice;
    private final ContentHash hash;

    private PdfDocument(String number, PrintedPage page, @Nullable EInvoice eInvoice) {
        this.number = number;
        this.page = page;
        this.eInvoice = eInvoice;
        this.hash = ContentHash.of(LAYOUT + page.xhtml() + (eInvoice == null ? "" : XmlDocument.WRITING + eInvoice));
    }

    static PdfDocument of(InvoiceView invoice, @Nullable InvoiceView replaced, TenantView tenant) {
        return of(new InvoicePages(invoice, replaced, tenant).page(), invoice.finalizedAt());
    }

    static PdfDocument of(CreditNoteView note, InvoiceView invoice, TenantView tenant) {
        return of(new CreditNotePages(note, invoice, tenant).page(), note.createdAt());
    }

    private static PdfDocument of(InvoicePage shown, Instant at) {
        return new PdfDocument(
                shown.number(),
                new PrintedPage(
                        InvoiceTemplate.fill(shown),
                        shown.logo(),
                        shown.title() + " " + shown.number(),
                        shown.seller().name(),
                        at),
                null);
    }

    /** The same page with an e-invoice in it: Factur-X. */
    PdfDocument with(EInvoice said) {
        return new PdfDocument(number, page, said);
    }

    @Override
    public String fileName() {
        return FileName.of(number, "pdf");
    }

    @Override
    public String mediaType() {
        return "application/pdf";
    }

    @Override
    public String contentHash() {
        return hash.hex();
    }

    /** Lays it out as PDF/A-3: always the same bytes. */
    @Override
    public byte[] bytes() {
        return PdfRenderer.render(page, hash.bytes(), eInvoice == null ? null : CiiWriter.write(eInvoice));
    }
}
