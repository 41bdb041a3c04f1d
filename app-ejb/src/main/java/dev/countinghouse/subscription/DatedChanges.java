package dev.countinghouse.subscription;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is planned for days to come, one thing of a subscription at a time. Joins the transaction, after its
 * {@linkplain DueSubscriptions#awaitTurn turn} had come.
 */
@ApplicationScoped
public class DatedChanges {

    @Inject
    DatedChangeRepository planned;

    @Inject
    SubscriptionRepository subscriptions;

    @Inject
    PlanMoveRepository rows;

    @Inject
    Catalog catalog;

    @Inject
    WorkSchedule schedule;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /** Something that is done at an instant. */
    public record Due(UUID id, UUID subscriptionId, Instant at) {

        static Due of(DatedChange change) {
            return new Due(change.id(), change.subscriptionId(), change.dueAt());
        }
    }

    /**
     * What was taken to be done.
     *
     * @param at the instant as of which
     * @param wanted null for the end of a pause
     * @param terms of the plan that is to be taken; null: the one that there is
     */
    public record Taken(
            UUID subscriptionId,
            Instant at,
            @Nullable SubscriptionChange wanted,
            @Nullable PlanTerms terms) {}

    /**
     * What is done next of all subscriptions, or of one.
     *
     * @param subscriptionId null: of all
     */
    public Optional<Due> earliest(@Nullable UUID subscriptionId) {
        return planned.earliest(subscriptionId).map(Due::of);
    }

    /** Takes what is to be done: if the transaction commits, it was. */
    public Taken take(UUID id) {
        DatedChange change = planned.require(id);
        change.done(change.dueAt());
        planned.flush();
        PlanTerms terms = terms(change);
        return new Taken(
                change.subscriptionId(), change.dueAt(), change.isResumption() ? null : change.wanted(terms), terms);
    }

    private @Nullable PlanTerms terms(DatedChange change) {
        UUID version = change.planVersionId();
        return version == null ? null : catalog.terms(Set.of(version)).get(version);
    }

    /** Notes why something could not be done on its day; it is not tried again, and holds nothing else back. */
    public void fail(UUID id, String reason) {
        DatedChange change = planned.require(id);
        Instant at = change.dueAt();
        change.fail(reason, at);
        planned.flush();
        rows.advance(List.of(change.subscriptionId()));
        Map<String, Object> told = told(change);
        told.put("reason", reason);
        outbox.add("subscription.change_failed", change.subscriptionId(), told, at);
        audit.record("subscription.fail_change", change.subscriptionId(), null, told);
    }

    /** @throws BillingException CONFLICT when something is planned for a day to come */
    void requireNone(UUID subscriptionId) {
        planned.planned(subscriptionId).ifPresent(DatedChanges::refuseBeside);
    }

    /**
     * The same, but for the end of a pause: what is changed before does not hinder that.
     *
     * @throws BillingException CONFLICT when another quantity or plan is planned for a day to come
     */
    void requireNoChange(UUID subscriptionId) {
        planned.planned(subscriptionId).filter(change -> !change.isResumption()).ifPresent(DatedChanges::refuseBeside);
    }

    private static void refuseBeside(DatedChange change) {
        String what = change.isResumption() ? "The end of its pause" : "A change";
        throw new BillingException(
                ProblemType.CONFLICT, "%s is planned for %s: take that back first".formatted(what, change.dueOn()));
    }

    /** Plans a change that was shown of a subscription, of which nothing else is planned. */
    void add(ChangeDay day, SubscriptionChange wanted, PlannedChange shown) {
        add(new DatedChange(day, wanted, shown, clock.instant()));
        rows.advance(List.of(shown.subscriptionId()));
    }

    /**
     * Plans the end of the pause that has begun.
     *
     * @param day the first that is billed again
     * @throws BillingException CONFLICT when something else is planned; VALIDATION_FAILED for a day that is not to come, or after its end
     */
    public void addResumption(UUID subscriptionId, LocalDate day) {
        Subscription subscription = subscriptions.require(subscriptionId);
        Instant now = clock.instant();
        ChangeDay.requireToCome("resume_on", subscription, day, now);
        requireNone(subscriptionId);
        add(DatedChange.resumption(subscription, day, now));
    }

    private void add(DatedChange change) {
        planned.add(change);
        outbox.add("subscription.change_planned", change.subscriptionId(), told(change));
        schedule.at(WorkKind.INVOICE_GENERATION, change.dueAt());
        audit.record("subscription.plan_change", change.subscriptionId(), null, view(change));
    }

    /**
     * Takes back what is planned.
     *
     * @return whether something was
     * @throws BillingException CONFLICT when its day has come
     */
    boolean withdraw(UUID subscriptionId) {
        Optional<DatedChange> waits = planned.planned(subscriptionId);
        waits.ifPresent(change -> {
            rows.advance(List.of(subscriptionId));
            takeBack(change);
        });
        return waits.isPresent();
    }

    private void takeBack(DatedChange change) {
        Object before = view(change);
        change.withdraw(clock.instant());
        planned.flush();
        outbox.add("subscription.change_withdrawn", change.subscriptionId(), told(change));
        audit.record("subscription.withdraw_change", change.subscriptionId(), before, null);
    }

    /** A pause has ended before the day that was planned: that it was resumed is what is told of it. */
    public void dropResumption(UUID subscriptionId) {
        planned.planned(subscriptionId).filter(DatedChange::isResumption).ifPresent(change -> {
            change.drop(clock.instant());
            planned.flush();
        });
    }

    /**
     * What a subscription that was canceled cannot do any more is taken back.
     *
     * @throws BillingException CONFLICT when its day has come: it is being done
     */
    void dropAfter(Subscription canceled) {
        planned.planned(canceled.id())
                .filter(change -> !change.isDoneBefore(canceled))
                .ifPresent(this::takeBack);
    }

    /** The last of each subscription, by its id, if it waits or failed. */
    Map<UUID, DatedChangeView> views(Collection<Subscription> all) {
        Map<UUID, DatedChange> last =
                planned.last(all.stream().map(Subscription::id).toList());
        Map<UUID, PlanTerms> versions = catalog.terms(last.values().stream()
                .map(DatedChange::planVersionId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        Map<UUID, DatedChangeView> views = new LinkedHashMap<>();
        for (Subscription subscription : all) {
            DatedChange change = last.get(subscription.id());
            DatedChangeView view = change == null ? null : change.view(subscription, versions);
            if (view != null) {
                views.put(subscription.id(), view);
            }
        }
        return views;
    }

    private Object view(DatedChange change) {
        PlanTerms terms = terms(change);
        DatedChangeView view = change.view(
                subscriptions.require(change.subscriptionId()),
                terms == null ? Map.of() : Map.of(terms.versionId(), terms));
        return Objects.requireNonNull(view);
    }

    private Map<String, Object> told(DatedChange change) {
        Subscription subscription = subscriptions.require(change.subscriptionId());
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("customer_id", subscription.customerId());
        told.put("kind", change.isResumption() ? "resume" : "change");
        told.put("effective_at", subscription.beginOf(change.dueOn()));
        return told;
    }
}
