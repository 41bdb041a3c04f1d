package dev.countinghouse.dunning;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customermail.DunningNotices;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.invoicing.InvoiceSettlement;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.payments.AttemptBook;
import dev.countinghouse.problem.BillingException;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of the tenant's campaign that are due, each in a transaction of its own together with what it does. Called by the timer,
 * as a tenant.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class DunningRun {

    /** What changes invoices later, such as a refund, schedules nothing here. */
    private static final Duration LOOK_AGAIN = Duration.ofDays(1);

    /** Nobody tells here what becomes of a payment on its way. */
    private static final Duration LOOK_SOON = Duration.ofMinutes(10);

    private static final int AT_ONCE = 200;

    @Inject
    DunningRepository dunning;

    @Inject
    InvoiceSettlement settlement;

    @Inject
    AttemptBook attempts;

    @Inject
    DunningNotices notices;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /**
     * Some of the invoices whose next step is due, those that are due longest first. None while mail or the account at Stripe is held: the
     * books do not know then what was paid.
     *
     * @param without those that are left out
     */
    public List<UUID> due(Set<UUID> without) {
        return isHeld() ? List.of() : dunning.due(clock.instant(), without, AT_ONCE);
    }

    /** Takes the next step about an invoice, unless none is due any more: it was paid, or somebody else took it, just now. */
    public void step(UUID invoiceId) {
        Instant now = clock.instant();
        settlement.lockCollectable(invoiceId);
        if (!isHeld()) {
            dunning.next(invoiceId).filter(due -> !due.at().isAfter(now)).ifPresent(due -> take(due, now));
        }
    }

    private boolean isHeld() {
        return notices.isHeld() || attempts.isHeld();
    }

    private void take(DueStep due, Instant now) {
        UUID id = Ids.next();
        String outcome = switch (due.step().action()) {
            case MAIL -> notices.queue(id, due.invoiceId(), words(due.step())) ? "queued" : "not_switched_on";
            case RETRY -> retry(due);
            case HAND_OVER -> "handed_over";
        };
        DunningStep step = new DunningStep(id, due, outcome, now);
        dunning.add(step);
        DunningStepView view = step.view();
        audit.record("dunning_step.take", id, null, view);
        outbox.add(
                "dunning.step_taken",
                due.invoiceId(),
                Map.of(
                        "number",
                        due.number(),
                        "customer_id",
                        due.customerId(),
                        "campaign_id",
                        due.campaignId(),
                        "position",
                        due.position(),
                        "action",
                        view.action(),
                        "outcome",
                        outcome));
    }

    private String retry(DueStep due) {
        if (attempts.isDeclinedForGood(due.customerId())) {
            return "declined_for_good";
        }
        try {
            attempts.create(due.invoiceId());
            return "attempted";
        } catch (BillingException e) { // refused before anything was written
            return e.type().code();
        }
    }

    static DunningNotices.@Nullable Words words(CampaignStep step) {
        return step.subject() == null || step.text() == null
                ? null
                : new DunningNotices.Words(step.subject(), step.text());
    }

    /**
     * When the next step falls due, or it is to be looked again; empty while no campaign is at work.
     *
     * @param without whose steps are taken later, if they are due
     */
    public Optional<Instant> next(Set<UUID> without) {
        if (dunning.atWork().isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant later = now.plus(LOOK_AGAIN);
        return Optional.of(
                isHeld()
                        ? later
                        : dunning.first(now, without, now.plus(LOOK_SOON))
                                .filter(at -> at.isBefore(later))
                                .orElse(later));
    }
}
