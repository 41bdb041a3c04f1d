package dev.countinghouse.invoicing;

import dev.countinghouse.ledger.DeferredRevenue;
import dev.countinghouse.ledger.JournalEntry;
import dev.countinghouse.ledger.Ledger;
import dev.countinghouse.ledger.domain.Deferral;
import dev.countinghouse.ledger.domain.Income;
import dev.countinghouse.ledger.domain.Transfer;
import dev.countinghouse.money.Money;
import dev.countinghouse.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    DeferredRevenue deferred;

    @Inject
    Ledger ledger;

    @Inject
    Outbox outbox;

    @Inject
    Event<InvoicesFinalized> finalized;

    /**
     * Their numbers are given in their order, which is that of their dates, in each series. Those of nothing that are not issued are written
     * without one, so that what they bill is billed.
     *
     * @return how many were issued
     */
    int write(List<InvoiceDraft> drafts) {
        discounts.use(drafts);
        List<Prepaid> prepaid =
                credit.settle(drafts.stream().map(InvoiceDraft::claim).toList());
        return write(drafts, prepaid, deferrals(drafts), Prepaid::postings);
    }

    /** An invoice that sells credits: wallets do not pay for what goes into them, and its price is earned when they do. */
    void writeSale(InvoiceDraft draft) {
        write(
                List.of(draft),
                List.of(credit.settleSale(draft.claim())),
                List.of(Optional.empty()),
                (prepaid, net, tax) -> prepaid.salePostings(net.net()));
    }

    /** What of each is not earned yet. Recognition is asked, and held up, only where a service goes on. */
    private List<Optional<Deferral>> deferrals(List<InvoiceDraft> drafts) {
        if (drafts.stream().noneMatch(draft -> draft.deferral(draft.issuedOn()).isPresent())) {
            return drafts.stream().map(draft -> Optional.<Deferral>empty()).toList();
        }
        LocalDate open = deferred.firstOpenDay();
        List<Optional<Deferral>> deferrals =
                drafts.stream().map(draft -> draft.deferral(open)).toList();
        deferred.expect(deferrals.stream().flatMap(Optional::stream).toList());
        return deferrals;
    }

    /** What an invoice posts of its net and its tax. */
    @FunctionalInterface
    private interface Rule {
        List<Transfer> postings(Prepaid prepaid, Income net, Money tax);
    }

    private int write(List<InvoiceDraft> drafts, List<Prepaid> prepaid, List<Optional<Deferral>> deferrals, Rule rule) {
        List<NumberSeriesRepository.Place> given = numbers.ofInvoices(
                drafts.stream().map(NumberSeriesRepository.Asked::of).toList());
        invoices.insert(drafts, prepaid, deferrals, given);
        credit.record(drafts.stream().map(InvoiceDraft::id).toList(), prepaid);
        ledger.post(IntStream.range(0, drafts.size())
                .mapToObj(i -> entry(
                        drafts.get(i),
                        rule.postings(
                                prepaid.get(i),
                                income(drafts.get(i).subtotal(), deferrals.get(i)),
                                drafts.get(i).tax())))
                .toList());
        outbox.addAll(IntStream.range(0, drafts.size())
                .mapToObj(i -> event(drafts.get(i), given.get(i), prepaid.get(i)))
                .toList());
        List<InvoiceDraft> issued =
                drafts.stream().filter(draft -> !draft.isSkipped()).toList();
        if (!issued.isEmpty()) {
            finalized.fire(new InvoicesFinalized(issued.stream()
                    .map(draft -> new InvoicesFinalized.DueDate(draft.id(), draft.dueOn(), draft.zone()))
                    .toList()));
        }
        return issued.size();
    }

    /** What of a net amount is earned at once, and what is not. */
    static Income income(Money net, Optional<Deferral> deferral) {
        return deferral.map(deferred -> Income.of(net, deferred.amount())).orElseGet(() -> Income.earned(net));
    }

    private static JournalEntry entry(InvoiceDraft draft, List<Transfer> postings) {
        return new JournalEntry(
                draft.id(), JournalEntry.Kind.INVOICE, draft.id(), draft.customerId(), draft.issuedOn(), postings);
    }

    private static Outbox.Pending event(InvoiceDraft draft, NumberSeriesRepository.Place place, Prepaid prepaid) {
        NumberSeriesRepository.Number given = place.number();
        if (given == null) {
            return new Outbox.Pending(
                    "invoice.skipped",
                    draft.id(),
                    Map.of(
                            "customer_id",
                            draft.customerId(),
                            "subscription_id",
                            Objects.requireNonNull(draft.subscriptionId())),
                    draft.at());
        }
        return new Outbox.Pending(
                "invoice.finalized",
                draft.id(),
                payload(
                        given.text(),
                        given.legalEntity(),
                        new Payer(draft.customerId(), draft.childId()),
                        draft.total(),
                        prepaid),
                draft.at());
    }

    /**
     * Who is to pay an invoice.
     *
     * @param child whose subscription it bills, where that is another customer; null: it is his own
     */
    record Payer(UUID customerId, @Nullable UUID child) {}

    /**
     * What is told of a new invoice: whoever collects money asks for what is due, which may be nothing.
     *
     * @param legalEntity code of the one that issued it; null: the tenant itself, of which nothing is told
     */
    static Map<String, Object> payload(
            String number, @Nullable String legalEntity, Payer payer, Money total, Prepaid prepaid) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("number", number);
        if (legalEntity != null) {
            told.put("legal_entity", legalEntity);
        }
        told.put("customer_id", payer.customerId());
        if (payer.child() != null) {
            told.put("child_customer_id", payer.child());
        }
        told.put("total", InvoiceJson.view(total));
        told.put("applied", InvoiceJson.view(prepaid.applied()));
        told.put("wallet", InvoiceJson.view(prepaid.wallets().amount()));
        told.put("due", InvoiceJson.view(total.minus(prepaid.amount())));
        return told;
    }
}
