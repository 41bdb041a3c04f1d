package dev.countinghouse.invoicing;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.subscription.DatedChanges;
import dev.countinghouse.subscription.SubscriptionPauses;
import dev.countinghouse.subscription.SubscriptionView;
import dev.countinghouse.subscription.SubscriptionViews;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Ends of pauses, by hand or on the day that was planned. Joins the transaction, whose turn of billing it is. */
@ApplicationScoped
class Resumptions {

    @Inject
    SubscriptionPauses pauses;

    @Inject
    DatedChanges dated;

    @Inject
    SubscriptionViews views;

    @Inject
    CutPeriods cutPeriods;

    @Inject
    WorkSchedule schedule;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    /**
     * Resumes a subscription: the day of an instant is billed again.
     *
     * @param behind whether invoices that fell due by then are not written yet
     * @param write is given the invoice of what begins, if there is one
     * @throws dev.countinghouse.problem.BillingException as {@link SubscriptionPauses#resume}
     */
    SubscriptionView resume(UUID id, Instant now, boolean behind, Consumer<List<InvoiceDraft>> write) {
        SubscriptionView before = views.of(id);
        dated.dropResumption(id);
        InvoiceDraft invoice = cutPeriods.bill(id, now, behind, () -> pauses.resume(id, now));
        if (invoice != null) {
            write.accept(List.of(invoice));
        }
        SubscriptionView resumed = views.of(id);
        schedule.at(WorkKind.PAYMENT_REMINDERS, now); // of invoices that nobody was reminded of
        outbox.add("subscription.resumed", id, Map.of("customer_id", resumed.customerId()), now);
        audit.record("subscription.resume", id, before, resumed);
        return resumed;
    }
}
