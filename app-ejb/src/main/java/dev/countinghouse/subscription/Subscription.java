package dev.countinghouse.subscription;

import dev.countinghouse.database.LowerCaseEnum;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.time.BillingCycle;
import dev.countinghouse.time.ServicePeriod;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer's subscription. Knows which period is billed next and when; each period is billed once, in order.
 */
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

    @Convert(converter = StatusText.class)
    @Column(name = "status", nullable = false)
    private SubscriptionStatus status;

    @Column(name = "time_zone", nullable = false)
    private String timeZone;

    @Column(name = "started_on", nullable = false)
    private LocalDate startedOn;

    @Column(name = "ends_on")
    private @Nullable LocalDate endsOn;

    /** Periods whose beginning has been billed; the next boundary's index. */
    @Column(name = "billed_periods", nullable = false)
    private int billedPeriods;

    @Column(name = "next_billing_at")
    private @Nullable Instant nextBillingAt;

    @Column(name = "parked_at")
    private @Nullable Instant parkedAt;

    @Column(name = "parked_reason")
    private @Nullable String parkedReason;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    protected Subscription() {}

    /** @throws BillingException when it would end before it begins */
    Subscription(UUID id, NewSubscription from, UUID customerId, ZoneId zone, Instant now) {
        this.id = id;
        this.externalId = from.externalId();
        this.customerId = customerId;
        this.timeZone = zone.getId();
        this.startedOn = from.startDate() == null ? LocalDate.ofInstant(now, zone) : from.startDate();
        this.endsOn = from.endDate();
        if (endsOn != null && !endsOn.isAfter(startedOn)) {
            throw BillingException.invalid("end_date", "not_after_start", "must be after the first day, " + startedOn);
        }
        this.nextBillingAt = startedOn.atStartOfDay(zone).toInstant();
        this.status = nextBillingAt.isAfter(now) ? SubscriptionStatus.PENDING : SubscriptionStatus.ACTIVE;
        this.createdAt = now;
    }

    /** What falls due at the next boundary: the period that begins there and the one that ended. */
    DueBilling due(BillingCycle cycle) {
        Instant at = Objects.requireNonNull(nextBillingAt, "nothing is due");
        int last = billedPeriods - 1;
        return new DueBilling(
                id,
                customerId,
                zone(),
                at,
                last < 0 ? null : clipped(cycle.period(last)),
                last < 0 ? null : cycle.wholePeriod(last),
                clipped(cycle.period(billedPeriods)),
                cycle.wholePeriod(billedPeriods),
                startedOn);
    }

    /** The boundary has been billed: the next one is the end of the period that began there. */
    void billed(BillingCycle cycle) {
        ServicePeriod begun = clipped(cycle.period(billedPeriods));
        billedPeriods++;
        status = begun.isEmpty() ? SubscriptionStatus.ENDED : SubscriptionStatus.ACTIVE;
        nextBillingAt = begun.isEmpty() ? null : begun.to(zone());
    }

    private ServicePeriod clipped(ServicePeriod period) {
        if (endsOn == null) {
            return period;
        }
        return period.start().isAfter(endsOn) ? new ServicePeriod(endsOn, endsOn) : period.before(endsOn);
    }

    /** Takes it out of billing until somebody has seen to it. */
    void park(String reason, Instant now) {
        parkedAt = now;
        parkedReason = reason.length() > REASON_LENGTH_MAX ? reason.substring(0, REASON_LENGTH_MAX) : reason;
    }

    UUID id() {
        return id;
    }

    UUID customerId() {
        return customerId;
    }

    ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    LocalDate startedOn() {
        return startedOn;
    }

    Instant startsAt() {
        return startedOn.atStartOfDay(zone()).toInstant();
    }

    @Nullable
    Instant endsAt() {
        return endsOn == null ? null : endsOn.atStartOfDay(zone()).toInstant();
    }

    @Nullable
    Instant nextBillingAt() {
        return nextBillingAt;
    }

    SubscriptionView view(String plan, UUID planVersionId, Map<String, Object> metadata) {
        return new SubscriptionView(
                id,
                externalId,
                customerId,
                plan,
                planVersionId,
                status,
                timeZone,
                startedOn,
                endsOn,
                nextBillingAt,
                parkedAt,
                parkedReason,
                metadata,
                version,
                createdAt);
    }

    /** Statuses are written in lower case. */
    static class StatusText extends LowerCaseEnum<SubscriptionStatus> {
        StatusText() {
            super(SubscriptionStatus.class);
        }
    }
}
