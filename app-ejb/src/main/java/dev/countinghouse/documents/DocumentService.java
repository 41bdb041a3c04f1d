package dev.countinghouse.documents;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.invoicing.InvoiceService;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.json.Json;
import dev.countinghouse.platform.TenantBook;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Documents of the current tenant's. One method is one transaction; laying out comes after it. */
@Stateless
public class DocumentService {

    @Inject
    InvoiceService invoices;

    @Inject
    TenantBook tenants;

    /** A finalized invoice for people to read. */
    @RolesAllowed(Permission.INVOICE_READ)
    public InvoicePdf pdf(UUID invoiceId) {
        String document = new String(invoices.get(invoiceId).json(), StandardCharsets.UTF_8);
        InvoiceView invoice = Json.read(document, new TypeReference<InvoiceView>() {});
        return InvoicePdf.of(invoice, tenants.current());
    }
}
