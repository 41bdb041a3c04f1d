package dev.countinghouse.invoicing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Finalized invoices for other features. Joins their transaction and checks no role: theirs did. */
@ApplicationScoped
public class InvoiceBook {

    @Inject
    InvoiceRepository invoices;

    /** An invoice with its lines. */
    public InvoiceView require(UUID id) {
        Invoice invoice = invoices.require(id);
        return invoice.view(invoices.lines(List.of(id)).stream()
                .map(line -> line.view(invoice.ofLines()))
                .toList());
    }
}
