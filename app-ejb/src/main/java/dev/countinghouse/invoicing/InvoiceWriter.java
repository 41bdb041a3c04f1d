package dev.countinghouse.invoicing;

import dev.countinghouse.customer.CustomerBook;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finalizes drafts: their numbers, rows, postings and events, in the transaction of whoever bills. */
@ApplicationScoped
class InvoiceWriter {

    @Inject
    CreditBalances balances;

    @Inject
    NumberSeriesRepository numbers;

    @Inject
    InvoiceInsertRepository invoices;

    @Inject
    CustomerBook customers;

    @Inject
    BillingRunRepository settings;

    @Inject
    Ledger ledger;

    @Inject
    Outbox outbox;

    @Inject
    Event<InvoicesFinalized> finalized;

    /** Their numbers are given in their order, which is that of their dates. */
    void write(List<InvoiceDraft> drafts) {
        IssuingTerms terms = settings.terms();
        var billed =
                customers.byId(drafts.stream().map(InvoiceDraft::customerId).toList());
        List<Money> applied =
                balances.settle(drafts.stream().map(InvoiceDraft::claim).toList());
        NumberSeriesRepository.Numbers given = numbers.next(NumberSeriesRepository.Series.INVOICES, drafts.size());
        invoices.insert(drafts, applied, given, billed, terms);
        ledger.post(IntStream.range(0, drafts.size())
                .mapToObj(i -> entry(drafts.get(i), applied.get(i)))
                .toList());
        outbox.addAll(IntStream.range(0, drafts.size())
                .mapToObj(i -> event(drafts.get(i), given.number(i)))
                .toList());
        finalized.fire(new InvoicesFinalized(drafts.stream()
                .map(draft ->
                        new InvoicesFinalized.DueDate(draft.issuedOn().plusDays(terms.netTermsDays()), draft.zone()))
                .toList()));
    }

    private static JournalEntry entry(InvoiceDraft draft, Money applied) {
        return new JournalEntry(
                draft.id(),
                JournalEntry.Kind.INVOICE,
                draft.id(),
                draft.customerId(),
                draft.issuedOn(),
                Stream.of(Postings.ofInvoice(draft.subtotal(), draft.tax()), Postings.ofApplied(applied))
                        .flatMap(List::stream)
                        .toList());
    }

    private static Outbox.Pending event(InvoiceDraft draft, String number) {
        Map<String, Object> payload =
                Map.of("number", number, "customer_id", draft.customerId(), "total", InvoiceJson.view(draft.total()));
        return new Outbox.Pending("invoice.finalized", draft.id(), payload, draft.at());
    }
}
