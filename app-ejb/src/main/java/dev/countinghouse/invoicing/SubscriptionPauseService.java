package dev.countinghouse.invoicing;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.subscription.DatedChanges;
import dev.countinghouse.subscription.DueSubscriptions;
import dev.countinghouse.subscription.SubscriptionPauses;
import dev.countinghouse.subscription.SubscriptionView;
import dev.countinghouse.subscription.SubscriptionViews;
import dev.countinghouse.subscription.domain.PauseKind;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
    Resumptions resumptions;

    @Inject
    DatedChanges dated;

    @Inject
    BillingOrder order;

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
     * @param resumeOn the first day that is billed again, on which it is resumed by itself; null: when it is resumed by hand
     * @param reason whatever the client wants to remember; null for nothing
     * @throws BillingException NOT_FOUND; CONFLICT when it is paused, canceled or has ended, and before its first day; unless collection rests alone,
     *     also on the first day of a period, where its quantity was changed today, when it is parked or moves to another plan, and while
     *     invoices that fell due before are being written; with a day also where a change is planned; VALIDATION_FAILED for a day that is not
     *     to come, or on which it does not run
     */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public SubscriptionView pause(UUID id, PauseKind kind, @Nullable LocalDate resumeOn, @Nullable String reason) {
        due.awaitTurn();
        Instant now = clock.instant();
        SubscriptionView before = views.of(id);
        InvoiceDraft invoice = cutPeriods.bill(id, now, order.isBehind(now), () -> pauses.pause(id, kind, now));
        if (invoice != null) {
            writer.write(List.of(invoice));
        }
        if (resumeOn != null) {
            dated.addResumption(id, resumeOn);
        }
        SubscriptionView paused = views.of(id);
        outbox.add("subscription.paused", id, told(paused, kind, resumeOn, reason));
        audit.record("subscription.pause", id, before, paused);
        return paused;
    }

    private static Map<String, Object> told(
            SubscriptionView paused, PauseKind kind, @Nullable LocalDate resumeOn, @Nullable String reason) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("customer_id", paused.customerId());
        told.put("behavior", kind);
        told.put("reason", reason == null ? "" : reason);
        if (resumeOn != null) {
            told.put("resume_on", resumeOn);
        }
        return told;
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
        Instant now = clock.instant();
        return resumptions.resume(id, now, order.isBehind(now), writer::write);
    }
}
