package dev.countinghouse.invoicing;

import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finalized invoices. One method is one transaction. */
@Stateless
public class InvoiceService {

    @Inject
    InvoiceRepository invoices;

    @Inject
    InvoiceDocuments documents;

    @Inject
    CustomerBook customers;

    /** An invoice with its lines: an {@link InvoiceView}. */
    @RolesAllowed(Permission.INVOICE_READ)
    public InvoiceDocument get(UUID id) {
        String writer = invoices.requireWriter(id);
        return documents.find(id, writer).orElseGet(() -> {
            Invoice invoice = invoices.require(id);
            InvoiceDocument document =
                    new InvoiceDocument(invoice.view(lines(List.of(invoice)).getOrDefault(id, List.of())));
            documents.keep(
                    id, writer, document); // of a newer row if it was changed in between: then nobody asks for this one
            return document;
        });
    }

    /**
     * Newest first.
     *
     * @param withLines whether each comes with its lines
     */
    @RolesAllowed(Permission.INVOICE_READ)
    public Page<InvoiceView> list(InvoiceFilter filter, boolean withLines, PageRequest page) {
        Page<Invoice> found = invoices.list(filter, page);
        if (!withLines) {
            return found.map(invoice -> invoice.view(null));
        }
        Map<UUID, List<LineView>> lines = lines(found.data());
        return found.map(invoice -> invoice.view(lines.getOrDefault(invoice.id(), List.of())));
    }

    /** {@link #list} narrowed to the customer with a client's own id; nothing when there is no such customer. */
    @RolesAllowed(Permission.INVOICE_READ)
    public Page<InvoiceView> listOf(
            String externalCustomerId, InvoiceFilter filter, boolean withLines, PageRequest page) {
        UUID customer = customers.idsOf(List.of(externalCustomerId)).get(externalCustomerId);
        boolean nobody = customer == null
                || (filter.customerId() != null && !filter.customerId().equals(customer));
        return nobody
                ? new Page<>(List.of(), null)
                : list(
                        new InvoiceFilter(customer, filter.subscriptionId(), filter.status(), filter.number()),
                        withLines,
                        page);
    }

    private Map<UUID, List<LineView>> lines(List<Invoice> found) {
        Map<UUID, Invoice.OfLines> shown = found.stream().collect(Collectors.toMap(Invoice::id, Invoice::ofLines));
        return invoices.lines(shown.keySet()).stream()
                .collect(Collectors.groupingBy(
                        InvoiceLine::invoiceId,
                        Collectors.mapping(
                                line -> line.view(Objects.requireNonNull(shown.get(line.invoiceId()))),
                                Collectors.toList())));
    }
}
