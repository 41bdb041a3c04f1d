package dev.countinghouse.invoicing;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.DueSubscriptions;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Writes the invoices that are due. Each call is a transaction: invoices, lines, numbers, outbox events, moved-on
 * subscriptions and the run's progress are there together or not at all. Called by the timer, as a tenant.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class InvoiceRun {

    @Inject
    DueSubscriptions subscriptions;

    @Inject
    InvoiceAssembly assembly;

    @Inject
    NumberSeriesRepository numbers;

    @Inject
    InvoiceInsertRepository invoices;

    @Inject
    CustomerBook customers;

    @Inject
    BillingRunRepository runs;

    @Inject
    Outbox outbox;

    @Inject
    Event<InvoicesFinalized> finalized;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /** The run that the turn before, or a replica that died, left unfinished. */
    public Optional<UUID> unfinished() {
        return runs.unfinished();
    }

    /**
     * Bills the earliest boundaries that are due.
     *
     * @param runId the run whose progress this is
     * @param most subscriptions at once
     * @return how many subscriptions were billed; zero when none was due
     */
    public int invoice(UUID runId, int most) {
        Instant now = clock.instant();
        return bill(runId, now, subscriptions.take(now, most));
    }

    /** Bills one subscription's earliest boundary, if it is due. */
    public void invoiceOne(UUID runId, UUID subscriptionId) {
        Instant now = clock.instant();
        bill(runId, now, subscriptions.takeOne(now, subscriptionId));
    }

    private int bill(UUID runId, Instant now, List<DueItem> due) {
        List<InvoiceDraft> drafts = assembly.drafts(due);
        if (!drafts.isEmpty()) {
            write(drafts);
        }
        if (!due.isEmpty()) {
            runs.progress(runId, now, drafts.size());
        }
        return (int) due.stream()
                .map(item -> item.billing().subscriptionId())
                .distinct()
                .count();
    }

    private void write(List<InvoiceDraft> drafts) {
        int netTermsDays = runs.netTermsDays();
        var billed =
                customers.byId(drafts.stream().map(InvoiceDraft::customerId).toList());
        NumberSeriesRepository.Numbers given = numbers.next(drafts.size());
        invoices.insert(drafts, given, billed, netTermsDays);
        outbox.addAll(IntStream.range(0, drafts.size())
                .mapToObj(i -> event(drafts.get(i), given.number(i)))
                .toList());
        finalized.fire(new InvoicesFinalized(drafts.stream()
                .map(draft -> new InvoicesFinalized.DueDate(
                        LocalDate.ofInstant(draft.at(), draft.zone()).plusDays(netTermsDays), draft.zone()))
                .toList()));
    }

    private static Outbox.Pending event(InvoiceDraft draft, String number) {
        Map<String, Object> payload =
                Map.of("number", number, "customer_id", draft.customerId(), "total", InvoiceJson.view(draft.total()));
        return new Outbox.Pending("invoice.finalized", draft.id(), payload, draft.at());
    }

    /** The subscription that fell due first; empty when none is due. */
    public Optional<UUID> earliestDue() {
        return subscriptions.earliestDue(clock.instant());
    }

    /** Takes a subscription that cannot be billed out of billing, with the reason. */
    public void park(UUID runId, UUID subscriptionId, String reason) {
        Instant now = clock.instant();
        subscriptions.park(subscriptionId, reason, now);
        runs.parked(runId, now);
    }

    /** When the next invoice falls due. */
    public Optional<Instant> next() {
        return subscriptions.earliest();
    }

    /** Marks the run as done, if it did anything. */
    public void finish(UUID runId) {
        runs.finish(runId)
                .ifPresent(done -> audit.record(
                        "billing_run.finish",
                        runId,
                        null,
                        Map.of("invoices", done.invoices(), "parked", done.parked())));
    }
}
