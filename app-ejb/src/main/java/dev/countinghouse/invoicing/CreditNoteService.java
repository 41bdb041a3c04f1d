package dev.countinghouse.invoicing;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Credit notes. One method is one transaction. */
@Stateless
public class CreditNoteService {

    @Inject
    InvoiceRepository invoices;

    @Inject
    CreditNoteRepository creditNotes;

    @Inject
    CreditNoteBook book;

    @Inject
    BusinessClock clock;

    /**
     * Gives back a part of an invoice or all of it. First less is due of the invoice; what is more than that is refunded: through
     * the gateways that it came by, as far as it came so, the rest by hand.
     *
     * @throws BillingException when the invoice cannot be credited, less is left of it, or it is not said how the refund was paid
     */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public CreditNoteView create(NewCreditNote wanted) {
        return book.write(wanted, clock.instant());
    }

    /**
     * What a credit note would come to; nothing is written.
     *
     * @param toBalance whether all that would go back to the customer would go to his credit balance
     */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public CreditNotePreview preview(UUID invoiceId, @Nullable List<NewCreditNote.Line> wanted, boolean toBalance) {
        Invoice invoice = invoices.require(invoiceId);
        CreditNoteBook.Content content = book.content(invoice, wanted);
        CreditNoteDraft draft = content.draft();
        GoingBack back = invoice.goingBack(draft.total(), toBalance);
        return new CreditNotePreview(
                invoiceId,
                content.of(invoiceId, Map.of()).stream()
                        .map(line -> line.view(draft.currency()))
                        .toList(),
                MoneyView.of(draft.subtotal()),
                MoneyView.of(draft.tax()),
                MoneyView.of(draft.total()),
                MoneyView.of(draft.total().minus(back.returned()).minus(back.refund())),
                MoneyView.of(back.returned()),
                MoneyView.of(back.refund()));
    }

    @RolesAllowed(Permission.CREDIT_NOTE_READ)
    public CreditNoteView get(UUID id) {
        return creditNotes.require(id).view(creditNotes.lines(List.of(id)));
    }

    /**
     * Newest first.
     *
     * @param legalEntity code of the one that issued them; null: any
     */
    @RolesAllowed(Permission.CREDIT_NOTE_READ)
    public Page<CreditNoteView> list(
            @Nullable UUID invoiceId, @Nullable UUID customerId, @Nullable String legalEntity, PageRequest page) {
        Page<CreditNote> found = creditNotes.list(invoiceId, customerId, legalEntity, page);
        Map<UUID, List<CreditNoteLine>> lines =
                creditNotes.lines(found.data().stream().map(CreditNote::id).toList()).stream()
                        .collect(Collectors.groupingBy(CreditNoteLine::creditNoteId));
        return found.map(note -> note.view(lines.getOrDefault(note.id(), List.of())));
    }
}
