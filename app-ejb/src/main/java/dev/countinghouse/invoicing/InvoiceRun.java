package dev.countinghouse.invoicing;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.invoicing.AdvanceUsageRepository.Due;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.subscription.DueBilling;
import dev.countinghouse.subscription.DueSubscriptions;
import dev.countinghouse.subscription.EndedSubscriptions;
import dev.countinghouse.subscription.FirstPayments;
import dev.countinghouse.subscription.TakenBoundaries;
import dev.countinghouse.subscription.WaitingDraft;
import dev.countinghouse.wallet.AutomaticTopUps;
import dev.countinghouse.wallet.WalletExpiry;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes the invoices that are due. Each call is a transaction: invoices, lines, numbers, postings, outbox events, moved-on
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
    Discounts discounts;

    @Inject
    AdvanceUsageRepository noted;

    @Inject
    AdvanceUsage inAdvance;

    @Inject
    BillingOrder order;

    @Inject
    TopUpOrder topUps;

    @Inject
    AutomaticTopUps rules;

    @Inject
    InvoiceWriter writer;

    @Inject
    WalletExpiry expiry;

    @Inject
    EndedSubscriptions ended;

    @Inject
    FirstPayments firstPayments;

    @Inject
    BillingRunRepository runs;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /** The run that the turn before, or a replica that died, left unfinished. */
    public Optional<UUID> unfinished() {
        return runs.unfinished();
    }

    /**
     * Bills what fell due first: the earliest boundaries, or usage in advance that was due before them. A boundary that has grace becomes a
     * draft and falls due again when that is over.
     *
     * @param runId the run whose progress this is
     * @param most subscriptions at once
     * @return how many subscriptions moved on; zero when none was due
     */
    public int invoice(UUID runId, int most) {
        subscriptions.awaitTurn();
        Instant now = clock.instant();
        Instant by = by(now);
        List<Due> due = noted.take(by, null, most);
        return due.isEmpty()
                ? billBoundaries(runId, now, subscriptions.take(boundariesBy(by), most))
                : billInAdvance(runId, now, due);
    }

    /** Bills what fell due first of one subscription, unless something of another did before. */
    public void invoiceOne(UUID runId, UUID subscriptionId) {
        subscriptions.awaitTurn();
        Instant now = clock.instant();
        Instant by = by(now);
        List<Due> due = noted.take(by, subscriptionId, 1);
        if (due.isEmpty()) {
            billBoundaries(runId, now, subscriptions.takeOne(boundariesBy(by), subscriptionId));
        } else {
            billInAdvance(runId, now, due);
        }
    }

    /** Boundaries later than this come after usage in advance. */
    private Instant boundariesBy(Instant by) {
        return noted.earliest().map(Due::at).filter(at -> at.isBefore(by)).orElse(by);
    }

    private int billInAdvance(UUID runId, Instant now, List<Due> due) {
        List<InvoiceDraft> drafts = discounts.of(inAdvance.drafts(due));
        if (!drafts.isEmpty()) {
            runs.progress(runId, now, writer.write(drafts));
        }
        return due.size();
    }

    private int billBoundaries(UUID runId, Instant now, TakenBoundaries due) {
        List<InvoiceDraft> drafts = discounts.of(assembly.drafts(due.items()));
        int issued = drafts.isEmpty() ? 0 : writer.write(drafts);
        if (!due.items().isEmpty()) {
            runs.progress(runId, now, issued);
        }
        noted.putOff(due.finalized());
        outbox.addAll(due.drafts().stream().map(InvoiceRun::event).toList());
        return due.subscriptions();
    }

    /** What is told of a draft. */
    static Outbox.Pending event(WaitingDraft draft) {
        DueBilling billing = draft.billing();
        return new Outbox.Pending(
                "invoice.draft_created",
                billing.subscriptionId(),
                Map.of("customer_id", billing.customerId(), "finalizes_at", billing.at()),
                draft.boundaryAt());
    }

    /** Up to when invoices may be written before wallets are topped up, or what was planned for a day is done. */
    public Instant by() {
        return by(clock.instant());
    }

    private Instant by(Instant now) {
        return order.beforeChanges(topUps.invoicesBy(now));
    }

    /** The subscription that fell due first by an instant; empty when none is due. */
    public Optional<UUID> earliestDue(Instant by) {
        return subscriptions
                .earliestDue(boundariesBy(by))
                .or(() -> noted.earliest().filter(due -> !due.at().isAfter(by)).map(Due::subscriptionId));
    }

    /** Takes a subscription that cannot be billed out of billing, with the reason. */
    public void park(UUID runId, UUID subscriptionId, String reason) {
        Instant now = clock.instant();
        subscriptions.awaitTurn(); // not while it is being changed
        subscriptions.park(subscriptionId, reason, now);
        runs.parked(runId, now);
    }

    /**
     * Books credits of wallets that have expired, up to the first instant at which an invoice is due that is not written yet, or a wallet is
     * topped up: that one is settled from what expires after it.
     *
     * @param most top-ups at once
     * @return how many there were
     */
    public int expire(int most) {
        subscriptions.awaitTurn(); // another replica may be billing, and the clock may have been advanced since
        return expiry.book(topUps.expireBy(clock.instant()), most);
    }

    /** When the next invoice falls due, credits expire, or a wallet is topped up by itself. */
    public Optional<Instant> next() {
        Instant now = clock.instant();
        AutomaticTopUps.Schedule agenda = rules.schedule(now);
        return Stream.of(
                        order.earliest(),
                        ended.toRefund().map(id -> now),
                        firstPayments.earliest().map(FirstPayments.Awaited::payBy),
                        expiry.next(),
                        agenda.wake(),
                        agenda.any() ? topUps.next(now).map(due -> now) : Optional.<Instant>empty())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
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
