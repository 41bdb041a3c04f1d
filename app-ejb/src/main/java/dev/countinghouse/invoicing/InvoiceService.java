package dev.countinghouse.invoicing;

import dev.countinghouse.clock.BusinessClock;
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

/** Finalized invoices, and how they end without being paid. One method is one transaction. */
@Stateless
public class InvoiceService {

    @Inject
    InvoiceRepository invoices;

    @Inject
    InvoiceDocuments documents;

    @Inject
    CustomerBook customers;

    @Inject
    InvoiceClosings closings;

    @Inject
    BusinessClock clock;

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
                        new InvoiceFilter(
                                customer,
                                filter.childCustomerId(),
                                filter.subscriptionId(),
                                filter.status(),
                                filter.number(),
                                filter.legalEntity()),
                        withLines,
                        page);
    }

    /**
     * Declares that an invoice should not have been written: nothing of it is owed. It keeps its number and its lines, and what
     * it billed is not billed again by itself.
     *
     * @throws BillingException NOT_FOUND; INVOICE_NOT_VOIDABLE when something was paid or credited, it ended before, or what it gave
     *     to the credit balance was used, and when the credits that it sells are in their wallet
     */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public InvoiceView makeVoid(UUID id, String reason) {
        Invoice invoice = invoices.lock(id);
        closings.makeVoid(invoice, reason, clock.instant());
        return withLines(invoice);
    }

    /**
     * Gives up what is due of an invoice. What comes in later is taken as a payment still.
     *
     * @throws BillingException NOT_FOUND; NOTHING_TO_WRITE_OFF when nothing is due; CONFLICT while its subscription waits for its payment
     */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public InvoiceView writeOff(UUID id, String reason) {
        Invoice invoice = invoices.lock(id);
        closings.writeOff(invoice, reason, clock.instant());
        return withLines(invoice);
    }

    private InvoiceView withLines(Invoice invoice) {
        return invoice.view(lines(List.of(invoice)).getOrDefault(invoice.id(), List.of()));
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
