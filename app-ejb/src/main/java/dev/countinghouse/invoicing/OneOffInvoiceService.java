package dev.countinghouse.invoicing;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.problem.BillingException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;

/** Invoices of lines that somebody writes by hand. One method is one transaction. */
@Stateless
public class OneOffInvoiceService {

    @Inject
    OneOffDrafts drafts;

    @Inject
    PrepaidCredit credit;

    @Inject
    InvoiceWriter writer;

    /**
     * Writes an invoice, dated today in the customer's zone.
     *
     * @throws BillingException VALIDATION_FAILED when the customer, an add-on or a tax rate is unknown, or the lines come to less than zero or to
     *     more than 10¹²
     */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public InvoiceView create(NewOneOffInvoice wanted) {
        InvoiceDraft draft = drafts.of(wanted);
        writer.write(List.of(draft));
        return drafts.written(draft);
    }

    /** What {@link #create} would write; refused for what that is refused for. */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public OneOffInvoicePreview preview(NewOneOffInvoice wanted) {
        InvoiceDraft draft = drafts.of(wanted);
        return OneOffInvoicePreview.of(draft, credit.preview(draft.claim()));
    }
}
