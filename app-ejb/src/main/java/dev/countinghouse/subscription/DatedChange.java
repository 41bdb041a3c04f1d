package dev.countinghouse.subscription;

import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.database.LowerCaseEnum;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.DatedChangeView.Kind;
import dev.countinghouse.subscription.DatedChangeView.State;
import dev.countinghouse.subscription.domain.Proration;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** What is to be done with a subscription on a day to come. What it says never changes; it is done, taken back, or fails. */
@Entity
@DynamicUpdate
@Table(name = "dated_changes")
class DatedChange {

    private static final int FAILURE_LENGTH_MAX = 300;

    @Id
    private UUID id;

    @Column(name = "subscription_id", nullable = false, updatable = false)
    private UUID subscriptionId;

    @Convert(converter = KindText.class)
    @Column(name = "kind", nullable = false, updatable = false)
    private Kind kind;

    @Column(name = "due_on", nullable = false, updatable = false)
    private LocalDate dueOn;

    /** As {@link ChangeDay#at} has it. */
    @Column(name = "due_at", nullable = false, updatable = false)
    private Instant dueAt;

    @Column(name = "begins_period", nullable = false, updatable = false)
    private boolean beginsPeriod;

    /** The newest one when it was planned: what was shown is what is taken. */
    @Column(name = "plan_version_id", updatable = false)
    private @Nullable UUID planVersionId;

    @Column(name = "quantity", updatable = false)
    private @Nullable Integer quantity;

    @Convert(converter = ProrationText.class)
    @Column(name = "proration", updatable = false)
    private @Nullable Proration proration;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Convert(converter = StateText.class)
    @Column(name = "state", nullable = false)
    private State state;

    @Column(name = "settled_at")
    private @Nullable Instant settledAt;

    @Column(name = "failure")
    private @Nullable String failure;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    protected DatedChange() {}

    /** What was shown of a subscription, on its day. */
    DatedChange(ChangeDay day, SubscriptionChange wanted, PlannedChange shown, Instant now) {
        this(shown.subscriptionId(), Kind.CHANGE, day.day(), day.at(), now);
        this.beginsPeriod = day.beginsPeriod();
        this.planVersionId = shown.move() == null ? null : shown.move().to().versionId();
        this.quantity = wanted.quantity();
        this.proration = wanted.onItsDay(beginsPeriod).prorated();
    }

    private DatedChange(UUID subscriptionId, Kind kind, LocalDate dueOn, Instant dueAt, Instant now) {
        this.id = Ids.next();
        this.subscriptionId = subscriptionId;
        this.kind = kind;
        this.dueOn = dueOn;
        this.dueAt = dueAt;
        this.createdAt = now;
        this.state = State.PLANNED;
    }

    /** The end of a pause: the day is billed again. */
    static DatedChange resumption(Subscription subscription, LocalDate day, Instant now) {
        return new DatedChange(subscription.id(), Kind.RESUME, day, subscription.beginOf(day), now);
    }

    /** Takes it to be done in this transaction. */
    void done(Instant now) {
        settle(State.DONE, now);
    }

    /**
     * Takes it back before its day.
     *
     * @throws BillingException CONFLICT when its day has come: it is being done
     */
    void withdraw(Instant now) {
        if (!dueAt.isAfter(now)) {
            throw new BillingException(ProblemType.CONFLICT, "The day of the planned change has come");
        }
        drop(now);
    }

    /** It is not done, whenever its day is. */
    void drop(Instant now) {
        settle(State.WITHDRAWN, now);
    }

    /** It could not be done on its day, and is not tried again. */
    void fail(String reason, Instant now) {
        settle(State.FAILED, now);
        failure = reason.length() > FAILURE_LENGTH_MAX ? reason.substring(0, FAILURE_LENGTH_MAX) : reason;
    }

    private void settle(State how, Instant now) {
        if (state != State.PLANNED) {
            throw new BillingException(ProblemType.CONFLICT, "No change is planned");
        }
        state = how;
        settledAt = now;
    }

    /** Whether a subscription that is canceled can still do it: nothing but its quantity changes then, before its end. */
    boolean isDoneBefore(Subscription canceled) {
        return kind == Kind.CHANGE && planVersionId == null && !canceled.endsBy(dueOn);
    }

    boolean isResumption() {
        return kind == Kind.RESUME;
    }

    UUID id() {
        return id;
    }

    UUID subscriptionId() {
        return subscriptionId;
    }

    Instant dueAt() {
        return dueAt;
    }

    LocalDate dueOn() {
        return dueOn;
    }

    @Nullable
    UUID planVersionId() {
        return planVersionId;
    }

    /**
     * The change as it is made on its day.
     *
     * @param terms of the plan that is to be taken; null: the one that there is
     */
    SubscriptionChange wanted(@Nullable PlanTerms terms) {
        return new SubscriptionChange(
                        SubscriptionChange.ChangeAt.DATE,
                        dueOn,
                        terms == null ? null : terms.code(),
                        quantity,
                        within())
                .onItsDay(beginsPeriod);
    }

    /** Where a period begins there is nothing to say of the rest of it. */
    private @Nullable Proration within() {
        return beginsPeriod ? null : proration;
    }

    /** As it goes out; null when it was done or taken back. */
    @Nullable
    DatedChangeView view(Subscription subscription, Map<UUID, PlanTerms> versions) {
        if (state != State.PLANNED && state != State.FAILED) {
            return null;
        }
        PlanTerms terms = planVersionId == null ? null : Objects.requireNonNull(versions.get(planVersionId));
        return new DatedChangeView(
                kind,
                state,
                dueOn,
                subscription.beginOf(dueOn),
                terms == null ? null : terms.code(),
                terms == null ? null : terms.number(),
                quantity,
                proration,
                failure,
                failure == null ? null : settledAt);
    }

    /** Kinds are written in lower case. */
    static class KindText extends LowerCaseEnum<Kind> {

        KindText() {
            super(Kind.class);
        }
    }

    /** States are written in lower case. */
    static class StateText extends LowerCaseEnum<State> {

        StateText() {
            super(State.class);
        }
    }

    /** Prorations are written in lower case. */
    static class ProrationText extends LowerCaseEnum<Proration> {

        ProrationText() {
            super(Proration.class);
        }
    }
}
