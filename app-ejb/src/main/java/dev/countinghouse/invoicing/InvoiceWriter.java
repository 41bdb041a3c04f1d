package dev.countinghouse.invoicing;

import dev.countinghouse.ledger.JournalEntry;
import dev.countinghouse.ledger.Ledger;
import dev.countinghouse.ledger.domain.Transfer;
import dev.countinghouse.money.Money;
import dev.countinghouse.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

    /** Their numbers are given in their order, which is that of their dates, in each series. */
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
        List<NumberSeriesRepository.Number> given = numbers.ofInvoices(
                drafts.stream().map(InvoiceDraft::legalEntity).toList());
        invoices.insert(drafts, prepaid, given);
        credit.record(drafts.stream().map(InvoiceDraft::id).toList(), prepaid);
        ledger.post(IntStream.range(0, drafts.size())
                .mapToObj(i -> entry(drafts.get(i), prepaid.get(i), rule))
                .toList());
        outbox.addAll(IntStream.range(0, drafts.size())
                .mapToObj(i -> event(drafts.get(i), given.get(i), prepaid.get(i)))
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

    private static Outbox.Pending event(InvoiceDraft draft, NumberSeriesRepository.Number given, Prepaid prepaid) {
        return new Outbox.Pending(
                "invoice.finalized",
                draft.id(),
                payload(given.text(), given.legalEntity(), draft.customerId(), draft.total(), prepaid),
                draft.at());
    }

    /**
     * What is told of a new invoice: whoever collects money asks for what is due, which may be nothing.
     *
     * @param legalEntity code of the one that issued it; null: the tenant itself, of which nothing is told
     */
    static Map<String, Object> payload(
            String number, @Nullable String legalEntity, UUID customerId, Money total, Prepaid prepaid) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("number", number);
        if (legalEntity != null) {
            told.put("legal_entity", legalEntity);
        }
        told.put("customer_id", customerId);
        told.put("total", InvoiceJson.view(total));
        told.put("applied", InvoiceJson.view(prepaid.applied()));
        told.put("wallet", InvoiceJson.view(prepaid.wallets().amount()));
        told.put("due", InvoiceJson.view(total.minus(prepaid.amount())));
        return told;
    }
}
