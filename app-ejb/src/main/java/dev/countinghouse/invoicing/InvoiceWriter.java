package dev.countinghouse.invoicing;

import dev.countinghouse.ledger.JournalEntry;
import dev.countinghouse.ledger.Ledger;
import dev.countinghouse.ledger.domain.Postings;
import dev.countinghouse.money.Money;
import dev.countinghouse.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Finalizes drafts: their numbers, rows, postings and events, in the transaction of whoever bills. */
@ApplicationScoped
class InvoiceWriter {

    @Inject
    Discounts discounts;

    @Inject
    CreditBalances balances;

    @Inject
    NumberSeriesRepository numbers;

    @Inject
    InvoiceInsertRepository invoices;

    @Inject
    Ledger ledger;

    @Inject
    Outbox outbox;

    @Inject
    Event<InvoicesFinalized> finalized;

    /** Their numbers are given in their order, which is that of their dates. */
    void write(List<InvoiceDraft> drafts) {
        discounts.use(drafts);
        List<Money> applied =
                balances.settle(drafts.stream().map(InvoiceDraft::claim).toList());
        NumberSeriesRepository.Numbers given = numbers.next(NumberSeriesRepository.Series.INVOICES, drafts.size());
        invoices.insert(drafts, applied, given);
        ledger.post(IntStream.range(0, drafts.size())
                .mapToObj(i -> entry(drafts.get(i), applied.get(i)))
                .toList());
        outbox.addAll(IntStream.range(0, drafts.size())
                .mapToObj(i -> event(drafts.get(i), given.number(i), applied.get(i)))
                .toList());
        finalized.fire(new InvoicesFinalized(drafts.stream()
                .map(draft -> new InvoicesFinalized.DueDate(draft.dueOn(), draft.zone()))
                .toList()));
    }

    private static JournalEntry entry(InvoiceDraft draft, Money applied) {
        return new JournalEntry(
                draft.id(),
                JournalEntry.Kind.INVOICE,
                draft.id(),
                draft.customerId(),
                draft.issuedOn(),
                Postings.ofInvoice(draft.subtotal(), draft.tax(), applied));
    }

    private static Outbox.Pending event(InvoiceDraft draft, String number, Money applied) {
        return new Outbox.Pending(
                "invoice.finalized",
                draft.id(),
                payload(number, draft.customerId(), draft.total(), applied),
                draft.at());
    }

    /** What is told of a new invoice: whoever collects money asks for what is due, which may be nothing. */
    static Map<String, Object> payload(String number, UUID customerId, Money total, Money applied) {
        return Map.of(
                "number",
                number,
                "customer_id",
                customerId,
                "total",
                InvoiceJson.view(total),
                "applied",
                InvoiceJson.view(applied),
                "due",
                InvoiceJson.view(total.minus(applied)));
    }
}
