package dev.countinghouse.invoicing;

import dev.countinghouse.audit.Audit;
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
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.FirstPayments;
import dev.countinghouse.wallet.TopUps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes credit notes: the note, what it settles and gives back, its postings, its event, and who did it. Joins the transaction. */
@ApplicationScoped
class CreditNoteBook {

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
    FirstPayments firstPayments;

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

    /**
     * Writes what somebody wants. First less is due of the invoice; what is more than that is refunded: through the gateways that it came by,
     * as far as it came so, the rest by hand.
     *
     * @throws BillingException when the invoice cannot be credited, less is left of it, or it is not said how the refund was paid
     */
    CreditNoteView write(NewCreditNote wanted, Instant at) {
        Invoice invoice = invoices.lock(wanted.invoiceId());
        Content content = content(invoice, wanted.lines());
        Map<UUID, Unearned> unearned = deferred.of(invoice.id());
        GoingBack back = invoice.credit(content.draft().total(), wanted.toBalance());
        UUID id = Ids.next();
        balances.give(invoice.customerId(), back.returned()); // before refunds are due: locks are taken in one order
        if (invoice.isPaid()) {
            Optional.ofNullable(invoice.subscriptionId()).ifPresent(firstPayments::settled);
        }
        Money byHand = byHand(id, wanted, back.refund());
        requireReference(byHand, wanted.refundReference());
        return write(
                invoice, wanted, content, new Given(id, at, back, back.refund().minus(byHand), unearned));
    }

    /**
     * Writes one that nobody answers for: what no gateway gives back goes to the customer's credit balance.
     *
     * @param wanted without a reference
     * @throws BillingException when the invoice cannot be credited, or less is left of it
     */
    CreditNoteView writeByItself(NewCreditNote wanted, Instant at) {
        Invoice invoice = invoices.lock(wanted.invoiceId());
        balances.lock(List.of(invoice)); // before refunds are due: locks are taken in one order
        Content content = content(invoice, wanted.lines());
        Map<UUID, Unearned> unearned = deferred.of(invoice.id());
        GoingBack back = invoice.credit(content.draft().total(), wanted.toBalance());
        UUID id = Ids.next();
        Money rest = byHand(id, wanted, back.refund());
        if (rest.signum() > 0) {
            invoice.settleAnew(amounts -> amounts.keep(0, rest.minor()));
        }
        GoingBack given =
                new GoingBack(back.returned().plus(rest), back.refund().minus(rest));
        balances.give(invoice.customerId(), given.returned());
        return write(invoice, wanted, content, new Given(id, at, given, given.refund(), unearned));
    }

    /**
     * What a credit note would credit.
     *
     * @param wanted null for all that is left
     */
    Content content(Invoice invoice, @Nullable List<NewCreditNote.Line> wanted) {
        if (topUps.isSale(invoice.id())) {
            throw new BillingException(
                    ProblemType.INVOICE_NOT_CREDITABLE,
                    "Invoice %s sells credits: void it while it is not paid".formatted(invoice.number()));
        }
        List<InvoiceLine> lines = invoices.lines(List.of(invoice.id()));
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
        return new Content(
                lines,
                wanted == null
                        ? CreditNoteDraft.whole(currency, creditable)
                        : CreditNoteDraft.of(currency, creditable, wanted));
    }

    /**
     * What it credits.
     *
     * @param lines of the invoice, all of them
     */
    record Content(List<InvoiceLine> lines, CreditNoteDraft draft) {

        /** Its lines; what the invoice's lines have not earned yet is taken first. */
        List<CreditNoteLine> of(UUID noteId, Map<UUID, Unearned> unearned) {
            Map<UUID, InvoiceLine> byId =
                    lines.stream().collect(Collectors.toMap(InvoiceLine::id, Function.identity()));
            return draft.parts().stream()
                    .map(part -> new CreditNoteLine(
                            Ids.next(),
                            noteId,
                            Objects.requireNonNull(byId.get(part.line().id())),
                            part.credit(),
                            unearned.get(part.line().id())))
                    .toList();
        }
    }

    /**
     * What was given back, and how.
     *
     * @param at dates it
     * @param unearned what the lines of the invoice had still to earn, by line
     */
    private record Given(UUID noteId, Instant at, GoingBack back, Money byGateway, Map<UUID, Unearned> unearned) {

        Money byHand() {
            return back.refund().minus(byGateway);
        }
    }

    private CreditNoteView write(Invoice invoice, NewCreditNote wanted, Content content, Given given) {
        CreditNoteDraft draft = content.draft();
        NumberSeriesRepository.Number number = numbers.ofCreditNote(invoice.legalEntity());
        CreditNote note = new CreditNote(
                new CreditNote.Issue(given.noteId(), number, given.at(), given.byGateway()),
                invoice,
                draft,
                wanted,
                given.back());
        List<CreditNoteLine> written = content.of(note.id(), given.unearned());
        creditNotes.add(note, written);
        ledger.post(List.of(new JournalEntry(
                note.id(),
                JournalEntry.Kind.CREDIT_NOTE,
                invoice.id(),
                invoice.customerId(),
                note.issuedOn(),
                Postings.ofCreditNote(
                        income(draft, written),
                        draft.tax(),
                        given.back().returned(),
                        given.byHand(),
                        given.byGateway()))));
        CreditNoteView view = note.view(written);
        outbox.add("credit_note.created", note.id(), payload(view, given.back()), given.at());
        audit.record("credit_note.create", note.id(), null, view);
        return view;
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
}
