package dev.countinghouse.invoicing;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.DueSubscriptions;
import dev.countinghouse.subscription.DueSubscriptions.TakenDraft;
import dev.countinghouse.subscription.TakenBoundaries;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invoices that are drafts while their grace period lasts. Nothing of them is stored: each look computes them anew. */
@Stateless
public class DraftInvoiceService {

    @Inject
    DueSubscriptions subscriptions;

    @Inject
    RehearsalRun rehearsal;

    @Inject
    BillingOrder order;

    @Inject
    InvoiceAssembly assembly;

    @Inject
    AdvanceUsageRepository noted;

    @Inject
    Discounts discounts;

    @Inject
    InvoiceWriter writer;

    @Inject
    InvoiceRepository invoices;

    @Inject
    WorkSchedule schedule;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /** Newest subscription first, without what they come to. */
    @RolesAllowed(Permission.INVOICE_READ)
    public Page<DraftInvoiceView> list(@Nullable UUID customerId, PageRequest page) {
        return subscriptions.drafts(customerId, page).map(DraftInvoiceView::of);
    }

    /**
     * The draft of a subscription, with what it comes to by now.
     *
     * @throws BillingException NOT_FOUND when there is none; CONFLICT when it cannot be billed
     */
    @RolesAllowed(Permission.INVOICE_READ)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // it is a transaction that is rolled back
    public DraftInvoiceView get(UUID subscriptionId) {
        return rehearsal.draft(subscriptionId);
    }

    /**
     * Finalizes the draft of a subscription before its grace is over: the invoice is dated today in the subscription's zone.
     *
     * @param boundaryAt which draft: that of the boundary which fell due then
     * @throws BillingException NOT_FOUND without such a subscription; CONFLICT when it has no such draft, there is nothing to bill or it
     *     cannot be billed, and while invoices that fell due before are being written
     */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public InvoiceView finalizeNow(UUID subscriptionId, Instant boundaryAt) {
        subscriptions.awaitTurn();
        Instant now = clock.instant(); // not before: numbers are given in the order of dates
        boolean behind = order.isBehind(now);
        TakenBoundaries taken = subscriptions
                .takeDraft(subscriptionId, now)
                .filter(draft -> draft.draft().boundaryAt().equals(boundaryAt))
                .map(TakenDraft::taken)
                .orElseThrow(() -> new BillingException(
                        ProblemType.CONFLICT, "The subscription has no draft of " + boundaryAt + ", or no longer"));
        if (behind) {
            throw BillingOrder.refusal();
        }
        List<InvoiceDraft> drafts = drafts(taken.items());
        if (drafts.isEmpty()) {
            throw new BillingException(ProblemType.CONFLICT, "There is nothing to bill, so that no invoice is written");
        }
        writer.write(drafts);
        noted.putOff(taken.finalized());
        outbox.addAll(taken.drafts().stream().map(InvoiceRun::event).toList());
        schedule.at(WorkKind.INVOICE_GENERATION, now); // what comes after it may be due then
        InvoiceView view = view(drafts.getFirst().id());
        audit.record(
                "invoice.finalize",
                view.id(),
                null,
                Map.of("number", view.name(), "subscription_id", subscriptionId, "total", view.total()));
        return view;
    }

    private List<InvoiceDraft> drafts(List<DueItem> due) {
        try {
            return discounts.of(assembly.drafts(due));
        } catch (IllegalStateException | ArithmeticException e) { // what is wrong with its prices or its usage
            throw RehearsalRun.unbillable(e);
        }
    }

    private InvoiceView view(UUID id) {
        Invoice written = invoices.require(id);
        return written.view(invoices.lines(List.of(id)).stream()
                .map(line -> line.view(written.ofLines()))
                .toList());
    }
}
