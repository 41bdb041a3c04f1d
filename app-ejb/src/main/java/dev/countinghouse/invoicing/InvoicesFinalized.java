package dev.countinghouse.invoicing;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/** Invoices were finalized: fired in their transaction, for features that invoicing does not know. */
public record InvoicesFinalized(List<DueDate> dueDates) {

    /** When an invoice is to be paid. */
    public record DueDate(UUID invoiceId, LocalDate dueOn, ZoneId zone) {}
}
