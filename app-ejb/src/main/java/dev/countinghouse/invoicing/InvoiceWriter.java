package dev.countinghouse.invoicing;

import dev.countinghouse.ledger.JournalEntry;
import dev.countinghouse.ledger.Ledger;
import dev.countinghouse.ledger.domain.Transfer;
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
    PrepaidCredit credit;

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
        write(drafts, credit.settle(drafts.stream().map(InvoiceDraft::claim).toList()), Prepaid::postings);
    }

    /** An invoice that sells credits: wallets do not pay for what goes into them, and its price is earned when they do. */
    void writeSale(InvoiceDraft draft) {
        write(
                List.of(draft),
                List.of(credit.settleSale(draft.claim())),
                (prepaid, net, tax) -> prepaid.salePostings(net));
    }

    /** What an invoice posts of its net and its tax. */
    @FunctionalInterface
    private interface Rule {
        List<Transfer> postings(Prepaid prepaid, Money net, Money tax);
    }

    private void write(List<InvoiceDraft> drafts, List<Prepaid> prepaid, Rule rule) {
        NumberSeriesRepository.Numbers given = numbers.next(NumberSeriesRepository.Series.INVOICES, drafts.size());
        invoices.insert(drafts, prepaid, given);
        credit.record(drafts.stream().map(InvoiceDraft::id).toList(), prepaid);
        ledger.post(IntStream.range(0, drafts.size())
                .mapToObj(i -> entry(drafts.get(i), prepaid.get(i), rule))
                .toList());
        outbox.addAll(IntStream.range(0, drafts.size())
                .mapToObj(i -> event(drafts.get(i), given.number(i), prepaid.get(i)))
                .toList());
        finalized.fire(new InvoicesFinalized(drafts.stream()
                .map(draft -> new InvoicesFinalized.DueDate(draft.id(), draft.dueOn(), draft.zone()))
                .toList()));
    }

    private static JournalEntry entry(InvoiceDraft draft, Prepaid prepaid, Rule rule) {
        return new JournalEntry(
                draft.id(),
                JournalEntry.Kind.INVOICE,
                draft.id(),
                draft.customerId(),
                draft.issuedOn(),
                rule.postings(prepaid, draft.subtotal(), draft.tax()));
    }

    private static Outbox.Pending event(InvoiceDraft draft, String number, Prepaid prepaid) {
        return new Outbox.Pending(
                "invoice.finalized",
                draft.id(),
                payload(number, draft.customerId(), draft.total(), prepaid),
                draft.at());
    }

    /** What is told of a new invoice: whoever collects money asks for what is due, which may be nothing. */
    static Map<String, Object> payload(String number, UUID customerId, Money total, Prepaid prepaid) {
        return Map.of(
                "number",
                number,
                "customer_id",
                customerId,
                "total",
                InvoiceJson.view(total),
                "applied",
                InvoiceJson.view(prepaid.applied()),
                "wallet",
                InvoiceJson.view(prepaid.wallets().amount()),
                "due",
                InvoiceJson.view(total.minus(prepaid.amount())));
    }
}
