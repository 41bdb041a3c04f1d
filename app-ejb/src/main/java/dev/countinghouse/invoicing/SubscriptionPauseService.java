package dev.countinghouse.invoicing;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.subscription.DueSubscriptions;
import dev.countinghouse.subscription.SubscriptionPauses;
import dev.countinghouse.subscription.SubscriptionView;
import dev.countinghouse.subscription.SubscriptionViews;
import dev.countinghouse.subscription.domain.PauseKind;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Pauses subscriptions and resumes them, and bills what ends or begins by that. One method is one transaction. */
@Stateless
public class SubscriptionPauseService {

    @Inject
    DueSubscriptions due;

    @Inject
    SubscriptionPauses pauses;

    @Inject
    SubscriptionViews views;

    @Inject
    CutPeriods cutPeriods;

    @Inject
    InvoiceWriter writer;

    @Inject
    WorkSchedule schedule;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /**
     * Pauses a subscription from today on. Unless collection rests alone, what was used until yesterday is billed, and what was paid in
     * advance for today and after goes back, on an invoice at once.
     *
     * @param reason whatever the client wants to remember; null for nothing
     * @throws BillingException NOT_FOUND; CONFLICT when it is paused, canceled or has ended, and before its first day; unless collection rests alone,
     *     also on the first day of a period, where its quantity was changed today, when it is parked or moves to another plan, and while
     *     invoices that fell due before are being written
     */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public SubscriptionView pause(UUID id, PauseKind kind, @Nullable String reason) {
        due.awaitTurn();
        SubscriptionView before = views.of(id);
        bill(id, () -> pauses.pause(id, kind));
        SubscriptionView paused = views.of(id);
        outbox.add(
                "subscription.paused",
                id,
                Map.of("customer_id", paused.customerId(), "behavior", kind, "reason", reason == null ? "" : reason));
        audit.record("subscription.pause", id, before, paused);
        return paused;
    }

    /**
     * Resumes a subscription: today is billed again, fees in advance for the rest of the period at once.
     *
     * @throws BillingException NOT_FOUND; CONFLICT when it is not paused, was paused today, is canceled, parked or has ended, and while
     *     invoices that fell due before are being written
     */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public SubscriptionView resume(UUID id) {
        due.awaitTurn();
        SubscriptionView before = views.of(id);
        bill(id, () -> pauses.resume(id));
        SubscriptionView resumed = views.of(id);
        schedule.at(WorkKind.PAYMENT_REMINDERS, clock.instant()); // of invoices that nobody was reminded of
        outbox.add("subscription.resumed", id, Map.of("customer_id", resumed.customerId()));
        audit.record("subscription.resume", id, before, resumed);
        return resumed;
    }

    private void bill(UUID id, BooleanSupplier change) {
        InvoiceDraft invoice = cutPeriods.bill(id, change);
        if (invoice != null) {
            writer.write(List.of(invoice));
        }
    }
}
