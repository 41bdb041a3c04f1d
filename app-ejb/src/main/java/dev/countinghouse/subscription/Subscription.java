package dev.countinghouse.subscription;

import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.customer.CustomerView;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.domain.PauseKind;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.Term;
import dev.countinghouse.subscription.domain.Trial;
import dev.countinghouse.time.ServicePeriod;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A customer's subscription. Knows which period is billed next and when; each period is billed once, in order. */
@Entity
@Table(name = "subscriptions")
class Subscription {

    private static final int REASON_LENGTH_MAX = 2_000;

    @Id
    private UUID id;

    @Column(name = "external_id")
    private @Nullable String externalId;

    @Column(name = "customer_id", nullable = false)
    private UUID customerId;

    @Convert(converter = SubscriptionStatusText.class)
    @Column(name = "status", nullable = false)
    private SubscriptionStatus status;

    /** Of its invoices; its plan is sold in it. */
    @JdbcTypeCode(SqlTypes.CHAR)
    @Column(name = "currency", nullable = false, updatable = false)
    private String currency;

    @Column(name = "time_zone", nullable = false)
    private String timeZone;

    @Column(name = "started_on", nullable = false)
    private LocalDate startedOn;

    @Column(name = "ends_on")
    private @Nullable LocalDate endsOn;

    /** First day whose fees are paid; null: the first of all. */
    @Column(name = "trial_ends_on", updatable = false)
    private @Nullable LocalDate trialEndsOn;

    /** Periods whose beginning has been billed; the next boundary's index. */
    @Column(name = "billed_periods", nullable = false)
    private int billedPeriods;

    @Column(name = "next_billing_at")
    private @Nullable Instant nextBillingAt;

    /** When the draft of the invoice of that boundary is finalized; null while there is none. */
    @Column(name = "draft_until")
    private @Nullable Instant draftUntil;

    /** As {@link Term#advanceUntil} has it. */
    @Column(name = "advance_until")
    private @Nullable LocalDate advanceUntil;

    @Embedded
    private Ending ending = new Ending();

    /** Until when its first invoice is to be paid, or was to be and it ended; null where it does not wait for that. */
    @Column(name = "pay_by")
    private @Nullable Instant payBy;

    @Column(name = "parked_at")
    private @Nullable Instant parkedAt;

    @Column(name = "parked_reason")
    private @Nullable String parkedReason;

    /** What rests now; null while nothing does. */
    @Convert(converter = PauseKindText.class)
    @Column(name = "pause")
    private @Nullable PauseKind pause;

    @Column(name = "paused_at")
    private @Nullable Instant pausedAt;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    protected Subscription() {}

    /**
     * A subscription to a plan, billed in the currency of its terms.
     *
     * @throws BillingException when it would end before it begins
     */
    Subscription(UUID id, NewSubscription from, CustomerView customer, PlanTerms terms, Instant now) {
        this.id = id;
        this.externalId = from.externalId();
        this.customerId = customer.id();
        this.currency = terms.currency();
        this.timeZone = customer.timeZone();
        ZoneId zone = zone();
        this.startedOn = from.startDate() == null ? LocalDate.ofInstant(now, zone) : from.startDate();
        this.endsOn = from.endDate();
        if (endsOn != null && !endsOn.isAfter(startedOn)) {
            throw BillingException.invalid("end_date", "not_after_start", "must be after the first day, " + startedOn);
        }
        this.nextBillingAt = startedOn.atStartOfDay(zone).toInstant();
        this.status = nextBillingAt.isAfter(now) ? SubscriptionStatus.PENDING : SubscriptionStatus.ACTIVE;
        this.trialEndsOn = terms.trialDays() == 0 ? null : startedOn.plusDays(terms.trialDays());
        this.createdAt = now;
    }

    /** The same, of which nothing was billed yet. */
    Subscription(Subscription other) {
        this.id = other.id;
        this.customerId = other.customerId;
        this.currency = other.currency;
        this.timeZone = other.timeZone;
        this.startedOn = other.startedOn;
        this.endsOn = other.endsOn;
        this.advanceUntil = other.advanceUntil;
        this.ending = other.ending;
        this.trialEndsOn = other.trialEndsOn;
        this.status = other.status;
        this.createdAt = other.createdAt;
        this.nextBillingAt = other.startsAt();
    }

    Term term() {
        Trial trial = new Trial(startedOn, trialEndsOn == null ? 0 : ChronoUnit.DAYS.between(startedOn, trialEndsOn));
        return new Term(zone(), startedOn, endsOn, advanceUntil, trial);
    }

    /** When it is to be seen to: its next boundary falls due, or is finalized where that is a draft. Null when nothing is. */
    @Nullable
    Instant dueAt() {
        return draftUntil == null ? nextBillingAt : draftUntil;
    }

    @Nullable
    Instant draftUntil() {
        return draftUntil;
    }

    /** The invoice of its next boundary, which has fallen due, is a draft until an instant. */
    void draft(Instant until) {
        draftUntil = until;
    }

    /** The boundary has been billed: the next one is the end of the period that began there, or of the trial within it. */
    void billed(Periods periods) {
        draftUntil = null;
        Term term = term();
        if (NextBoundary.isEndOfTrial(this, periods)) {
            nextBillingAt = term.clipped(periods.period(billedPeriods - 1)).to(zone());
            return;
        }
        ServicePeriod begun = term.clipped(periods.period(billedPeriods));
        billedPeriods++;
        status = begun.isEmpty() ? SubscriptionStatus.ENDED : running();
        Instant next = term.trialEndsWithin(begun) ? term.trialEnd() : begun.to(zone());
        nextBillingAt = begun.isEmpty() ? null : next;
    }

    Ending ending() {
        return ending;
    }

