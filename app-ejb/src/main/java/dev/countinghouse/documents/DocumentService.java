package dev.countinghouse.documents;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.invoicing.CreditNoteService;
import dev.countinghouse.invoicing.CreditNoteView;
import dev.countinghouse.invoicing.InvoiceBook;
import dev.countinghouse.invoicing.InvoiceStatus;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.platform.TenantBook;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents of the current tenant's. One method is one transaction; laying out comes after it. */
@Stateless
public class DocumentService {

    @Inject
    InvoiceBook invoices;

    @Inject
    InvoicePrints prints;

    @Inject
    CreditNoteService creditNotes;

    @Inject
    TenantBook tenants;

    /**
     * A finalized invoice for people to read.
     *
     * @throws BillingException NOT_FOUND; CONFLICT for one that was not issued
     */
    @RolesAllowed(Permission.INVOICE_READ)
    public Document invoicePdf(UUID id) {
        return prints.of(issued(id));
    }

    /**
     * A finalized invoice for programs to read.
     *
     * @throws BillingException as for people, and when it lacks what EN 16931, or the profile, needs
     */
    @RolesAllowed(Permission.INVOICE_READ)
    public Document eInvoice(UUID id, EInvoiceFormat format) {
        InvoiceView invoice = issued(id);
        InvoiceView replaced = replaced(invoice);
        EInvoice terms = EInvoiceTerms.of(invoice, replaced, format.profile());
        return written(terms, format, PdfDocument.of(invoice, replaced, tenants.current()));
    }

    private InvoiceView issued(UUID id) {
        InvoiceView invoice = invoices.require(id);
        if (invoice.status() == InvoiceStatus.SKIPPED) {
            throw new BillingException(
                    ProblemType.CONFLICT,
                    "The invoice came to nothing and was not issued, so there is no document of it");
        }
        return invoice;
    }

    private @Nullable InvoiceView replaced(InvoiceView invoice) {
        return invoice.replacesId() == null ? null : invoices.require(invoice.replacesId());
    }

    /** A credit note for people to read. */
    @RolesAllowed(Permission.CREDIT_NOTE_READ)
    public Document creditNotePdf(UUID id) {
        CreditNoteView note = creditNotes.get(id);
        return PdfDocument.of(note, invoices.require(note.invoiceId()), tenants.current());
    }

    /**
     * A credit note for programs to read.
     *
     * @throws BillingException when it, or its invoice, lacks what EN 16931, or the profile, needs
     */
    @RolesAllowed(Permission.CREDIT_NOTE_READ)
    public Document eCreditNote(UUID id, EInvoiceFormat format) {
        CreditNoteView note = creditNotes.get(id);
        InvoiceView invoice = invoices.require(note.invoiceId());
        EInvoice terms = EInvoiceTerms.of(note, invoice, format.profile());
        return written(terms, format, PdfDocument.of(note, invoice, tenants.current()));
    }

    private static Document written(EInvoice terms, EInvoiceFormat format, PdfDocument printed) {
        return switch (format) {
            case FACTURX -> printed.with(terms);
            case CII -> new XmlDocument(terms, format, CiiWriter::write);
            case UBL, XRECHNUNG, PEPPOL -> new XmlDocument(terms, format, UblWriter::write);
        };
    }
}
