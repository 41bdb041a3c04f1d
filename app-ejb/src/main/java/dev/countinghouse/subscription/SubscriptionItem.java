package dev.countinghouse.subscription;

import dev.countinghouse.subscription.domain.PauseKind;
import dev.countinghouse.subscription.domain.Periods;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a subscription is of from a day on: a plan version, so many times. Never changed: another one follows it. */
@Entity
@Table(name = "subscription_items")
class SubscriptionItem {

    @Id
    private UUID id;

    @Column(name = "subscription_id", nullable = false)
    private UUID subscriptionId;

    @Column(name = "plan_version_id", nullable = false)
    private UUID planVersionId;

    @Column(name = "quantity", nullable = false)
    private int quantity;

    /** First day of the periods that it bills; null: the first of all. */
    @Column(name = "effective_on")
    private @Nullable LocalDate effectiveOn;

    /** Whether that day cuts a period in two. */
    @Column(name = "cuts_period", nullable = false)
    private boolean cutsPeriod;

    /** As {@link Periods.Cut} has it. */
    @Column(name = "paid_until")
    private @Nullable LocalDate paidUntil;

    /** What rests in its days, which nothing is billed of; null while nothing does. */
    @Convert(converter = PauseKindText.class)
    @Column(name = "pause")
    private @Nullable PauseKind pause;

    protected SubscriptionItem() {}

    SubscriptionItem(UUID id, UUID subscriptionId, UUID planVersionId, int quantity) {
        this.id = id;
        this.subscriptionId = subscriptionId;
        this.planVersionId = planVersionId;
        this.quantity = quantity;
    }

    /** The same for another version, for the periods from a day on. */
    SubscriptionItem movedTo(UUID newId, UUID otherVersionId, LocalDate firstDay) {
        SubscriptionItem moved = new SubscriptionItem(newId, subscriptionId, otherVersionId, quantity);
        moved.effectiveOn = firstDay;
        return moved;
    }

    /** The same for another version, from a day on that cuts a period in two. */
    SubscriptionItem cutAt(UUID newId, UUID otherVersionId, Periods.Cut cut) {
        SubscriptionItem moved = movedTo(newId, otherVersionId, cut.day());
        moved.cutsPeriod = true;
        moved.paidUntil = cut.paidUntil();
        return moved;
    }

    /** The same, paused from a day within a period on. */
    SubscriptionItem paused(UUID newId, PauseKind kind, Periods.Cut cut) {
        SubscriptionItem rests = cutAt(newId, planVersionId, cut);
        rests.pause = kind;
        return rests;
    }

    @Nullable
    PauseKind pause() {
        return pause;
    }

    /** Where it cuts a period in two; empty where it begins with one. */
    Optional<Periods.Cut> cut() {
        return cutsPeriod
                ? Optional.of(new Periods.Cut(Objects.requireNonNull(effectiveOn), paidUntil))
                : Optional.empty();
    }

    UUID id() {
        return id;
    }

    UUID subscriptionId() {
        return subscriptionId;
    }

    UUID planVersionId() {
        return planVersionId;
    }

    int quantity() {
        return quantity;
    }

    @Nullable
    LocalDate effectiveOn() {
        return effectiveOn;
    }
}
