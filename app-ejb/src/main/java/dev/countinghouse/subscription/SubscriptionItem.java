package dev.countinghouse.subscription;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
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
