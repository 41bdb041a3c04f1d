package dev.countinghouse.documents;

import dev.countinghouse.invoicing.InvoiceBook;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.platform.TenantBook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Invoices for people to read, for other features. Joins their transaction and checks no role: theirs did. */
@ApplicationScoped
public class InvoicePrints {

    @Inject
    InvoiceBook invoices;

    @Inject
    TenantBook tenants;

    /**
     * The printed form of an invoice, ready to be laid out.
     *
     * @param invoice with its lines; one that was issued
     */
    public Document of(InvoiceView invoice) {
        UUID replaced = invoice.replacesId();
        return PdfDocument.of(invoice, replaced == null ? null : invoices.require(replaced), tenants.current());
    }
}
