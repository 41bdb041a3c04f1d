package dev.countinghouse.invoicing;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.invoicing.domain.Credit;
import dev.countinghouse.invoicing.domain.Creditable;
import dev.countinghouse.ledger.DeferredRevenue;
import dev.countinghouse.ledger.JournalEntry;
import dev.countinghouse.ledger.Ledger;
import dev.countinghouse.ledger.domain.Income;
import dev.countinghouse.ledger.domain.Postings;
import dev.countinghouse.ledger.domain.Unearned;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.wallet.TopUps;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
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
    CreditBalances balances;

    @Inject
    TopUps topUps;

    @Inject
    Event<RefundOwed> refunds;

    @Inject
    NumberSeriesRepository numbers;

    @Inject
    DeferredRevenue deferred;

    @Inject
    Ledger ledger;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

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
        Invoice invoice = invoices.lock(wanted.invoiceId());
        List<InvoiceLine> lines = invoices.lines(List.of(invoice.id()));
        CreditNoteDraft draft = draft(invoice, lines, wanted.lines());
        Map<UUID, Unearned> unearned = deferred.of(invoice.id());
        GoingBack back = invoice.credit(draft.total(), wanted.toBalance());
        UUID id = Ids.next();
        balances.give(invoice.customerId(), back.returned()); // before refunds are due: locks are taken in one order
        Money byHand = byHand(id, wanted, back.refund());
        Money byGateway = back.refund().minus(byHand);
        requireReference(byHand, wanted.refundReference());
        NumberSeriesRepository.Number number = numbers.ofCreditNote(invoice.legalEntity());
        CreditNote note = new CreditNote(
                new CreditNote.Issue(id, number, clock.instant(), byGateway), invoice, draft, wanted, back);
        List<CreditNoteLine> written = lines(note.id(), draft, lines, unearned);
        creditNotes.add(note, written);
        ledger.post(List.of(new JournalEntry(
                note.id(),
                JournalEntry.Kind.CREDIT_NOTE,
                invoice.id(),
                invoice.customerId(),
                note.issuedOn(),
                Postings.ofCreditNote(income(draft, written), draft.tax(), back.returned(), byHand, byGateway))));
        CreditNoteView view = note.view(written);
        outbox.add("credit_note.created", note.id(), payload(view, back));
        audit.record("credit_note.create", note.id(), null, view);
        return view;
    }

    /**
     * What a credit note would come to; nothing is written.
     *
     * @param toBalance whether all that would go back to the customer would go to his credit balance
     */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public CreditNotePreview preview(UUID invoiceId, @Nullable List<NewCreditNote.Line> wanted, boolean toBalance) {
        Invoice invoice = invoices.require(invoiceId);
        List<InvoiceLine> lines = invoices.lines(List.of(invoiceId));
        CreditNoteDraft draft = draft(invoice, lines, wanted);
        GoingBack back = invoice.goingBack(draft.total(), toBalance);
        return new CreditNotePreview(
                invoiceId,
                lines(invoiceId, draft, lines, Map.of()).stream()
                        .map(line -> line.view(draft.currency()))
                        .toList(),
                MoneyView.of(draft.subtotal()),
                MoneyView.of(draft.tax()),
                MoneyView.of(draft.total()),
                MoneyView.of(draft.total().minus(back.returned()).minus(back.refund())),
                MoneyView.of(back.returned()),
                MoneyView.of(back.refund()));
    }

    private CreditNoteDraft draft(Invoice invoice, List<InvoiceLine> lines, @Nullable List<NewCreditNote.Line> wanted) {
        if (topUps.isSale(invoice.id())) {
            throw new BillingException(
                    ProblemType.INVOICE_NOT_CREDITABLE,
                    "Invoice %s sells credits: void it while it is not paid".formatted(invoice.number()));
        }
        Currency currency = invoice.total().currency();
        Map<UUID, Credit> credited = creditNotes.linesOfInvoice(invoice.id()).stream()
                .collect(Collectors.toMap(CreditNoteLine::invoiceLineId, line -> line.credit(currency), Credit::plus));
        List<CreditNoteDraft.Line> creditable = lines.stream()
                .map(line -> new CreditNoteDraft.Line(
                        line.id(),
                        line.position(),
                        new Creditable(
                                line.invoiced(currency), credited.getOrDefault(line.id(), Credit.nothing(currency)))))
                .toList();
        return wanted == null
                ? CreditNoteDraft.whole(currency, creditable)
                : CreditNoteDraft.of(currency, creditable, wanted);
    }

    /** What is not earned yet is taken first, then what was. */
    private static Income income(CreditNoteDraft draft, List<CreditNoteLine> lines) {
        return Income.of(
                draft.subtotal(),
                Money.sum(
                        lines.stream()
                                .map(line -> line.deferred(draft.currency()))
                                .toList(),
                        draft.currency()));
    }

    private static List<CreditNoteLine> lines(
            UUID noteId, CreditNoteDraft draft, List<InvoiceLine> lines, Map<UUID, Unearned> unearned) {
        Map<UUID, InvoiceLine> byId = lines.stream().collect(Collectors.toMap(InvoiceLine::id, Function.identity()));
        return draft.parts().stream()
                .map(part -> new CreditNoteLine(
                        Ids.next(),
                        noteId,
                        Objects.requireNonNull(byId.get(part.line().id())),
                        part.credit(),
                        unearned.get(part.line().id())))
                .toList();
    }

    private static Map<String, Object> payload(CreditNoteView note, GoingBack back) {
        return Map.of(
                "number",
                note.number(),
                "invoice_id",
                note.invoiceId(),
                "customer_id",
                note.customerId(),
                "total",
                note.total(),
                "returned",
                MoneyView.of(back.returned()),
                "refund",
                MoneyView.of(back.refund()));
    }

    /** What nobody else gives back: what came in through a gateway goes back through it first. */
    private Money byHand(UUID creditNoteId, NewCreditNote wanted, Money refund) {
        if (refund.signum() == 0) {
            return refund;
        }
        RefundOwed owed = new RefundOwed(wanted.invoiceId(), creditNoteId, wanted.reason(), refund);
        refunds.fire(owed);
        return owed.left();
    }

    private static void requireReference(Money refund, @Nullable String reference) {
        if (refund.signum() > 0 && reference == null) {
            throw BillingException.invalid(
                    "refund.reference", "required", "must say how the %s were paid back".formatted(refund));
        }
        if (refund.signum() == 0 && reference != null) {
            throw BillingException.invalid(
                    "refund", "not_needed", "must be left out: nothing is to be paid back by hand");
        }
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