    SubscriptionStatus status() {
        return status;
    }

    private SubscriptionStatus running() {
        SubscriptionStatus uncanceled = pause == null ? SubscriptionStatus.ACTIVE : SubscriptionStatus.PAUSED;
        return canceledAt() == null ? uncanceled : SubscriptionStatus.CANCELED;
    }

    /** What rests from now on; null: nothing does any more. */
    void rest(@Nullable PauseKind kind, Instant now) {
        pause = kind;
        pausedAt = kind == null ? null : now;
        status = status == SubscriptionStatus.ENDED ? status : running();
    }

    @Nullable
    PauseKind pause() {
        return pause;
    }

    /** Bills the boundary once more that its period began with, today: nothing was billed of it. */
    void reopen(LocalDate day, Instant now) {
        billedPeriods--;
        cut(day, now);
    }

    /**
     * Ends its period today, so that another one begins: the boundary between them falls due at once.
     *
     * @param day today, within the period that runs and after its first day
     */
    void cut(LocalDate day, Instant now) {
        nextBillingAt = beginOf(day);
        draftUntil = now;
    }

    @Nullable
    Instant canceledAt() {
        return ending.canceledAt();
    }

    /**
     * Lets it end. What it has used until then is billed at its end; what was paid in advance for days after it stays paid, or goes
     * back there. One that has not begun never does.
     *
     * @return the first instant that it does not run at
     * @throws BillingException CONFLICT when it has ended; VALIDATION_FAILED for a date that is not to come or after its end
     */
    Instant cancel(Cancellation cancellation, Periods periods, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone());
        Instant next = nextBillingAt;
        if (next == null || endsBy(today)) {
            throw new BillingException(ProblemType.CONFLICT, "The subscription has ended");
        }
        PlanCut.requireFirstPayment(this);
        LocalDate end = cancellation.end(today, term().paidUntil(periods, today), endsOn);
        advanceUntil = term().advanceUntil(periods, canceledAt(), now);
        ending.tell(cancellation, now);
        if (startsAt().isAfter(now) && !end.isAfter(startedOn)) {
            status = SubscriptionStatus.ENDED;
            nextBillingAt = null;
            return startsAt();
        }
        Instant endsAt = beginOf(end);
        endsOn = end;
        status = startsAt().isAfter(now) ? SubscriptionStatus.PENDING : SubscriptionStatus.CANCELED;
        nextBillingAt = next.isBefore(endsAt) ? next : endsAt;
        return endsAt;
    }

    /** Lets it wait for the payment of its first invoice: nothing is billed of it until then. */
    void awaitPayment(Instant until) {
        status = SubscriptionStatus.INCOMPLETE;
        payBy = until;
    }

    /** Ends it as if it had never begun: its first invoice was not paid in time. */
    void expire() {
        status = SubscriptionStatus.ENDED;
        nextBillingAt = null;
    }

    boolean hasNeverRun() {
        return status == SubscriptionStatus.ENDED && (billedPeriods == 0 || payBy != null);
    }

    /** Takes it out of billing until somebody has seen to it. */
    void park(String reason, Instant now) {
        parkedAt = now;
        parkedReason = reason.length() > REASON_LENGTH_MAX ? reason.substring(0, REASON_LENGTH_MAX) : reason;
    }

    /** Takes it back into billing: what fell due since is due now. SUBSCRIPTION_NOT_PARKED when it is billed at present. */
    void unpark() {
        if (parkedAt == null) {
            throw new BillingException(ProblemType.SUBSCRIPTION_NOT_PARKED, "The subscription is not parked");
        }
        parkedAt = null;
        parkedReason = null;
    }

    boolean isParked() {
        return parkedAt != null;
    }

    UUID id() {
        return id;
    }

    @Nullable
    String externalId() {
        return externalId;
    }

    UUID customerId() {
        return customerId;
    }

    String currency() {
        return currency;
    }

    /** Raised by every change. */
    int version() {
        return version;
    }

    ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    LocalDate startedOn() {
        return startedOn;
    }

    Instant startsAt() {
        return beginOf(startedOn);
    }

    @Nullable
    Instant endsAt() {
        return endsOn == null ? null : beginOf(endsOn);
    }

    @Nullable
    Instant nextBillingAt() {
        return nextBillingAt;
    }

    /** Periods whose beginning has been billed; the index of the next one. */
    int billedPeriods() {
        return billedPeriods;
    }

    /** The instant that a day begins at. */
    Instant beginOf(LocalDate day) {
        return day.atStartOfDay(zone()).toInstant();
    }

    /** Whether it does not run on a day to come any more: it ends by then, or has ended. */
    boolean endsBy(LocalDate day) {
        return nextBillingAt == null || (endsOn != null && !day.isBefore(endsOn));
    }

    /**
     * As it goes out.
     *
     * @param pending the version that it will have later; null for none
     * @param standing its status by now, as {@link StandingRepository} tells it
     */
    SubscriptionView view(
            PlanTerms terms,
            SubscriptionView.@Nullable PendingVersion pending,
            SubscriptionChanges.Shown quantity,
            SubscriptionStatus standing,
            Map<String, Object> metadata) {
        return new SubscriptionView(
                id,
                externalId,
                customerId,
                terms.code(),
                terms.versionId(),
                terms.number(),
                pending,
                terms.overrides(),
                standing,
                quantity.quantity(),
                quantity.pending(),
                quantity.planned(),
                currency,
                timeZone,
                startedOn,
                endsOn,
                trialEndsOn,
                nextBillingAt,
                parkedAt,
                parkedReason,
                payBy,
                ending.canceledAt(),
                ending.cancelReason(),
                ending.unusedDays(),
                ending.finalUsage(),
                pause,
                pausedAt,
                metadata,
                version,
                createdAt);
    }
}
